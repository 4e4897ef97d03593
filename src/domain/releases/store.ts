import { sql } from 'kysely'
import type { Reader, Writer } from '../../../db/connect.ts'
import type { ReleaseTable } from '../../../db/schema/release.ts'

export type ReleaseRecord = ReleaseTable

export interface Head {
  seq: number
  hash: string
}

export async function readHead(db: Reader, ledger: 'figures' | 'releases'): Promise<Head> {
  return db
    .selectFrom('ledger_head')
    .select(['seq', 'hash'])
    .where('ledger', '=', ledger)
    .executeTakeFirstOrThrow()
}

/**
 * Takes the ends of both chains for this transaction. Must be its first statements: they take SQLite's lock, and on
 * PostgreSQL the row locks, always in this order, that make the next publisher wait.
 */
export async function takeHeads(tx: Writer): Promise<{ releases: Head; figures: Head }> {
  return { releases: await takeHead(tx, 'releases'), figures: await takeHead(tx, 'figures') }
}

async function takeHead(tx: Writer, ledger: 'figures' | 'releases'): Promise<Head> {
  return tx
    .updateTable('ledger_head')
    .set({ seq: sql`seq` })
    .where('ledger', '=', ledger)
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
}

export async function moveHead(tx: Writer, ledger: 'figures' | 'releases', head: Head): Promise<void> {
  await tx.updateTable('ledger_head').set(head).where('ledger', '=', ledger).execute()
}

export async function findNewest(db: Reader, dataset: string): Promise<ReleaseRecord | null> {
  const row = await db
    .selectFrom('release')
    .selectAll()
    .where('dataset', '=', dataset)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

export async function findRelease(
  db: Reader,
  dataset: string,
  version: number,
): Promise<ReleaseRecord | null> {
  const row = await db
    .selectFrom('release')
    .selectAll()
    .where('dataset', '=', dataset)
    .where('version', '=', version)
    .executeTakeFirst()
  return row ?? null
}

/** Whether a package was published before, at any time, exactly as it is. */
export async function wasPublished(db: Reader, dataset: string, contentHash: string): Promise<boolean> {
  const row = await db
    .selectFrom('release')
    .select('seq')
    .where('dataset', '=', dataset)
    .where('content_hash', '=', contentHash)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertRelease(tx: Writer, release: ReleaseRecord): Promise<void> {
  await tx.insertInto('release').values(release).execute()
}

/** Bounds the number of values in a statement. */
const BATCH = 5_000

/** Place in the chain of the revision that stands, by figure. */
export async function findSeqs(
  db: Reader,
  figureIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const seqs = new Map<string, number>()
  for (let at = 0; at < figureIds.length; at += BATCH) {
    const rows = await db
      .selectFrom('figure')
      .select(['id', 'last_seq'])
      .where('id', 'in', figureIds.slice(at, at + BATCH))
      .execute()
    for (const row of rows) seqs.set(row.id, row.last_seq)
  }
  return seqs
}
