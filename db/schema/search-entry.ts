/**
 * One text that readers can find, by the words it holds. On SQLite an index (FTS5) follows it, on PostgreSQL a table
 * of text vectors; triggers keep both. Words are keys of `src/domain/search/word-rules.ts`, ASCII, single spaces.
 */
export interface SearchEntryTable {
  /** Given by the database; what was taken in later has a higher one. */
  number: number
  kind: 'article' | 'page' | 'unit' | 'indicator' | 'figure' | 'comment'
  /** Slug, address, unit, indicator, comment; of figures the key of their series. */
  ref: string
  /** Of its text. */
  language: string
  /** What it is, in single words: kind, pages that list it, years, whether it is real. */
  tags: string
  title: string
  /** Plain text from which the excerpt is cut; empty where the text stands elsewhere. */
  body: string
  title_words: string
  body_words: string
  /** Words that carry marks, once each, in the spelling of `accentedWord`. */
  accents: string
  /** Of two that match alike the heavier one stands first. */
  weight: number
  /** What its age is counted from, ISO-8601; null for what has no age. */
  at: string | null
  /** Before this moment nobody finds it; null without. */
  shown_from: string | null
  /** Of everything above and the version of the rules that made it. */
  hash: string
}
