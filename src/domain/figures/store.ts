import type { Reader } from '../../../db/connect.ts'
import type { FigureClaimTable } from '../../../db/schema/figure-claim.ts'
import type { FigureRevisionTable } from '../../../db/schema/figure-revision.ts'
import type { FigureTable } from '../../../db/schema/figure.ts'
import {
  toClaim,
  toDocument,
  toFigure,
  toRevision,
  type NamedRelease,
  type StandingRow,
} from './row-rules.ts'
import { readValue, type Claim, type Figure, type FigureKind, type SourceDocument } from './rules.ts'

/** Which figures; every field that is left out matches all. */
export interface FigureFilter {
  kind: FigureKind
  indicator?: string | undefined
  programme?: string | undefined
  source?: string | undefined
  unit?: string | undefined
  period?: string | undefined
  /** False leaves samples out, true asks for nothing else. */
  sample?: boolean | undefined
}

/** A moment before which a revision was published to count; null for what stands now. */
export type Before = string | null

/** SQLite and PostgreSQL bound the number of values in a statement, by 32,766 and 65,535. */
const BATCH = 10_000

/** Figures with the revision that stands, in order of their ids; `page` for keyset paging. */
export async function listFigures(
  db: Reader,
  filter: FigureFilter,
  before: Before,
  page?: { limit: number; after: string | null },
): Promise<Figure[]> {
  let query = selectStanding(db, before).where('figure.kind', '=', filter.kind).orderBy('figure.id')
  for (const column of ['indicator', 'programme', 'source', 'unit', 'period'] as const) {
    const value = filter[column]
    if (value !== undefined) query = query.where(`figure.${column}`, '=', value)
  }
  if (filter.sample !== undefined) query = query.where('figure.sample', '=', filter.sample ? 1 : 0)
  if (page !== undefined) query = query.limit(page.limit)
  if (page?.after != null) query = query.where('figure.id', '>', page.after)
  return assemble(db, await query.execute())
}

/** @returns null where the figure is not there, or was not on the day that was asked for */
export async function findFigure(db: Reader, id: string, before: Before): Promise<Figure | null> {
  const rows = await selectStanding(db, before).where('figure.id', '=', id).execute()
  return (await assemble(db, rows))[0] ?? null
}

/** Those of the figures that are there, each with the revision that stands. */
export async function findFigures(db: Reader, ids: readonly string[]): Promise<Figure[]> {
  const rows = await inBatches(ids, (part) =>
    selectStanding(db, null).where('figure.id', 'in', part).execute(),
  )
  return assemble(db, rows)
}

/** What a figure says now, without its document and its claims: enough to add up. */
export type StandingAmounts = Pick<FigureTable, 'id' | (typeof KEY_COLUMNS)[number]> &
  Pick<FigureRevisionTable, 'value' | 'allocated' | 'disbursed' | 'status' | 'qualifier'>

/** Figures of one origin, of any of these indicators or programmes and any of these periods. */
export async function listAmounts(
  db: Reader,
  { kind, sample }: { kind: FigureKind; sample: boolean },
  codes: readonly string[],
  periods: readonly string[],
): Promise<StandingAmounts[]> {
  const found: StandingAmounts[] = []
  if (codes.length === 0) return found
  for (let at = 0; at < periods.length; at += BATCH) {
    const rows = await db
      .selectFrom('figure')
      .innerJoin('figure_revision as revision', 'revision.seq', 'figure.last_seq')
      .select(['figure.id', ...KEY_COLUMNS])
      .select(['revision.value', 'revision.allocated', 'revision.disbursed'])
      .select(['revision.status', 'revision.qualifier'])
      .where(kind === 'result' ? 'figure.indicator' : 'figure.programme', 'in', codes)
      .where('figure.period', 'in', periods.slice(at, at + BATCH))
      .where('figure.sample', '=', sample ? 1 : 0)
      .execute()
    for (const row of rows) found.push({ ...row, value: readValue(row.value) })
  }
  return found
}

const KEY_COLUMNS = [
  ...(['indicator', 'breakdown', 'programme', 'project', 'source', 'capital'] as const),
  ...(['unit', 'period'] as const),
] as const

/** Place in the chain of the newest revision of all: what stands changes with it and never without. */
export async function readFiguresHead(db: Reader): Promise<number> {
  const { seq } = await db
    .selectFrom('ledger_head')
    .select('seq')
    .where('ledger', '=', 'figures')
    .executeTakeFirstOrThrow()
  return seq
}

/** Figures with the revisions of these hashes as the current ones, by hash. */
export async function findByHash(
  db: Reader,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, Figure>> {
  if (hashes.length === 0) return new Map()
  const rows = await selectRevisions(db).where('figure_revision.hash', 'in', hashes).execute()
  return new Map((await assemble(db, rows)).map((figure) => [figure.current.hash, figure]))
}

/** All revisions of one figure, oldest first, each as the figure it made. */
export async function listRevisions(db: Reader, id: string): Promise<Figure[]> {
  const rows = await selectRevisions(db)
    .where('figure.id', '=', id)
    .orderBy('figure_revision.revision')
    .execute()
  return assemble(db, rows)
}

/** All revisions of several figures, each figure's oldest first. */
export async function findRevisions(db: Reader, ids: readonly string[]): Promise<Figure[]> {
  const rows = await inBatches(ids, (part) =>
    selectRevisions(db)
      .where('figure.id', 'in', part)
      .orderBy('figure.id')
      .orderBy('figure_revision.revision')
      .execute(),
  )
  return assemble(db, rows)
}

/** When the last revision of any figure was published, ISO-8601 UTC; null before the first. */
export async function findNewestPublication(db: Reader): Promise<string | null> {
  const row = await db
    .selectFrom('figure_revision')
    .select('published_at')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.published_at ?? null
}

function selectStanding(db: Reader, before: Before) {
  const query = selectRevisions(db)
  if (before === null) return query.whereRef('figure_revision.seq', '=', 'figure.last_seq')
  return query.where('figure_revision.seq', '=', (eb) =>
    eb
      .selectFrom('figure_revision as earlier')
      .select((inner) => inner.fn.max('earlier.seq').as('seq'))
      .whereRef('earlier.figure_id', '=', 'figure.id')
      .where('earlier.published_at', '<', before),
  )
}

function selectRevisions(db: Reader) {
  return db
    .selectFrom('figure')
    .innerJoin('figure_revision', 'figure_revision.figure_id', 'figure.id')
    .select(['figure.id', 'figure.kind', 'figure.sample', 'figure.last_revision', ...KEYS])
    .select(REVISION_COLUMNS)
}

const KEYS = KEY_COLUMNS.map((column) => `figure.${column}` as const)

/** All but the figure's id, which stands there already: of thousands of rows each column is felt. */
const REVISION_COLUMNS = [
  ...(['seq', 'revision', 'release_seq', 'change', 'change_reason', 'value', 'allocated'] as const),
  ...(['disbursed', 'status', 'qualifier', 'document_hash', 'page', 'note', 'source_reason'] as const),
  ...(['claims_hash', 'published_at', 'prev_hash', 'hash'] as const),
].map((column) => `figure_revision.${column}` as const)

/** Adds releases, documents and claims, each read once for all rows. */
async function assemble(db: Reader, rows: readonly StandingRow[]): Promise<Figure[]> {
  const claimRows = await readClaims(
    db,
    rows.filter(({ claims_hash: hash }) => hash !== null).map(({ seq }) => seq),
  )
  const documents = await readDocuments(
    db,
    [...rows, ...claimRows].map(({ document_hash: hash }) => hash),
  )
  const releases = await readReleases(
    db,
    rows.map(({ release_seq: seq }) => seq),
  )
  const claims = new Map<number, Claim[]>()
  for (const row of claimRows) {
    claims.set(row.revision_seq, [...(claims.get(row.revision_seq) ?? []), toClaim(row, documents)])
  }
  return rows.map((row) => toFigure(row, toRevision(row, releases, documents, claims.get(row.seq) ?? [])))
}

async function readReleases(db: Reader, seqs: readonly number[]): Promise<ReadonlyMap<number, NamedRelease>> {
  const rows = await inBatches(new Set(seqs), (part) =>
    db.selectFrom('release').select(['seq', 'dataset', 'version']).where('seq', 'in', part).execute(),
  )
  return new Map(rows.map((row) => [row.seq, row]))
}

function readClaims(db: Reader, seqs: readonly number[]): Promise<FigureClaimTable[]> {
  return inBatches(seqs, (part) =>
    db
      .selectFrom('figure_claim')
      .selectAll()
      .where('revision_seq', 'in', part)
      .orderBy('revision_seq')
      .orderBy('position')
      .execute(),
  )
}

async function readDocuments(
  db: Reader,
  hashes: readonly (string | null)[],
): Promise<ReadonlyMap<string, SourceDocument>> {
  const wanted = new Set(hashes.filter((hash) => hash !== null))
  const rows = await inBatches(wanted, (part) =>
    db.selectFrom('source_document').selectAll().where('hash', 'in', part).execute(),
  )
  return new Map(rows.map((row) => [row.hash, toDocument(row)]))
}

/** Rows of all keys, in the order of the batches. */
async function inBatches<Key, Row>(
  keys: Iterable<Key>,
  read: (part: readonly Key[]) => Promise<Row[]>,
): Promise<Row[]> {
  const wanted = [...keys]
  const found: Row[] = []
  for (let at = 0; at < wanted.length; at += BATCH) {
    for (const row of await read(wanted.slice(at, at + BATCH))) found.push(row)
  }
  return found
}
