/** Words that an entry must hold, all of them keys: lower-case ASCII letters and digits. */
export interface EntryTerm {
  /** In a row where there are several. */
  words: readonly string[]
  /** The last word may go on. */
  prefix: boolean
  /** Among all words of the entry, its tags, or its marked words. */
  part: 'anywhere' | 'tags' | 'accents'
}

/** A search among all entries that are shown. */
export interface EntryQuery {
  /** Tags that it must carry. */
  tags: readonly string[]
  /** One of these must be fulfilled: of each of its terms one spelling must be there. */
  anyOf: readonly (readonly (readonly EntryTerm[])[])[]
  /** Entries whose time comes later are left out; ISO-8601. */
  now: string
  limit: number
}
