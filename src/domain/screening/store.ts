import { sql } from 'kysely'
import { insertMany } from '../../../db/bulk/insert-many.ts'
import type { Reader, Writer } from '../../../db/connect.ts'
import type { CommentFingerprintTable } from '../../../db/schema/comment-fingerprint.ts'
import type { SiteSwitchTable } from '../../../db/schema/site-switch.ts'
import type { TextBandTable } from '../../../db/schema/text-band.ts'
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
  bands: readonly number[],
  most: { perBand: number; inAll: number },
): Promise<Candidate[]> {
  const wanted = sql.join(bands.map((band) => sql`(cast(${band} as bigint))`))
  // A list a band, as text: with a select for each band SQLite would spend most of the time on putting them together.
  const query = sql<{ numbers: string | null }>`select (
      select string_agg(cast(number as text), ',') from (
        select number from text_band where band = wanted.column1
        order by number desc limit ${most.perBand}
      ) as newest
    ) as numbers from (values ${wanted}) as wanted`
  const shared = new Map<string, number>()
  for (const { numbers } of (await query.execute(db)).rows)
    for (const number of numbers?.split(',') ?? []) shared.set(number, (shared.get(number) ?? 0) + 1)
  const numbers = [...shared]
    .sort(([, a], [, b]) => b - a)
    .slice(0, most.inAll)
    .map(([number]) => Number(number))
  if (numbers.length === 0) return []
  const rows = await db
    .selectFrom('submission')
    .innerJoin('comment_fingerprint as print', 'print.comment_id', 'submission.comment_id')
    .innerJoin('comment', 'comment.id', 'print.comment_id')
    .select(['print.group_id', 'comment.body'])
    .where('submission.seq', 'in', numbers)
    .orderBy('submission.seq')
    .execute()
  return rows.flatMap(({ group_id: groupId, body }) => (body === null ? [] : [{ groupId, body }]))
}

export async function insertFingerprints(
  tx: Writer,
  prints: readonly CommentFingerprintTable[],
  bands: readonly TextBandTable[],
): Promise<void> {
  await insertMany(tx, 'comment_fingerprint', prints)
  await insertMany(tx, 'text_band', bands)
}

/** Everything that a comment's text could be recognised by. */
export async function deleteFingerprint(tx: Writer, commentId: string): Promise<void> {
  const print = await tx
    .deleteFrom('comment_fingerprint')
    .where('comment_id', '=', commentId)
    .returning(['number', 'bands'])
    .executeTakeFirst()
  if (print !== undefined) await deleteBands(tx, print)
  await tx.deleteFrom('comment_band').where('comment_id', '=', commentId).execute()
}

/** Of comments that are let go of with one statement. */
const AT_ONCE = 500

export async function deleteOldBands(db: Reader, before: string): Promise<void> {
  for (;;) {
    const prints = await db
      .selectFrom('comment_fingerprint')
      .select(['comment_id', 'number', 'bands'])
      .where('bands', 'is not', null)
      .where('at', '<', before)
      .limit(AT_ONCE)
      .execute()
    // What is found by goes last: if this ends half way, the rest is found again.
    for (const print of prints) await deleteBands(db, print)
    if (prints.length > 0)
      await db
        .updateTable('comment_fingerprint')
        .set({ number: null, bands: null })
        .where(
          'comment_id',
          'in',
          prints.map(({ comment_id: id }) => id),
        )
        .execute()
    if (prints.length < AT_ONCE) break
  }
  await db.deleteFrom('comment_band').where('at', '<', before).execute()
}

async function deleteBands(
  db: Reader,
  { number, bands }: Pick<CommentFingerprintTable, 'number' | 'bands'>,
): Promise<void> {
  if (number === null || bands === null) return
  await db
    .deleteFrom('text_band')
    .where('band', 'in', JSON.parse(bands) as number[])
    .where('number', '=', number)
    .execute()
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
