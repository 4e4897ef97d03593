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

/** Newest revision of the real figures of each page of figures. */
export interface FigureTimes {
  kind: 'result' | 'funding'
  indicator: string
  programme: string
  unit: string
  period: string
  publishedAt: string
}

export async function listFigureTimes(db: Reader): Promise<FigureTimes[]> {
  return standing(db)
    .select(['figure.kind', 'figure.indicator', 'figure.programme', 'figure.unit', 'figure.period'])
    .select((eb) => eb.fn.max('revision.published_at').as('publishedAt'))
    .groupBy(['figure.kind', 'figure.indicator', 'figure.programme', 'figure.unit', 'figure.period'])
    .execute()
}

export async function countFigures(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('figure')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('sample', '=', 0)
    .executeTakeFirstOrThrow()
  return count
}

/** In order of their ids. */
export async function listFigurePages(
  db: Reader,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ id: string; publishedAt: string }[]> {
  return standing(db)
    .select(['figure.id', 'revision.published_at as publishedAt'])
    .orderBy('figure.id')
    .limit(limit)
    .offset(offset)
    .execute()
}

function standing(db: Reader) {
  return db
    .selectFrom('figure')
    .innerJoin('figure_revision as revision', 'revision.seq', 'figure.last_seq')
    .where('figure.sample', '=', 0)
}
