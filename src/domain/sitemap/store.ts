import type { Reader } from '../../../db/connect.ts'
import type { Correction } from '../news/rules.ts'

export interface ArticleRow {
  slug: string
  category: string
  language: string
  publishedAt: string
  updatedAt: string | null
  corrections: Correction[]
}

/** Whose time has come. */
export async function listArticleRows(db: Reader, now: string): Promise<ArticleRow[]> {
  const rows = await db
    .selectFrom('article')
    .select(['slug', 'category', 'language', 'published_at', 'updated_at', 'corrections'])
    .where('published_at', '<=', now)
    .orderBy('published_at', 'desc')
    .orderBy('slug')
    .execute()
  return rows.map((row) => ({
    slug: row.slug,
    category: row.category,
    language: row.language,
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
    corrections: JSON.parse(row.corrections) as Correction[],
  }))
}

export async function listStandingPages(db: Reader): Promise<{ slug: string; updatedAt: string }[]> {
  const rows = await db.selectFrom('page').select(['slug', 'updated_at']).orderBy('slug').execute()
  return rows.map(({ slug, updated_at: updatedAt }) => ({ slug, updatedAt }))
}

/** Languages that texts have been translated into, by target. */
export async function listTranslations(db: Reader): Promise<ReadonlyMap<string, string[]>> {
  const rows = await db.selectFrom('translation').select(['target', 'language']).execute()
  const byTarget = Map.groupBy(rows, ({ target }) => target)
  return new Map([...byTarget].map(([target, own]) => [target, own.map(({ language }) => language)]))
}

export async function listReleaseTimes(
  db: Reader,
): Promise<{ dataset: string; version: number; publishedAt: string }[]> {
  const rows = await db
    .selectFrom('release')
    .select(['dataset', 'version', 'published_at'])
    .where('sample', '=', 0)
    .orderBy('seq')
    .execute()
  return rows.map(({ published_at: publishedAt, ...row }) => ({ ...row, publishedAt }))
}

/** When the real figures that a page is about were last published, by the names of `figure_change`. */
export async function listFigureTimes(db: Reader): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('figure_change').selectAll().orderBy('subject').execute()
  return new Map(rows.map(({ subject, published_at: publishedAt }) => [subject, publishedAt]))
}

/** Revisions of figures from one place in their chain to another, both counted. */
export interface Stretch {
  from: number
  to: number
}

/** Whether the first revision of a real figure stands in a stretch. */
export async function hasFigures(db: Reader, { from, to }: Stretch): Promise<boolean> {
  const row = await firstRevisions(db, { from, to }).select('figure.id').limit(1).executeTakeFirst()
  return row !== undefined
}

/** Real figures by the place of their first revision: what once stood in a stretch stays there. */
export async function listFigurePages(
  db: Reader,
  stretch: Stretch,
): Promise<{ id: string; publishedAt: string }[]> {
  return firstRevisions(db, stretch)
    .innerJoin('figure_revision as standing', 'standing.seq', 'figure.last_seq')
    .select(['figure.id', 'standing.published_at as publishedAt'])
    .orderBy('first.seq')
    .execute()
}

function firstRevisions(db: Reader, { from, to }: Stretch) {
  return db
    .selectFrom('figure_revision as first')
    .innerJoin('figure', 'figure.id', 'first.figure_id')
    .where('first.seq', '>=', from)
    .where('first.seq', '<=', to)
    .where('first.revision', '=', 1)
    .where('figure.sample', '=', 0)
}
