import type { Reader, Writer } from '../../../db/connect.ts'
import type { TranslationTable } from '../../../db/schema/translation.ts'
import type { TranslatedText } from './rules.ts'

export async function findTranslation(
  db: Reader,
  target: string,
  language: string,
): Promise<TranslatedText | null> {
  const row = await db
    .selectFrom('translation')
    .selectAll()
    .where('target', '=', target)
    .where('language', '=', language)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    title: row.title,
    summary: row.summary,
    coverAlt: row.cover_alt,
    madeOn: row.made_on,
    bodyHtml: row.body_html,
  }
}

/** Languages that a text has been translated into. */
export async function listLanguages(db: Reader, target: string): Promise<string[]> {
  const rows = await db
    .selectFrom('translation')
    .select('language')
    .where('target', '=', target)
    .orderBy('language')
    .execute()
  return rows.map(({ language }) => language)
}

/** Titles and summaries of several texts, by target. */
export async function findTitles(
  db: Reader,
  targets: readonly string[],
  language: string,
): Promise<Map<string, { title: string; summary: string }>> {
  if (targets.length === 0) return new Map()
  const rows = await db
    .selectFrom('translation')
    .select(['target', 'title', 'summary'])
    .where('target', 'in', targets)
    .where('language', '=', language)
    .execute()
  return new Map(rows.map(({ target, ...words }) => [target, words]))
}

/** Content hash of every stored translation, by target and language. */
export async function listHashes(
  db: Reader,
): Promise<Pick<TranslationTable, 'target' | 'language' | 'content_hash'>[]> {
  return db.selectFrom('translation').select(['target', 'language', 'content_hash']).execute()
}

export async function saveTranslation(tx: Writer, row: TranslationTable): Promise<void> {
  const { title, summary, cover_alt, made_on, body_html, content_hash } = row
  const changes = { title, summary, cover_alt, made_on, body_html, content_hash }
  await tx
    .insertInto('translation')
    .values(row)
    .onConflict((conflict) => conflict.columns(['target', 'language']).doUpdateSet(changes))
    .execute()
}

export async function removeTranslation(tx: Writer, target: string, language: string): Promise<void> {
  await tx.deleteFrom('translation').where('target', '=', target).where('language', '=', language).execute()
}
