import { newsAddress, type ArticleFilter, type ArticleSummary, type Correction } from '../news/rules.ts'

export const FEED_FORMS = ['atom', 'json'] as const
export type FeedForm = (typeof FEED_FORMS)[number]

/** An article as feeds tell of it. */
export interface FeedArticle extends ArticleSummary {
  /** What readers must know of, oldest first; corrections of spelling alone are left out. */
  corrections: readonly Correction[]
  /** When it last changed for its readers, ISO-8601 UTC. */
  changedAt: string
}

/** Address of the feed of a news list, one page of it. */
export function feedAddress(filter: ArticleFilter, form: FeedForm, page = 1): string {
  return newsAddress(filter, page).replace(/^\/tin-tuc\//u, `/tin-tuc.${form}`)
}

/** When an article last changed for its readers: published, updated, or corrected. ISO-8601 UTC. */
export function changedAt({
  publishedAt,
  updatedAt,
  corrections,
}: {
  publishedAt: string
  updatedAt: string | null
  corrections: readonly Correction[]
}): string {
  const days = corrections.filter(({ minor }) => minor !== true).map(({ date }) => startOfDay(date))
  return [publishedAt, updatedAt ?? publishedAt, ...days].reduce((a, b) => (a > b ? a : b))
}

/** A correction names its day in Vietnam only. */
function startOfDay(day: string): string {
  return new Date(`${day}T00:00:00+07:00`).toISOString()
}
