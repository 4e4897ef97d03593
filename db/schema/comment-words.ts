/** Words of a comment for the search of the desk: folded text and name. On SQLite an index of its own (FTS5) follows it. */
export interface CommentWordsTable {
  /** In the order of submission; given by the database. */
  number: number
  comment_id: string
  /** Lower case, without diacritics, single spaces. */
  words: string
}
