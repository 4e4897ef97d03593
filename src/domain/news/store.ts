import { sql, type ExpressionBuilder } from 'kysely'
import type { Reader, Writer } from '../../../db/connect.ts'
import type { ArticleTable } from '../../../db/schema/article.ts'
import type { Tables } from '../../../db/schema/tables.ts'
import type { Article, ArticleFilter, ArticleSummary, Correction, Cover, SourceDocument } from './rules.ts'

const SUMMARY = [
  'slug',
  'title',
  'summary',
  'published_at',
  'updated_at',
  'category',
  'language',
  'figures',
] as const
/** What was corrected of its figures stands elsewhere. */
export type StoredSummary = ArticleSummary & { updatedAt: string | null }

type SummaryRow = Pick<ArticleTable, (typeof SUMMARY)[number]>

/** The article at an address, if its time has come. */
export async function findArticle(db: Reader, slug: string, now: string): Promise<Article | null> {
  const row = await db
    .selectFrom('article')
    .selectAll()
    .where('slug', '=', slug)
    .where('published_at', '<=', now)
    .executeTakeFirst()
  return row === undefined ? null : toArticle(row, now)
}

/** When, after a moment, the next article comes up or stops taking comments; ISO-8601 UTC. */
export async function findNextMoment(db: Reader, after: string): Promise<string | null> {
  const [coming, closing] = await Promise.all([
    db
      .selectFrom('article')
      .select((eb) => eb.fn.min('published_at').as('at'))
      .where('published_at', '>', after)
      .executeTakeFirst(),
    db
      .selectFrom('article')
      .select((eb) => eb.fn.min('comments_until').as('at'))
      .where('comments_until', '>', after)
      .executeTakeFirst(),
  ])
  return [coming?.at, closing?.at].filter((at) => at != null).sort()[0] ?? null
}

/** Newest first. */
export async function listArticles(
  db: Reader,
  filter: ArticleFilter,
  now: string,
  page: { limit: number; offset: number },
): Promise<StoredSummary[]> {
  const rows = await matching(db, filter, now)
    .select(SUMMARY)
    .orderBy('published_at', 'desc')
    .orderBy('slug', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return rows.map(toSummary)
}

export async function countArticles(db: Reader, filter: ArticleFilter, now: string): Promise<number> {
  const row = await matching(db, filter, now)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

/** Titles of several articles, also of those whose time has not come. */
export async function findSummaries(
  db: Reader,
  slugs: readonly string[],
): Promise<Map<string, ArticleSummary>> {
  if (slugs.length === 0) return new Map()
  const rows = await db.selectFrom('article').select(SUMMARY).where('slug', 'in', slugs).execute()
  return new Map(rows.map((row) => [row.slug, toSummary(row)]))
}

/** Content hash of every stored article, and since when it may be shown. */
export async function listStored(
  db: Reader,
): Promise<Map<string, Pick<ArticleTable, 'content_hash' | 'published_at'>>> {
  const rows = await db.selectFrom('article').select(['slug', 'content_hash', 'published_at']).execute()
  return new Map(rows.map(({ slug, ...row }) => [slug, row]))
}

/** A stored article, also one whose time has not come. */
export async function findStored(db: Reader, slug: string): Promise<ArticleTable | null> {
  const row = await db.selectFrom('article').selectAll().where('slug', '=', slug).executeTakeFirst()
  return row ?? null
}

export async function saveArticle(tx: Writer, row: ArticleTable): Promise<void> {
  const { slug: _, ...changes } = row
  await tx
    .insertInto('article')
    .values(row)
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(changes))
    .execute()
}

export async function removeArticle(tx: Writer, slug: string): Promise<void> {
  await tx.deleteFrom('article').where('slug', '=', slug).execute()
}

/** Written in a language, or translated into it. */
function inLanguage(language: string) {
  return (eb: ExpressionBuilder<Tables, 'article'>) =>
    eb.or([
      eb('language', '=', language),
      eb.exists(
        eb
          .selectFrom('translation')
          .select('translation.target')
          .where('translation.language', '=', language)
          .where('translation.target', '=', sql<string>`'news/' || article.slug`),
      ),
    ])
}

/** Languages in which articles that are shown were written. */
export async function listArticleLanguages(db: Reader, now: string): Promise<string[]> {
  const rows = await db
    .selectFrom('article')
    .select('language')
    .distinct()
    .where('published_at', '<=', now)
    .orderBy('language')
    .execute()
  return rows.map(({ language }) => language)
}

function matching(db: Reader, filter: ArticleFilter, now: string) {
  let query = db.selectFrom('article').where('published_at', '<=', now)
  if (filter.category !== undefined) query = query.where('category', '=', filter.category)
  if (filter.language !== undefined) query = query.where(inLanguage(filter.language))
  // Unit ids hold no wildcard, and the quotes make the match whole.
  if (filter.district !== undefined) query = query.where('districts', 'like', `%"${filter.district}"%`)
  return query
}

function toSummary(row: SummaryRow): StoredSummary {
  return {
    slug: row.slug,
    title: row.title,
    summary: row.summary,
    publishedAt: row.published_at,
    category: row.category,
    language: row.language,
    figures: JSON.parse(row.figures) as string[],
    figuresCorrected: false,
    updatedAt: row.updated_at,
  }
}

export function toArticle(row: ArticleTable, now: string): Article {
  return {
    ...toSummary(row),
    byline: row.byline,
    districts: JSON.parse(row.districts) as string[],
    cover: row.cover === null ? null : (JSON.parse(row.cover) as Cover),
    sources: JSON.parse(row.sources) as SourceDocument[],
    corrections: JSON.parse(row.corrections) as Correction[],
    commentsOpen: row.comments_open === 1 && (row.comments_until === null || now < row.comments_until),
    commentsUntil: row.comments_until,
    bodyHtml: row.body_html,
  }
}
