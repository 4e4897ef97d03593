import type { Reader } from '../../../db/connect.ts'
import type { Correction } from '../news/rules.ts'

/** What tells when an article changed. */
export interface ArticleTimes {
  slug: string
  publishedAt: string
  updatedAt: string | null
  corrections: Correction[]
}

/** Of these articles, by slug; whether their time has come does not matter. */
export async function findTimes(
  db: Reader,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, ArticleTimes>> {
  if (slugs.length === 0) return new Map()
  const rows = await db
    .selectFrom('article')
    .select(['slug', 'published_at', 'updated_at', 'corrections'])
    .where('slug', 'in', slugs)
    .execute()
  return new Map(
    rows.map((row) => [
      row.slug,
      {
        slug: row.slug,
        publishedAt: row.published_at,
        updatedAt: row.updated_at,
        corrections: JSON.parse(row.corrections) as Correction[],
      },
    ]),
  )
}
