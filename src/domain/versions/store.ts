import type { Reader, Writer } from '../../../db/connect.ts'
import type { ArticleEventTable } from '../../../db/schema/article-event.ts'
import type { ArticleVersionTable } from '../../../db/schema/article-version.ts'
import type { ArticleContent, ArticleEvent } from './rules.ts'

/** What was done to an article, oldest first. */
export async function listEvents(db: Reader, slug: string): Promise<ArticleEventTable[]> {
  return db.selectFrom('article_event').selectAll().where('slug', '=', slug).orderBy('seq').execute()
}

/** The chain from a place on. */
export async function listChain(db: Reader, after: number, limit: number): Promise<ArticleEventTable[]> {
  return db
    .selectFrom('article_event')
    .selectAll()
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute()
}

/** The last step of every article that ever stood in public: whether it still does, and why not. */
export async function listStates(
  db: Reader,
): Promise<Map<string, Pick<ArticleEvent, 'kind' | 'version' | 'note'>>> {
  const rows = await db
    .selectFrom('article_event')
    .select(['slug', 'kind', 'version', 'note'])
    .where('kind', 'in', ['text', 'withdrawn', 'restored'])
    .orderBy('seq')
    .execute()
  return new Map(rows.map(({ slug, ...state }) => [slug, state]))
}

/** Articles with more than one version, or whose notes stand in the chain. */
export async function listChangedSlugs(db: Reader): Promise<string[]> {
  const rows = await db
    .selectFrom('article_event')
    .select('slug')
    .distinct()
    .where('version', '>', 1)
    .orderBy('slug')
    .execute()
  return rows.map(({ slug }) => slug)
}

/** A version's text; null where there is no such version or its text had to go. */
export async function findContent(db: Reader, slug: string, version: number): Promise<ArticleContent | null> {
  const row = await db
    .selectFrom('article_version')
    .select('content')
    .where('slug', '=', slug)
    .where('version', '=', version)
    .executeTakeFirst()
  return row?.content == null ? null : (JSON.parse(row.content) as ArticleContent)
}

/** Every version, by article and number. */
export async function listVersionRows(db: Reader): Promise<ArticleVersionTable[]> {
  return db.selectFrom('article_version').selectAll().orderBy('slug').orderBy('version').execute()
}

/** Keeps other writers off the chain until the transaction ends, and gives its end. */
export async function holdArticleHead(tx: Writer): Promise<{ seq: number; hash: string }> {
  return tx
    .updateTable('ledger_head')
    .set((eb) => ({ seq: eb('seq', '+', 0) }))
    .where('ledger', '=', 'articles')
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
}

export async function findArticleHead(db: Reader): Promise<{ seq: number; hash: string } | null> {
  const head = await db
    .selectFrom('ledger_head')
    .select(['seq', 'hash'])
    .where('ledger', '=', 'articles')
    .executeTakeFirst()
  return head ?? null
}

export async function insertEvent(tx: Writer, row: ArticleEventTable): Promise<void> {
  await tx.insertInto('article_event').values(row).execute()
  await tx
    .updateTable('ledger_head')
    .set({ seq: row.seq, hash: row.hash })
    .where('ledger', '=', 'articles')
    .execute()
}

export async function insertVersion(tx: Writer, row: ArticleVersionTable): Promise<void> {
  await tx.insertInto('article_version').values(row).execute()
}

/** Takes a version's text out of the database; that it stood, and its hash, stay in the chain. */
export async function eraseContent(tx: Writer, slug: string, version: number): Promise<void> {
  await tx
    .updateTable('article_version')
    .set({ content: null })
    .where('slug', '=', slug)
    .where('version', '=', version)
    .execute()
}
