import { NUMBER_PLACE, type OtherName, type Reference } from '../reference/rules.ts'
import { composeText, foldSpelling, spellWord, splitWords, type Word } from './spelling-rules.ts'

/** What of a figure a name can stand for. */
export const NAMED = ['indicator', 'programme', 'project', 'source', 'capital', 'unit'] as const
export type Named = (typeof NAMED)[number]

/** A name in a text, and everything it can stand for: `Mộc Châu` is a former district and a ward of today. */
export interface Mention {
  dimension: Named
  /** Ids; of projects their codes. */
  ids: readonly string[]
  /** Only a part of the name stands there, such as "hộ nghèo": too little where it does not fit the number. */
  partial: boolean
  /** Only what the name begins with, which can mean something else: "số hộ được hỗ trợ nhà ở" without "cộng dồn". */
  cut: boolean
  start: number
  end: number
}

interface Entry {
  dimension: Named
  ids: Set<string>
  /** Of the name: all of it, all but its first words, or only what it begins with. */
  form: 'whole' | 'bare' | 'cut'
}

/** Names by their words, as a tree: a text is read once, however many names there are. */
interface Node {
  next: Map<string, Node>
  entries: Entry[]
}

export interface Vocabulary {
  root: Node
  /** Names with their marks, as {@link spellWord} makes the words, each with a space before and behind. */
  spellings: ReadonlyMap<Named, readonly string[]>
}

/** Kinds of units, spelt as they are compared, with what people write for short. */
const UNIT_KINDS: readonly (readonly [string, readonly string[]])[] = [
  ['thanh pho', ['tp']],
  ['thi xa', ['tx']],
  ['thi tran', ['tt']],
  ['tinh', []],
  ['huien', []],
  ['phuong', []],
  ['xa', []],
]
/** What indicators begin with and speakers leave out. */
const MEASURED_AS = /^(?:ti le|so luot|so) /u
const PROJECT_WORD = 'du an'
const NAME_WITH_YEARS = / giai doan \d{4} \d{4}$/u

/** Every name of the reference, in the spellings that people use. */
export function buildVocabulary(reference: Reference): Vocabulary {
  const root = emptyNode()
  const provinces = [...reference.units.values()].filter(({ level }) => level === 'province')
  const reserved = new Set(provinces.map(({ name }) => withoutKind(spell(name))))
  for (const unit of reference.units.values()) {
    const name = spell(unit.name)
    add(root, name, 'unit', unit.id)
    const bare = withoutKind(name)
    for (const word of kindOf(name)?.[1] ?? []) add(root, `${word} ${bare}`, 'unit', unit.id)
    // The province has the name to itself: nobody means the former town by "Sơn La" alone.
    if (unit.level === 'province' || !reserved.has(bare)) add(root, bare, 'unit', unit.id)
  }
  for (const { id, name } of reference.indicators.values()) addIndicator(root, name, id)
  for (const programme of reference.programmes.values()) {
    for (const name of [spell(programme.name), spell(programme.shortName)]) {
      add(root, name, 'programme', programme.id)
      add(root, name.replace(NAME_WITH_YEARS, ''), 'programme', programme.id)
    }
  }
  for (const project of reference.projects.values()) {
    add(root, spell(project.name), 'project', project.code)
    add(root, spell(`${PROJECT_WORD} ${project.code}`), 'project', project.code)
  }
  for (const source of reference.sources.values()) add(root, spell(source.name), 'source', source.id)
  for (const capital of reference.capitals.values()) add(root, spell(capital.name), 'capital', capital.id)
  for (const { table, id, name } of plainNames(reference)) {
    if (table === 'indicators') addName(root, spell(name), id, 'whole')
    else add(root, spell(name), DIMENSIONS[table], id)
  }
  return { root, spellings: spellingsOf(reference) }
}

const DIMENSIONS = {
  ...{ indicators: 'indicator', programmes: 'programme', sources: 'source' },
  ...{ capitals: 'capital', units: 'unit' },
} as const satisfies Record<OtherName['table'], Named>

/** Other names that are told by themselves, and not around a number. */
function plainNames({ otherNames }: Reference): OtherName[] {
  return otherNames.filter(({ name }) => !name.includes(NUMBER_PLACE))
}

/** What stands for a kind of unit or for a project, and never in a name. */
const SHORT_WORDS = /^(?:tp|tx|tt|dự án) /u

function spellingsOf(reference: Reference): Map<Named, readonly string[]> {
  const names = {
    indicator: [...reference.indicators.values()].map(({ name }) => name),
    programme: [...reference.programmes.values()].flatMap(({ name, shortName }) => [name, shortName]),
    project: [...reference.projects.values()].flatMap(({ code, name }) => [code, name]),
    source: [...reference.sources.values()].map(({ name }) => name),
    capital: [...reference.capitals.values()].map(({ name }) => name),
    unit: [...reference.units.values()].map(({ name }) => name),
  }
  const others = plainNames(reference)
  return new Map(
    NAMED.map((dimension) => {
      const own = others.filter(({ table }) => DIMENSIONS[table] === dimension)
      return [dimension, [...names[dimension], ...own.map(({ name }) => name)].map(accented)]
    }),
  )
}

/**
 * Whether a name stands there with its own marks: `tính Sơn La` is no `tỉnh Sơn La`.
 * @param raw as it was typed, in a text with marks
 */
export function isSpeltSo(raw: string, dimension: Named, { spellings }: Vocabulary): boolean {
  const typed = accented(
    composeText(raw)
      .toLowerCase()
      .replace(/[.\s]+/gu, ' ')
      .normalize('NFC')
      .replace(SHORT_WORDS, ''),
  )
  return spellings.get(dimension)?.some((name) => name.includes(typed)) === true
}

/** ` tỷ lệ hộ nghèo ` */
function accented(text: string): string {
  const words = composeText(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  return ` ${words.map((word) => spellWord(word, true)).join(' ')} `
}

/** Names in a text, the longest at each place, none within another. */
export function readMentions(folded: string, { root }: Vocabulary): Mention[] {
  const words = splitWords(folded)
  const mentions: Mention[] = []
  for (let at = 0; at < words.length;) {
    const match = longestAt(words, at, root)
    if (match === null) at += 1
    else {
      mentions.push(...match.mentions)
      at = match.next
    }
  }
  return mentions
}

function longestAt(
  words: readonly Word[],
  at: number,
  root: Node,
): { mentions: Mention[]; next: number } | null {
  let node: Node | undefined = root
  let longest: { mentions: Mention[]; next: number } | null = null
  for (let next = at; next < words.length; next += 1) {
    const word = words[next]
    node = word === undefined ? undefined : node.next.get(word.text)
    if (node === undefined || word === undefined) break
    const start = words[at]?.start ?? word.start
    if (node.entries.length === 0) continue
    const mentions = wholeFirst(node.entries).map(({ dimension, ids, form }) => ({
      ...{ dimension, ids: [...ids], partial: form !== 'whole', cut: form === 'cut' },
      ...{ start, end: word.end },
    }))
    longest = { mentions, next: next + 1 }
  }
  return longest
}

/** Where something has the whole name, what only partly has it is not meant. */
function wholeFirst(entries: readonly Entry[]): Entry[] {
  return entries.filter(
    ({ dimension, form }) =>
      form === 'whole' || !entries.some((other) => other.dimension === dimension && other.form === 'whole'),
  )
}

function addIndicator(root: Node, printed: string, id: string): void {
  const whole = spell(printed)
  // "Số hộ được hỗ trợ nhà ở, cộng dồn": what stands behind the comma is rarely said.
  const cut = spell(printed.split(',')[0] ?? printed)
  addName(root, whole, id, 'whole')
  if (whole !== cut) addName(root, cut, id, 'cut')
}

function addName(root: Node, name: string, id: string, form: 'whole' | 'cut'): void {
  add(root, name, 'indicator', id, form)
  const bare = name.replace(MEASURED_AS, '')
  if (bare !== name && bare.includes(' ')) add(root, bare, 'indicator', id, form === 'cut' ? 'cut' : 'bare')
}

function add(root: Node, name: string, dimension: Named, id: string, form: Entry['form'] = 'whole'): void {
  let node = root
  for (const { text } of splitWords(name)) {
    const known = node.next.get(text)
    const next = known ?? emptyNode()
    if (known === undefined) node.next.set(text, next)
    node = next
  }
  const entry = node.entries.find((other) => other.dimension === dimension && other.form === form)
  if (entry === undefined) node.entries.push({ dimension, ids: new Set([id]), form })
  else entry.ids.add(id)
}

function kindOf(name: string): (typeof UNIT_KINDS)[number] | undefined {
  return UNIT_KINDS.find(([word]) => name.startsWith(`${word} `))
}

function withoutKind(name: string): string {
  return name.slice((kindOf(name)?.[0].length ?? -1) + 1)
}

function spell(name: string): string {
  return splitWords(foldSpelling(composeText(name)))
    .map(({ text }) => text)
    .join(' ')
}

function emptyNode(): Node {
  return { next: new Map(), entries: [] }
}
