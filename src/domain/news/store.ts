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

/** Whether an article takes comments at a moment (ISO-8601 UTC); null where readers do not see it then. */
export type Openness = (now: string) => boolean | null

/** Of several articles, by slug; one that is not there is missing. */
export async function findOpenness(db: Reader, slugs: readonly string[]): Promise<Map<string, Openness>> {
  if (slugs.length === 0) return new Map()
  const rows = await db
    .selectFrom('article')
    .select(['slug', 'published_at', 'comments_open', 'comments_until'])
    .where('slug', 'in', slugs)
    .execute()
  return new Map(
    rows.map((row) => [row.slug, (now) => (row.published_at <= now ? takesComments(row, now) : null)]),
  )
}

function takesComments(row: Pick<ArticleTable, 'comments_open' | 'comments_until'>, now: string): boolean {
  return row.comments_open === 1 && (row.comments_until === null || now < row.comments_until)
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

/** Newest first. What is passed over is passed over in an index, without a look at the articles themselves. */
export async function listArticles(
  db: Reader,
  filter: ArticleFilter,
  now: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<StoredSummary[]> {
  const { district, ...others } = filter
  const slugs =
    district === undefined
      ? matching(db, others, now)
          .select('slug')
          .orderBy('published_at', 'desc')
          .orderBy('slug', 'desc')
          .limit(limit)
          .offset(offset)
      : inDistrict(db, district, others, now)
          .select('slug')
          .orderBy('published_at', 'desc')
          .orderBy('slug', 'desc')
          .limit(limit)
          .offset(offset)
  const rows = await db
    .selectFrom('article')
    .select(SUMMARY)
    .where('slug', 'in', slugs)
    .orderBy('published_at', 'desc')
    .orderBy('slug', 'desc')
    .execute()
  return rows.map(toSummary)
}

/** Articles published up to a moment; after another one, where there is one. */
export async function countArticles(
  db: Reader,
  filter: ArticleFilter,
  upTo: string,
  after?: string,
): Promise<number> {
  const { district, ...others } = filter
  const { count } = await (
    district === undefined
      ? matching(db, others, upTo, after).select((eb) => eb.fn.countAll<number>().as('count'))
      : inDistrict(db, district, others, upTo, after).select((eb) => eb.fn.countAll<number>().as('count'))
  ).executeTakeFirstOrThrow()
  return count
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

/** Languages in which articles that are shown were written: one look at the index for each of them. */
export async function listArticleLanguages(db: Reader, now: string): Promise<string[]> {
  const least = sql<string | null>`min(article.language)`.as('language')
  const rows = await db
    .withRecursive('known', (cte) =>
      cte
        .selectFrom('article')
        .select(least)
        .unionAll((next) =>
          next
            .selectFrom('known')
            .select((eb) =>
              eb
                .selectFrom('article')
                .select(least)
                .whereRef('article.language', '>', eb.ref('known.language').$castTo<string>())
                .as('language'),
            )
            .where('known.language', 'is not', null),
        ),
    )
    .selectFrom('known')
    .select((eb) => eb.ref('known.language').$notNull().as('language'))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('article')
          .select('article.slug')
          .whereRef('article.language', '=', eb.ref('known.language').$notNull())
          .where('article.published_at', '<=', now),
      ),
    )
    .orderBy('known.language')
    .execute()
  return rows.map(({ language }) => language)
}

type OtherFilter = Omit<ArticleFilter, 'district'>

/** Articles about a district; they are asked for themselves only where something else is wanted of them. */
function inDistrict(db: Reader, district: string, others: OtherFilter, upTo: string, after?: string) {
  let query = db
    .selectFrom('article_district')
    .where('district', '=', district)
    .where('published_at', '<=', upTo)
  if (after !== undefined) query = query.where('published_at', '>', after)
  if (others.category === undefined && others.language === undefined) return query
  return query.where('slug', 'in', matching(db, others, upTo, after).select('slug'))
}

function matching(db: Reader, filter: OtherFilter, upTo: string, after?: string) {
  let query = db.selectFrom('article').where('published_at', '<=', upTo)
  if (after !== undefined) query = query.where('published_at', '>', after)
  if (filter.category !== undefined) query = query.where('category', '=', filter.category)
  if (filter.language !== undefined) query = query.where(inLanguage(filter.language))
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
    commentsOpen: takesComments(row, now),
    commentsUntil: row.comments_until,
    bodyHtml: row.body_html,
  }
}
