import type { Language } from '../languages/rules.ts'

/** What can be found, in the order in which alike matches stand. */
export const SEARCH_KINDS = ['unit', 'indicator', 'page', 'article', 'figure', 'comment'] as const
export type SearchKind = (typeof SEARCH_KINDS)[number]

/** What the office writes in `content/search/words.yaml`. */
export interface SearchWords {
  /** Key of an abbreviation → what it stands for. */
  abbreviations: ReadonlyMap<string, string>
  /** Words that say nothing by themselves, in the spelling of `accentedWord`, or their key where they have no marks. */
  fillers: ReadonlySet<string>
  /** Pages of the site that no file of the office makes. */
  pages: readonly SitePage[]
}

export interface SitePage {
  address: string
  texts: Readonly<Record<Language, { title: string; summary: string }>>
}

/** Results on one page. */
export const RESULTS_PER_PAGE = 20
/** Entries of one kind that a search looks at; of a kind that has more, "at least" so many were found. */
export const MOST_OF_A_KIND = 500
