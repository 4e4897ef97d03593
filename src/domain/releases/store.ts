import { sql } from 'kysely'
import { insertMany } from '../../../db/bulk/insert-many.ts'
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

/** Releases in order of the chain, all or those of one dataset. */
export async function listAll(
  db: Reader,
  { dataset, version }: { dataset?: string | undefined; version?: number | undefined } = {},
): Promise<ReleaseRecord[]> {
  let query = db.selectFrom('release').selectAll().orderBy('seq')
  if (dataset !== undefined) query = query.where('dataset', '=', dataset)
  if (version !== undefined) query = query.where('version', '=', version)
  return query.execute()
}

export async function countRows(db: Reader, releaseSeq: number): Promise<number> {
  const { count } = await db
    .selectFrom('release_row')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('release_seq', '=', releaseSeq)
    .executeTakeFirstOrThrow()
  return count
}

/** Whether there are rows of a release that is not there. */
export async function hasStrayRows(db: Reader): Promise<boolean> {
  const row = await db
    .selectFrom('release_row')
    .select('release_seq')
    .where('release_seq', 'not in', (eb) => eb.selectFrom('release').select('seq'))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
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

/** Notes when what these pages show was last published. */
export async function noteChanges(
  tx: Writer,
  subjects: readonly string[],
  publishedAt: string,
): Promise<void> {
  await insertMany(
    tx,
    'figure_change',
    subjects.map((subject) => ({ subject, published_at: publishedAt })),
    'on conflict (subject) do update set published_at = excluded.published_at',
  )
}

/** Whether exactly these files, by their hash, were published: they need not be read again. */
export async function isPublishedFolder(db: Reader, hash: string): Promise<boolean> {
  const row = await db
    .selectFrom('published_folder')
    .select('hash')
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row !== undefined
}

export async function rememberFolder(db: Reader, hash: string): Promise<void> {
  await db
    .insertInto('published_folder')
    .values({ hash })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
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

type Listed = Omit<ReleaseRecord, 'descriptor' | 'files' | 'waivers' | 'published_by'>

/** A release with the name of the member of staff behind it, without its long texts. */
export type ListedRelease = Listed & { staff_name: string | null }

/** Newest first; `before` leaves out that place in the chain and all after it. */
export async function listReleaseRows(
  db: Reader,
  { samples, before, dataset }: { samples: boolean; before?: number; dataset?: string },
): Promise<ListedRelease[]> {
  let query = db
    .selectFrom('release')
    .leftJoin('staff', 'staff.id', 'release.staff_id')
    .select(['release.seq', 'release.dataset', 'release.version', 'release.title', 'release.sample'])
    .select(['release.channel', 'release.staff_id', 'release.confirmed_by', 'release.published_at'])
    .select(['release.content_hash', 'release.counts', 'release.last_revision_hash', 'release.prev_hash'])
    .select(['release.hash', 'release.key_id', 'release.signature', 'staff.name as staff_name'])
    .orderBy('release.seq', 'desc')
  if (!samples) query = query.where('release.sample', '=', 0)
  if (before !== undefined) query = query.where('release.seq', '<', before)
  if (dataset !== undefined) query = query.where('release.dataset', '=', dataset)
  return query.execute()
}

/** Which changes of published figures; every field that is left out matches all. */
export interface ChangeFilter {
  samples: boolean
  change?: 'revision' | 'correction' | undefined
  indicator?: string | undefined
  programme?: string | undefined
  unit?: string | undefined
  dataset?: string | undefined
  figures?: readonly string[] | undefined
  /** Place in the chain of revisions that is left out, and all after it. */
  beforeSeq?: number | undefined
  /** The same in the chain of releases. */
  beforeRelease?: number | undefined
  limit: number
}

export interface ChangeRow {
  seq: number
  releaseSeq: number
  hash: string
  /** Of the revision that it took the place of. */
  replaced: string
}

/** Changes of published figures, newest first. */
export async function listChangeRows(db: Reader, filter: ChangeFilter): Promise<ChangeRow[]> {
  let query = db
    .selectFrom('figure_revision as revision')
    .innerJoin('figure', 'figure.id', 'revision.figure_id')
    .innerJoin('figure_revision as earlier', (join) =>
      join
        .onRef('earlier.figure_id', '=', 'revision.figure_id')
        .onRef('earlier.revision', '=', sql`revision.revision - 1`),
    )
    .select(['revision.seq', 'revision.release_seq as releaseSeq', 'revision.hash'])
    .select('earlier.hash as replaced')
    // Written out, so that the index of changes is used.
    .where('revision.change', '<>', sql.lit('first'))
    .orderBy('revision.seq', 'desc')
    .limit(filter.limit)
  if (!filter.samples) query = query.where('figure.sample', '=', 0)
  if (filter.change !== undefined) query = query.where('revision.change', '=', filter.change)
  if (filter.beforeSeq !== undefined) query = query.where('revision.seq', '<', filter.beforeSeq)
  if (filter.beforeRelease !== undefined) {
    query = query.where('revision.release_seq', '<', filter.beforeRelease)
  }
  for (const column of ['indicator', 'programme', 'unit'] as const) {
    const value = filter[column]
    if (value !== undefined) query = query.where(`figure.${column}`, '=', value)
  }
  if (filter.figures !== undefined) query = query.where('figure.id', 'in', filter.figures)
  if (filter.dataset !== undefined) {
    const releases = db.selectFrom('release').select('seq').where('dataset', '=', filter.dataset)
    query = query.where('revision.release_seq', 'in', releases)
  }
  return query.execute()
}
