import type { Context } from '../context.ts'
import type { Language } from '../languages/rules.ts'
import { languageTag } from './entries.ts'
import { VOCABULARY_TAG } from './keeping.ts'
import { compareText } from './ranking-rules.ts'
import type { KnownWord, Vocabulary } from './spelling-rules.ts'
import { listTexts, readRevision } from './store.ts'
import { placedWords, wordKey } from './word-rules.ts'

/** Of a kind as many texts as this, the newest: more teach no further words. */
const MOST_TEXTS = 400
/** So much of one text, in UTF-16 units. */
const MOST_OF_TEXT = 20_000
const KINDS = ['unit', 'indicator', 'page', 'article'] as const

interface Kept {
  revision: number
  vocabulary: Vocabulary
}

/** Made once for each state of the office's texts; a process has few databases, tests have many. */
const kept = new WeakMap<Context['db'], Map<Language, Kept>>()

/** The words of the office's texts in a language, as they are now. */
export async function readVocabulary(ctx: Context, lang: Language): Promise<Vocabulary> {
  const revision = await readRevision(ctx.db.read, VOCABULARY_TAG)
  const ofDatabase = kept.get(ctx.db) ?? new Map<Language, Kept>()
  kept.set(ctx.db, ofDatabase)
  const known = ofDatabase.get(lang)
  if (known?.revision === revision) return known.vocabulary
  const texts = await Promise.all(
    KINDS.map((kind) => listTexts(ctx.db.read, kind, languageTag(lang), MOST_TEXTS)),
  )
  const { programmes, projects, sources, capitals, units } = ctx.editions[lang].reference
  const names = [programmes, projects, sources, capitals, units].flatMap((list) =>
    [...list.values()].map(({ name }) => name),
  )
  const vocabulary = countWords([
    ...names,
    ...texts.flat().flatMap(({ title, body }) => [title, body.slice(0, MOST_OF_TEXT)]),
  ])
  ofDatabase.set(lang, { revision, vocabulary })
  return vocabulary
}

/** Keys of single words and of two in a row, with how often they stand there and how they are mostly spelt. */
export function countWords(texts: readonly string[]): Vocabulary {
  const words = new Map<string, Map<string, number>>()
  const pairs = new Map<string, Map<string, number>>()
  for (const text of texts) {
    let before: { key: string; spelling: string; end: number } | null = null
    for (const { word, start, end } of placedWords(text)) {
      const key = wordKey(word)
      if (key === '') continue
      const spelling = word.normalize('NFC').toLowerCase()
      count(words, key, spelling)
      // A comma or a full stop parts what stands beside each other.
      if (before !== null && /^[\s–-]*$/u.test(text.slice(before.end, start)))
        count(pairs, `${before.key} ${key}`, `${before.spelling} ${spelling}`)
      before = { key, spelling, end }
    }
  }
  return { words: settle(words), pairs: settle(pairs) }
}

function count(counts: Map<string, Map<string, number>>, key: string, spelling: string): void {
  const spellings = counts.get(key) ?? new Map<string, number>()
  spellings.set(spelling, (spellings.get(spelling) ?? 0) + 1)
  counts.set(key, spellings)
}

function settle(counts: ReadonlyMap<string, ReadonlyMap<string, number>>): Map<string, KnownWord> {
  return new Map(
    Array.from(counts, ([key, spellings]) => {
      const [usual = ['', 0]] = [...spellings].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]))
      const total = [...spellings.values()].reduce((sum, number) => sum + number, 0)
      return [key, { count: total, spelling: usual[0] }]
    }),
  )
}
