import { sql } from 'kysely'
import { insertMany } from '../../../db/bulk/insert-many.ts'
import { listed } from '../../../db/bulk/listed.ts'
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

/** Groups of the newest comments with these very fingerprints since `since`; a fingerprint without one is missing. */
export async function findSameGroups(
  db: Reader,
  exact: readonly string[],
  since: string,
): Promise<Map<string, string>> {
  const { rows } = await sql<{ exact: string; group_id: string | null }>`
    select listed.value as exact, (
      select group_id from comment_fingerprint where exact = listed.value and at >= ${since}
      order by at desc limit 1
    ) as group_id from ${listed(db, exact)}`.execute(db)
  return new Map(rows.flatMap(({ exact, group_id: group }) => (group === null ? [] : [[exact, group]])))
}

export interface Candidate {
  groupId: string
  body: string
}

/**
 * Comments that share bands with each of several texts, those that share most first: so many a band and so many in all,
 * however many there are.
 * @param texts bands of each
 */
export async function findCandidates(
  db: Reader,
  texts: readonly (readonly number[])[],
  most: { perBand: number; inAll: number },
): Promise<Candidate[][]> {
  const found = await findNewest(db, [...new Set(texts.flat())], most.perBand)
  const chosen = texts.map((bands) => chooseNearest(bands, found).slice(0, most.inAll))
  const wanted = [...new Set(chosen.flat())]
  if (wanted.length === 0) return texts.map(() => [])
  const rows = await db
    .selectFrom('submission')
    .innerJoin('comment_fingerprint as print', 'print.comment_id', 'submission.comment_id')
    .innerJoin('comment', 'comment.id', 'print.comment_id')
    .select(['submission.seq', 'print.group_id', 'comment.body'])
    .where('submission.seq', 'in', wanted)
    .orderBy('submission.seq')
    .execute()
  return chosen.map((numbers) =>
    rows.flatMap(({ seq, group_id: groupId, body }) =>
      body !== null && numbers.includes(seq) ? [{ groupId, body }] : [],
    ),
  )
}

/** Numbers of the newest comments of each band. */
async function findNewest(
  db: Reader,
  bands: readonly number[],
  perBand: number,
): Promise<Map<number, number[]>> {
  // A list a band, as text: with a select for each band SQLite would spend most of the time on putting them together.
  const { rows } = await sql<{ band: number; numbers: string | null }>`
    select cast(listed.value as bigint) as band, (
      select string_agg(cast(number as text), ',') from (
        select number from text_band where band = cast(listed.value as bigint)
        order by number desc limit ${perBand}
      ) as newest
    ) as numbers from ${listed(db, bands)}`.execute(db)
  return new Map(
    rows.flatMap(({ band, numbers }) => (numbers === null ? [] : [[band, readNumbers(numbers)]])),
  )
}

function readNumbers(list: string): number[] {
  return list.split(',').map(Number)
}

function chooseNearest(bands: readonly number[], found: ReadonlyMap<number, readonly number[]>): number[] {
  const shared = new Map<number, number>()
  for (const band of bands)
    for (const number of found.get(band) ?? []) shared.set(number, (shared.get(number) ?? 0) + 1)
  return [...shared].sort(([, a], [, b]) => b - a).map(([number]) => number)
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
