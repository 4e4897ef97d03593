import type { Reader } from '../../../db/connect.ts'
import type { FigureClaimTable } from '../../../db/schema/figure-claim.ts'
import type { FigureRevisionTable } from '../../../db/schema/figure-revision.ts'
import type { FigureTable } from '../../../db/schema/figure.ts'
import { GENESIS, hashClaims, hashDocument, hashRevision } from './ledger.ts'
import { fundingId, resultId } from './rules.ts'

export type FigureBreakCause =
  | 'gap'
  | 'previous-hash'
  | 'revision-hash'
  | 'revision-number'
  | 'revision-time'
  | 'release-missing'
  | 'document-changed'
  | 'document-missing'
  | 'claims-changed'
  | 'figure-missing'
  | 'figure-key'
  | 'figure-last'
  | 'head'

/** Where the chain of revisions breaks first. */
export interface FigureBreak {
  cause: FigureBreakCause
  seq: number | null
  figureId: string | null
}

/** What a revision's hash says about its release. */
export interface KnownRelease {
  dataset: string
  version: number
  publishedAt: string
}

export interface WalkedFigures {
  revisions: number
  figures: number
  head: string
  /** Hash of the newest revision of each release that made any, by the release's place. */
  lastByRelease: ReadonlyMap<number, string>
}

const BATCH = 5_000

/**
 * Walks every revision from the first, with its claims and document, then compares each figure with its last one.
 * Stops at the first that does not hold. All reads belong into one snapshot.
 */
export async function walkFigures(
  db: Reader,
  releases: ReadonlyMap<number, KnownRelease>,
): Promise<WalkedFigures | FigureBreak> {
  const documents = await readDocuments(db)
  if ('cause' in documents) return documents
  const walk: Walk = { seq: 0, hash: GENESIS, last: new Map(), lastByRelease: new Map(), claims: 0 }
  for (;;) {
    const revisions = await readRevisions(db, walk.seq)
    const claims = await readClaims(db, revisions)
    for (const revision of revisions) {
      const cause = follow(walk, revision, claims.get(revision.seq) ?? [], releases, documents)
      if (cause !== null) return { cause, seq: revision.seq, figureId: revision.figure_id }
    }
    if (revisions.length < BATCH) break
  }
  const head = await db
    .selectFrom('ledger_head')
    .selectAll()
    .where('ledger', '=', 'figures')
    .executeTakeFirst()
  if (head?.seq !== walk.seq || head.hash !== walk.hash)
    return { cause: 'head', seq: walk.seq, figureId: null }
  if ((await countClaims(db)) !== walk.claims) return { cause: 'claims-changed', seq: null, figureId: null }
  const broken = await compareFigures(db, walk.last)
  if (broken !== null) return broken
  const { seq: revisions, hash, last, lastByRelease } = walk
  return { revisions, figures: last.size, head: hash, lastByRelease }
}

interface Walk {
  seq: number
  hash: string
  /** Newest revision of each figure so far. */
  last: Map<string, { revision: number; seq: number }>
  lastByRelease: Map<number, string>
  claims: number
}

function follow(
  walk: Walk,
  revision: FigureRevisionTable,
  claims: readonly FigureClaimTable[],
  releases: ReadonlyMap<number, KnownRelease>,
  documents: ReadonlySet<string>,
): FigureBreakCause | null {
  const { seq, figure_id: id, document_hash: document } = revision
  if (seq !== walk.seq + 1) return 'gap'
  if (revision.prev_hash !== walk.hash) return 'previous-hash'
  const release = releases.get(revision.release_seq)
  if (release === undefined) return 'release-missing'
  if (revision.hash !== hashRevision(seq, walk.hash, revision, release)) return 'revision-hash'
  if (revision.published_at !== release.publishedAt) return 'revision-time'
  if (revision.revision !== (walk.last.get(id)?.revision ?? 0) + 1) return 'revision-number'
  if (document !== null && !documents.has(document)) return 'document-missing'
  if (claims.some(({ position }, at) => position !== at + 1)) return 'claims-changed'
  if (revision.claims_hash !== hashClaims(claims)) return 'claims-changed'
  if (claims.some((claim) => !documents.has(claim.document_hash))) return 'document-missing'
  walk.seq = seq
  walk.hash = revision.hash
  walk.last.set(id, { revision: revision.revision, seq })
  walk.lastByRelease.set(revision.release_seq, revision.hash)
  walk.claims += claims.length
  return null
}

async function readRevisions(db: Reader, after: number): Promise<FigureRevisionTable[]> {
  return db
    .selectFrom('figure_revision')
    .selectAll()
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(BATCH)
    .execute()
}

async function readClaims(
  db: Reader,
  revisions: readonly FigureRevisionTable[],
): Promise<ReadonlyMap<number, FigureClaimTable[]>> {
  const [first, last] = [revisions[0], revisions.at(-1)]
  const claims = new Map<number, FigureClaimTable[]>()
  if (first === undefined || last === undefined) return claims
  const rows = await db
    .selectFrom('figure_claim')
    .selectAll()
    .where('revision_seq', '>=', first.seq)
    .where('revision_seq', '<=', last.seq)
    .orderBy('revision_seq')
    .orderBy('position')
    .execute()
  for (const row of rows) {
    const own = claims.get(row.revision_seq)
    if (own === undefined) claims.set(row.revision_seq, [row])
    else own.push(row)
  }
  return claims
}

async function countClaims(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('figure_claim')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** @returns the hashes of all documents, or the first that does not say what its hash says */
async function readDocuments(db: Reader): Promise<ReadonlySet<string> | FigureBreak> {
  const rows = await db.selectFrom('source_document').selectAll().orderBy('hash').execute()
  const changed = rows.find((row) => row.hash !== hashDocument(row))
  if (changed === undefined) return new Set(rows.map(({ hash }) => hash))
  return { cause: 'document-changed', ...(await findUse(db, changed.hash)) }
}

/** The first revision that rests on a document. */
async function findUse(db: Reader, hash: string): Promise<Omit<FigureBreak, 'cause'>> {
  const row = await db
    .selectFrom('figure_revision')
    .select(['seq', 'figure_id'])
    .where('document_hash', '=', hash)
    .orderBy('seq')
    .executeTakeFirst()
  return { seq: row?.seq ?? null, figureId: row?.figure_id ?? null }
}

async function compareFigures(
  db: Reader,
  last: ReadonlyMap<string, { revision: number; seq: number }>,
): Promise<FigureBreak | null> {
  let count = 0
  let after = ''
  for (;;) {
    const figures = await db
      .selectFrom('figure')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .execute()
    for (const figure of figures) {
      const newest = last.get(figure.id)
      const at = { seq: newest?.seq ?? null, figureId: figure.id }
      if (figure.id !== idOf(figure) || hasForeignDimension(figure)) return { cause: 'figure-key', ...at }
      if (figure.last_seq !== newest?.seq || figure.last_revision !== newest.revision) {
        return { cause: 'figure-last', ...at }
      }
      after = figure.id
    }
    count += figures.length
    if (figures.length < BATCH) break
  }
  if (count === last.size) return null
  return { cause: 'figure-missing', seq: null, figureId: await findLost(db, last) }
}

/** A figure of which there are revisions and nothing else. */
async function findLost(db: Reader, last: ReadonlyMap<string, unknown>): Promise<string | null> {
  const kept = new Set((await db.selectFrom('figure').select('id').execute()).map(({ id }) => id))
  return [...last.keys()].find((id) => !kept.has(id)) ?? null
}

function idOf(figure: FigureTable): string {
  const sample = figure.sample === 1
  return figure.kind === 'result' ? resultId(figure, sample) : fundingId(figure, sample)
}

/** Dimensions of the other kind stand in no id and in no hash: they have to be empty. */
function hasForeignDimension(figure: FigureTable): boolean {
  const foreign =
    figure.kind === 'result'
      ? (['programme', 'project', 'source', 'capital'] as const)
      : (['indicator', 'breakdown'] as const)
  return foreign.some((column) => figure[column] !== '')
}
