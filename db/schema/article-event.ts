/** One link of the chain of what was done to published articles. Append-only. */
export interface ArticleEventTable {
  /** Place in the chain, from 1. */
  seq: number
  slug: string
  /** The version that it speaks about. */
  version: number
  /**
   * `text`: another text stands; `note`: the office says what was changed; `withdrawn`: nothing stands any more;
   * `restored`: the same text stands again; `withheld`: the text of an earlier version had to go.
   */
  kind: 'text' | 'note' | 'withdrawn' | 'restored' | 'withheld'
  /** ISO-8601 UTC. Of a text: since when it stood. */
  at: string
  /** Of a text: SHA-256 of the version's content. */
  content_hash: string | null
  /** 1 where the numbers in a text are not those of the version before. */
  numbers: 0 | 1
  /** Of a note: the calendar date that the office gave. */
  note_date: string | null
  /** Of a note, and the public reason of `withdrawn` and `withheld`. */
  note: string | null
  /** Of a note: 1 where it says that nothing but spelling or layout was mended. */
  minor: 0 | 1
  prev_hash: string
  hash: string
}
