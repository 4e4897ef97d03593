import { sql } from 'kysely'
import { insertMany } from '../../../db/bulk/insert-many.ts'
import type { Reader, Writer } from '../../../db/connect.ts'
import type { CommentBandTable } from '../../../db/schema/comment-band.ts'
import type { CommentFingerprintTable } from '../../../db/schema/comment-fingerprint.ts'
import type { SiteSwitchTable } from '../../../db/schema/site-switch.ts'
import type { SwitchName, SwitchState } from './rules.ts'

export async function listSwitches(db: Reader): Promise<SwitchState[]> {
  const rows = await db
    .selectFrom('site_switch')
    .leftJoin('staff', 'staff.id', 'site_switch.staff_id')
    .select(['site_switch.name', 'active', 'revision', 'since', 'staff.name as by'])
    .execute()
  return rows.map(({ active, ...row }) => ({ ...row, active: active === 1 }))
}

/** Names of the switches that are on. */
export async function listActive(db: Reader): Promise<Set<SwitchName>> {
  const rows = await db.selectFrom('site_switch').select('name').where('active', '=', 1).execute()
  return new Set(rows.map(({ name }) => name))
}

/** @returns false where it was turned since that revision */
export async function turnSwitch(tx: Writer, turned: SiteSwitchTable): Promise<boolean> {
  const { name, revision, ...changes } = turned
  const row = await tx
    .updateTable('site_switch')
    .set({ ...changes, revision: revision + 1 })
    .where('name', '=', name)
    .where('revision', '=', revision)
    .returning('revision')
    .executeTakeFirst()
  return row !== undefined
}

/** Group of the newest comment with this very fingerprint since `since`. */
export async function findSameGroup(db: Reader, exact: string, since: string): Promise<string | null> {
  const row = await db
    .selectFrom('comment_fingerprint')
    .select('group_id')
    .where('exact', '=', exact)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.group_id ?? null
}

export interface Candidate {
  groupId: string
  body: string
}

/** Comments that share a band, those that share most first: so many a band and so many in all, however many there are. */
export async function findCandidates(
  db: Reader,
  bands: readonly string[],
  most: { perBand: number; inAll: number },
): Promise<Candidate[]> {
  const wanted = sql.join(bands.map((band) => sql`(${band})`))
  // A list a band, as text: with a select for each band SQLite would spend most of the time on putting them together.
  const query = sql<{ ids: string | null }>`select (
      select string_agg(comment_id, ',') from (
        select comment_id from comment_band where band = wanted.column1
        order by comment_id desc limit ${most.perBand}
      ) as newest
    ) as ids from (values ${wanted}) as wanted`
  const shared = new Map<string, number>()
  for (const { ids } of (await query.execute(db)).rows)
    for (const id of ids?.split(',') ?? []) shared.set(id, (shared.get(id) ?? 0) + 1)
  const ids = [...shared]
    .sort(([, a], [, b]) => b - a)
    .slice(0, most.inAll)
    .map(([id]) => id)
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('comment_fingerprint as print')
    .innerJoin('comment', 'comment.id', 'print.comment_id')
    .select(['print.group_id', 'comment.body'])
    .where('print.comment_id', 'in', ids)
    .orderBy('print.comment_id')
    .execute()
  return rows.flatMap(({ group_id: groupId, body }) => (body === null ? [] : [{ groupId, body }]))
}

export async function insertFingerprints(
  tx: Writer,
  prints: readonly CommentFingerprintTable[],
  bands: readonly CommentBandTable[],
): Promise<void> {
  await insertMany(tx, 'comment_fingerprint', prints)
  await insertMany(tx, 'comment_band', bands)
}

/** Everything that a comment's text could be recognised by. */
export async function deleteFingerprint(tx: Writer, commentId: string): Promise<void> {
  await tx.deleteFrom('comment_band').where('comment_id', '=', commentId).execute()
  await tx.deleteFrom('comment_fingerprint').where('comment_id', '=', commentId).execute()
}

export async function deleteOldBands(db: Reader, before: string): Promise<void> {
  await db.deleteFrom('comment_band').where('at', '<', before).execute()
}

/** @returns false where it was used before */
export async function useOnce(tx: Writer, use: { id: string; expires_at: string }): Promise<boolean> {
  const row = await tx
    .insertInto('challenge_use')
    .values(use)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function deleteExpiredUses(db: Reader, now: string): Promise<void> {
  await db.deleteFrom('challenge_use').where('expires_at', '<=', now).execute()
}

/** Comments that came in since then and still wait, and how many networks they came from. */
export async function countArrivals(
  db: Reader,
  since: string,
): Promise<{ comments: number; networks: number }> {
  return db
    .selectFrom('comment')
    .select((eb) => [
      eb.fn.countAll<number>().as('comments'),
      eb.fn.count<number>('network_hash').distinct().as('networks'),
    ])
    .where('status', '=', 'pending')
    .where('submitted_at', '>=', since)
    .executeTakeFirstOrThrow()
}
