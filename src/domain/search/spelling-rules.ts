import type { QueryTerm, QueryWord } from './query-rules.ts'
import { wordsOf } from './query-rules.ts'
import { compareText } from './ranking-rules.ts'
import { decodeTyping } from './typing-rules.ts'
import { wordKey } from './word-rules.ts'

/** Words that the office uses, by which mistypings are told: not those of comments, which hold mistypings too. */
export interface Vocabulary {
  /** Key → how often, and its usual spelling. */
  words: ReadonlyMap<string, KnownWord>
  /** Two keys with a space between → the same of two words in a row. */
  pairs: ReadonlyMap<string, KnownWord>
}

export interface KnownWord {
  count: number
  spelling: string
}

/** From this length on two mistakes are believed in one word. */
const TWO_MISTAKES_FROM = 6
/** Up to this length a word has neighbours of every meaning. */
const SHORT = 3
/** Words that a mistyped one is taken for. */
const MOST_CHOICES = 8
/** What a change costs against what it gains; a space that is missing costs as much as a letter. */
const COST = 3.5
/** A pair that was never seen. */
const UNSEEN_PAIR = -2.5

/** Words that are looked for in place of a beginning. */
const MOST_BEGUN = 32

/** The beginning, and keys of the office's words that go on from it, the most frequent ones; none where there is no word of either kind. */
export function beginningSo(key: string, { words }: Vocabulary): string[] {
  const begun = [...words].filter(([word]) => word.startsWith(key) && word !== key)
  if (begun.length === 0 && !words.has(key)) return []
  const frequent = begun.sort((a, b) => b[1].count - a[1].count || compareText(a[0], b[0]))
  return [key, ...frequent.slice(0, MOST_BEGUN).map(([word]) => word)]
}

interface Choice {
  /** One word, or two where a space is missing. */
  keys: readonly string[]
  words: readonly QueryWord[]
  mistakes: number
}

/**
 * The terms with every word mended that is in no text: keys of Telex or VNI read as what they mean, a missing space put
 * in, letters that were swapped, left out, doubled or missed put right. Null where there is nothing to mend.
 * @param isKnown whether some text has a word of this key
 */
export function mendUnknown(
  terms: readonly QueryTerm[],
  vocabulary: Vocabulary,
  isKnown: (key: string) => boolean,
): QueryTerm[] | null {
  return mend(terms, vocabulary, (word) => {
    if (isKnown(word.key)) return [keep(word)]
    const decoded = decodeTyping(word.text)
    if (decoded !== null && isKnown(wordKey(decoded))) return [{ ...keep(wordOf(decoded)), mistakes: 0 }]
    const choices = [...splits(word, vocabulary), ...neighbours(word.key, vocabulary, mistakesIn(word.key))]
    return choices.length === 0 ? [keep(word)] : choices
  })
}

/**
 * The terms with words changed by one letter where that makes neighbours of them that the office's texts have in a row:
 * `moc chua` is `mộc châu`, though both words are there. Null where nothing is gained.
 */
export function mendPairs(terms: readonly QueryTerm[], vocabulary: Vocabulary): QueryTerm[] | null {
  if (terms.filter(({ fixed }) => !fixed).length < 2) return null
  return mend(terms, vocabulary, (word) => [keep(word), ...neighbours(word.key, vocabulary, 1)])
}

function mend(
  terms: readonly QueryTerm[],
  vocabulary: Vocabulary,
  choicesFor: (word: QueryWord) => readonly Choice[],
): QueryTerm[] | null {
  let changed = false
  const idle = new Set(terms.flatMap((term) => (term.idle ? term.words.map(({ text }) => text) : [])))
  const mended: QueryTerm[] = []
  let run: QueryWord[] = []
  const endRun = (): void => {
    const choices = run.map((word) => (idle.has(word.text) ? [keep(word)] : choicesFor(word)))
    const best = believable(bestPath(choices, vocabulary), run, vocabulary)
    const words = best.flatMap((choice) => choice.words)
    changed ||= words.some((word, at) => word.key !== run[at]?.key) || words.length !== run.length
    mended.push(...respell(words, run, vocabulary).map((word) => termOf(word, idle)))
    run = []
  }
  for (const term of terms) {
    const [word] = term.words
    if (!term.fixed && word !== undefined) run.push(word)
    else {
      endRun()
      mended.push(term)
    }
  }
  endRun()
  return isSame(mended, terms) ? null : mended
}

function isSame(mended: readonly QueryTerm[], terms: readonly QueryTerm[]): boolean {
  const keys = (list: readonly QueryTerm[]): string =>
    list.flatMap(({ words }) => words.map(({ key }) => key)).join(' ')
  return keys(mended) === keys(terms)
}

/** The row of choices whose neighbours are seen most, for the fewest mistakes. */
function bestPath(columns: readonly (readonly Choice[])[], vocabulary: Vocabulary): Choice[] {
  let paths: { score: number; path: Choice[] }[] = [{ score: 0, path: [] }]
  for (const column of columns) {
    paths = column.map((choice) => {
      const extended = paths.map(({ score, path }) => ({
        score: score + worthOf(choice, path.at(-1), vocabulary),
        path: [...path, choice],
      }))
      return extended.reduce((best, next) => (next.score > best.score ? next : best))
    })
  }
  return paths.reduce((best, next) => (next.score > best.score ? next : best)).path
}

/** A short word is near many others: it is changed only into one that the texts have beside its neighbour. */
function believable(path: readonly Choice[], typed: readonly QueryWord[], { pairs }: Vocabulary): Choice[] {
  return path.map((choice, at) => {
    const word = typed[at]
    if (word === undefined || typed.length === 1 || choice.mistakes === 0) return choice
    if (choice.keys.length > 1 || word.key.length > SHORT) return choice
    const [key = ''] = choice.keys
    const beside = [
      [path[at - 1]?.keys.at(-1), key],
      [key, path[at + 1]?.keys[0]],
    ]
    return beside.some((pair) => pairs.has(pair.join(' '))) ? choice : keep(word)
  })
}

function worthOf(choice: Choice, before: Choice | undefined, { words, pairs }: Vocabulary): number {
  const rows = [before?.keys.at(-1), ...choice.keys].filter((key) => key !== undefined)
  let worth = -COST * choice.mistakes
  for (const key of choice.keys) worth += 0.3 * Math.log2(1 + (words.get(key)?.count ?? 0))
  for (const [at, key] of rows.slice(1).entries()) {
    const count = pairs.get(`${rows[at] ?? ''} ${key}`)?.count ?? 0
    worth += count === 0 ? UNSEEN_PAIR : 1 + Math.log2(1 + count)
  }
  return worth
}

/**
 * Words that were changed, and those typed without marks, get the spelling that the office's texts have most often
 * beside their neighbours. It is for reading: no marks are asked for.
 */
function respell(
  words: readonly QueryWord[],
  typed: readonly QueryWord[],
  { pairs }: Vocabulary,
): QueryWord[] {
  const known = new Set(typed.map(({ text }) => text))
  return words.map((word, at) => {
    if (known.has(word.text) && word.accented !== null) return word
    const [before, after] = [words[at - 1], words[at + 1]]
    const left = before === undefined ? undefined : pairs.get(`${before.key} ${word.key}`)
    const right = after === undefined ? undefined : pairs.get(`${word.key} ${after.key}`)
    const spelled =
      (left?.count ?? 0) >= (right?.count ?? 0) ? left?.spelling.split(' ')[1] : right?.spelling.split(' ')[0]
    return spelled === undefined ? word : unmarked(wordOf(spelled))
  })
}

/** A guess asks for no marks: texts with others are as good. */
function unmarked(word: QueryWord): QueryWord {
  return { ...word, accented: null }
}

function keep(word: QueryWord): Choice {
  return { keys: [word.key], words: [word], mistakes: 0 }
}

function termOf(word: QueryWord, idle: ReadonlySet<string>): QueryTerm {
  return { words: [word], prefix: false, fixed: false, short: null, idle: idle.has(word.text) }
}

function wordOf(text: string): QueryWord {
  return wordsOf(text)[0] ?? { text, key: wordKey(text), accented: null }
}

function mistakesIn(key: string): number {
  return key.length >= TWO_MISTAKES_FROM ? 2 : 1
}

function splits({ key }: QueryWord, { words, pairs }: Vocabulary): Choice[] {
  const found: Choice[] = []
  for (let at = 2; at <= key.length - 2; at += 1) {
    const keys = [key.slice(0, at), key.slice(at)]
    const spelling = pairs.get(keys.join(' '))?.spelling.split(' ')
    if (spelling === undefined || keys.some((part) => !words.has(part))) continue
    found.push({ keys, words: spelling.map((word) => unmarked(wordOf(word))), mistakes: 1 })
  }
  return found
}

/** Known words within so many mistakes, the closest and then the most frequent first. */
function neighbours(key: string, { words }: Vocabulary, most: number): Choice[] {
  // A number that is one digit off is another number, and a single letter is near everything.
  if (/\d/u.test(key) || key.length < 2) return []
  const found: { key: string; known: KnownWord; mistakes: number }[] = []
  for (const [other, known] of words) {
    if (other === key || Math.abs(other.length - key.length) > most || /\d/u.test(other)) continue
    const mistakes = mistakesBetween(key, other, most)
    if (mistakes <= most) found.push({ key: other, known, mistakes })
  }
  found.sort((a, b) => a.mistakes - b.mistakes || b.known.count - a.known.count || compareText(a.key, b.key))
  return found.slice(0, MOST_CHOICES).map(({ key: other, known, mistakes }) => ({
    keys: [other],
    words: [unmarked(wordOf(known.spelling))],
    mistakes,
  }))
}

/**
 * Letters that were changed, left out, put in or swapped with their neighbour between two words (Damerau–Levenshtein,
 * each stretch changed once). More than `most` is told as `most + 1`.
 */
export function mistakesBetween(a: string, b: string, most = Number.POSITIVE_INFINITY): number {
  let previous: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (previous[j - 2] ?? 0) + 1)
      next.push(best)
    }
    if (Math.min(...next) > most) return most + 1
    ;[previous, row] = [row, next]
  }
  const distance = row[b.length] ?? 0
  return distance > most ? most + 1 : distance
}
