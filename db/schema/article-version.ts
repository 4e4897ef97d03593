/** The text of an article as it once stood in public. Append-only; only a text that had to go may go. */
export interface ArticleVersionTable {
  slug: string
  /** From 1, without gaps in one article. */
  version: number
  /** ISO-8601 UTC. */
  stands_from: string
  /** JSON, `ArticleContent`; null where it had to be taken down. */
  content: string | null
}
