/** A text in a further language. */
export interface TranslatedText {
  title: string
  summary: string
  /** Of an article's picture. */
  coverAlt: string | null
  /** Calendar date on which it was last compared with the original. */
  madeOn: string
  bodyHtml: string
}

/** A text as one language shows it. */
export type Translated<T> = T & {
  /** In which it can be read, that of the original first. */
  languages: readonly string[]
  /** Null where the language has no words of its own for it, or is that of the original. */
  translation: {
    madeOn: string
    /** The original was changed after that day. */
    outdated: boolean
  } | null
}

export const pageTarget = (slug: string): `pages/${string}` => `pages/${slug}`

/** Whether a text changed after it was translated; days of Vietnam. Both on one day: the translator saw it. */
export function isOutdated(madeOn: string, changedOn: readonly (string | null)[]): boolean {
  return changedOn.some((day) => day !== null && day.slice(0, 10) > madeOn)
}
