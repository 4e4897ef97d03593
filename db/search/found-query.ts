import type { RawBuilder } from 'kysely'

/** A search among the comments of one state. */
export interface FoundQuery {
  /** Words in a row, folded to letters and digits; of the last one only the beginning where `prefix` is set. */
  terms: readonly { words: readonly string[]; prefix: boolean }[]
  status: string
  /** The comment after which the page begins. */
  after: { at: string; id: string } | null
  /** What else must be true of `c`, the comment. */
  where: RawBuilder<boolean>
  newestFirst: boolean
  limit: number
}
