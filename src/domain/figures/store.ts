import type { Reader } from '../../../db/connect.ts'
import type { FigureClaimTable } from '../../../db/schema/figure-claim.ts'
import type { FigureRevisionTable } from '../../../db/schema/figure-revision.ts'
import type { FigureTable } from '../../../db/schema/figure.ts'
import type { SourceDocumentTable } from '../../../db/schema/source-document.ts'
import {
  readValue,
  type Claim,
  type Figure,
  type FigureKind,
  type FigureRevision,
  type SourceDocument,
} from './rules.ts'

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
  const rows: StandingRow[] = []
  for (let at = 0; at < ids.length; at += BATCH) {
    rows.push(
      ...(await selectStanding(db, null)
        .where('figure.id', 'in', ids.slice(at, at + BATCH))
        .execute()),
    )
  }
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
  const rows: StandingRow[] = []
  for (let at = 0; at < ids.length; at += BATCH) {
    rows.push(
      ...(await selectRevisions(db)
        .where('figure.id', 'in', ids.slice(at, at + BATCH))
        .orderBy('figure.id')
        .orderBy('figure_revision.revision')
        .execute()),
    )
  }
  return assemble(db, rows)
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
    .innerJoin('release', 'release.seq', 'figure_revision.release_seq')
    .select(['figure.id', 'figure.kind', 'figure.sample', 'figure.indicator', 'figure.breakdown'])
    .select(['figure.programme', 'figure.project', 'figure.source', 'figure.capital', 'figure.unit'])
    .select(['figure.period', 'figure.last_revision', 'release.dataset', 'release.version'])
    .selectAll('figure_revision')
}

type StandingRow = Omit<FigureTable, 'last_seq'> & FigureRevisionTable & { dataset: string; version: number }

/** Adds documents and claims, each read once for all rows. */
async function assemble(db: Reader, rows: readonly StandingRow[]): Promise<Figure[]> {
  const claimRows = await readClaims(
    db,
    rows.filter(({ claims_hash: hash }) => hash !== null).map(({ seq }) => seq),
  )
  const documents = await readDocuments(
    db,
    [...rows, ...claimRows].map(({ document_hash: hash }) => hash),
  )
  const claims = new Map<number, Claim[]>()
  for (const row of claimRows) {
    claims.set(row.revision_seq, [...(claims.get(row.revision_seq) ?? []), toClaim(row, documents)])
  }
  return rows.map((row) => toFigure(row, toRevision(row, documents, claims.get(row.seq) ?? [])))
}

async function readClaims(db: Reader, seqs: readonly number[]): Promise<FigureClaimTable[]> {
  const found: FigureClaimTable[] = []
  for (let at = 0; at < seqs.length; at += BATCH) {
    found.push(
      ...(await db
        .selectFrom('figure_claim')
        .selectAll()
        .where('revision_seq', 'in', seqs.slice(at, at + BATCH))
        .orderBy('revision_seq')
        .orderBy('position')
        .execute()),
    )
  }
  return found
}

async function readDocuments(
  db: Reader,
  hashes: readonly (string | null)[],
): Promise<ReadonlyMap<string, SourceDocument>> {
  const wanted = [...new Set(hashes.filter((hash) => hash !== null))]
  const documents = new Map<string, SourceDocument>()
  for (let at = 0; at < wanted.length; at += BATCH) {
    const rows = await db
      .selectFrom('source_document')
      .selectAll()
      .where('hash', 'in', wanted.slice(at, at + BATCH))
      .execute()
    for (const row of rows) documents.set(row.hash, toDocument(row))
  }
  return documents
}

function toFigure(row: StandingRow, current: FigureRevision): Figure {
  const head = { id: row.id, sample: row.sample === 1, revisions: row.last_revision, current }
  const { unit, period } = row
  if (row.kind === 'result')
    return { ...head, kind: 'result', indicator: row.indicator, unit, period, breakdown: row.breakdown }
  const { programme, project, source, capital } = row
  return { ...head, kind: 'funding', programme, project, source, capital, unit, period }
}

function toRevision(
  row: StandingRow,
  documents: ReadonlyMap<string, SourceDocument>,
  claims: Claim[],
): FigureRevision {
  return {
    revision: row.revision,
    value: readValue(row.value),
    allocated: row.allocated,
    disbursed: row.disbursed,
    qualifier: row.qualifier,
    status: row.status,
    document: row.document_hash === null ? null : (documents.get(row.document_hash) ?? null),
    page: row.page,
    note: row.note,
    sourceReason: row.source_reason,
    claims,
    change: row.change,
    changeReason: row.change_reason,
    release: { seq: row.release_seq, dataset: row.dataset, version: row.version },
    publishedAt: row.published_at,
    hash: row.hash,
    previousHash: row.prev_hash,
  }
}

function toClaim(row: FigureClaimTable, documents: ReadonlyMap<string, SourceDocument>): Claim {
  const document = documents.get(row.document_hash)
  if (document === undefined) throw new Error(`claim without its document ${row.document_hash}`)
  const { allocated, disbursed, qualifier, page, note } = row
  return { value: readValue(row.value), allocated, disbursed, qualifier, document, page, note }
}

function toDocument(row: SourceDocumentTable): SourceDocument {
  const { name, title, issuer, number, date, url, kind } = row
  return {
    name,
    title,
    titleDerived: row.title_derived === 1,
    issuer,
    number,
    date,
    url,
    kind,
    secondary: row.secondary === 1,
  }
}
