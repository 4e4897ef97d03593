/**
 * An article as readers see it, copied from `content/news/` when the site starts.
 * The files stay the original; a row is rebuilt whenever its file changes.
 */
export interface ArticleTable {
  /** Last segment of `/tin-tuc/<slug>/`; unique over all years. */
  slug: string
  title: string
  summary: string
  /** Shown from this moment on. ISO-8601 UTC. */
  published_at: string
  /** Last change that the byline mentions. ISO-8601 UTC. */
  updated_at: string | null
  category: string
  language: string
  byline: string
  /** JSON array of unit ids. */
  districts: string
  /** JSON array of ids of the figures that the article states. */
  figures: string
  /** JSON, `Cover` or null. */
  cover: string | null
  /** JSON array of `SourceDocument`. */
  sources: string
  /** JSON array of `Correction`, oldest first. */
  corrections: string
  /** 1 when readers may send comments. */
  comments_open: 0 | 1
  /** No new comments from this moment on. ISO-8601 UTC. */
  comments_until: string | null
  /** Sanitised HTML of the text. */
  body_html: string
  /** SHA-256 of the file and of the renderer's version: unchanged files are not rendered again. */
  content_hash: string
}
