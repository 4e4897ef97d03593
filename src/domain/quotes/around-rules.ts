import { NUMBER_PLACE, type Reference } from '../reference/rules.ts'
import type { WrittenNumber } from './number-rules.ts'
import type { Place } from './reading-rules.ts'
import { composeText, foldSpelling, spellWord } from './spelling-rules.ts'

/** A name that is told around its number: "hỗ trợ 2.213 căn nhà". */
interface AroundName {
  indicator: string
  before: RegExp | null
  behind: RegExp
  /** With its marks. */
  spelling: string
}

/** What may stand between the parts of such a name: it changes nothing. */
const FILLERS: ReadonlySet<string> = new Set(
  ['được', 'căn', 'ngôi'].map((word) => spellWord(composeText(word), true)),
)
const REACH = 80

const known = new WeakMap<Reference['otherNames'], readonly AroundName[]>()

function aroundNames({ otherNames }: Pick<Reference, 'otherNames'>): readonly AroundName[] {
  const before = known.get(otherNames)
  if (before !== undefined) return before
  const names = otherNames.flatMap(({ id, name }) =>
    name.includes(NUMBER_PLACE) ? [aroundName(id, name)] : [],
  )
  // Where one name goes on after another, the longer is meant.
  names.sort((a, b) => b.spelling.length - a.spelling.length)
  known.set(otherNames, names)
  return names
}

function aroundName(indicator: string, name: string): AroundName {
  const [first = '', last = ''] = name.split(NUMBER_PLACE)
  const [head, tail] = [first, last].map((part) => words(foldSpelling(composeText(part))))
  const behind = (tail ?? []).map((word) => (word === 'nha' ? '(?:can |ngoi )?nha' : word)).join('[, ]+')
  return {
    indicator,
    before:
      head === undefined || head.length === 0
        ? null
        : new RegExp(String.raw`(?<![\p{L}\p{N}])${head.join('[, ]+')}(?: duoc)? $`, 'u'),
    behind:
      behind === '' ? /^(?= ?(?:[,.;)]|$|va ))/u : new RegExp(String.raw`^ ${behind}(?![\p{L}\p{N}])`, 'u'),
    spelling: accented(`${first} ${last}`),
  }
}

/** The name around a number, and where it stands; the text has it with its marks, or has none at all. */
export function nameAround(
  composed: string,
  folded: string,
  { start, end }: WrittenNumber,
  isAccented: boolean,
  fits: (indicator: string) => boolean,
  reference: Pick<Reference, 'otherNames'>,
): (Place & { indicator: string; misspelt: boolean }) | null {
  for (const { indicator, before, behind, spelling } of aroundNames(reference)) {
    if (!fits(indicator)) continue
    const first = before?.exec(folded.slice(Math.max(0, start - REACH), start)) ?? null
    const last = behind.exec(folded.slice(end, end + REACH))
    if ((before !== null && first === null) || last === null) continue
    const place = { start: start - (first?.[0].length ?? 0), end: end + last[0].length }
    const typed = accented(`${composed.slice(place.start, start)} ${composed.slice(end, place.end)}`)
    return { indicator, ...place, misspelt: isAccented && typed !== spelling }
  }
  return null
}

function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
}

function accented(text: string): string {
  return words(composeText(text))
    .map((word) => spellWord(word, true))
    .filter((word) => !FILLERS.has(word))
    .join(' ')
}
