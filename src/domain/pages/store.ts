import type { Reader, Writer } from '../../../db/connect.ts'
import type { PageTable } from '../../../db/schema/page.ts'
import type { StandingPage } from './rules.ts'

export async function findPage(db: Reader, slug: string): Promise<StandingPage | null> {
  const row = await db.selectFrom('page').selectAll().where('slug', '=', slug).executeTakeFirst()
  if (row === undefined) return null
  return {
    slug: row.slug,
    title: row.title,
    summary: row.summary,
    updatedAt: row.updated_at,
    bodyHtml: row.body_html,
    language: 'vi',
  }
}

export async function listStored(db: Reader): Promise<PageTable[]> {
  return db.selectFrom('page').selectAll().execute()
}

export async function replacePages(tx: Writer, pages: readonly PageTable[]): Promise<void> {
  await tx.deleteFrom('page').execute()
  if (pages.length > 0)
    await tx
      .insertInto('page')
      .values([...pages])
      .execute()
}
