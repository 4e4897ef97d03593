/** An article or a standing page in a further language, copied from `content/{news,pages}/<language>/` at the start. */
export interface TranslationTable {
  /** `news/<slug>` or `pages/<slug>`. */
  target: string
  /** `en` */
  language: string
  title: string
  summary: string
  /** Of the picture of an article; null where it has none, or its text is not translated. */
  cover_alt: string | null
  /** Calendar date on which it was last compared with the original. */
  made_on: string
  /** Sanitised HTML of the text. */
  body_html: string
  /** SHA-256 of the file and of the renderer's version. */
  content_hash: string
}
