import { insertMany } from '../../../db/bulk/insert-many.ts'
import type { Writer } from '../../../db/connect.ts'
import type { FigureClaimTable } from '../../../db/schema/figure-claim.ts'
import type { FigureRevisionTable } from '../../../db/schema/figure-revision.ts'
import type { FigureTable } from '../../../db/schema/figure.ts'
import type { ReleaseRowTable } from '../../../db/schema/release-row.ts'
import type { SourceDocumentTable } from '../../../db/schema/source-document.ts'
import { documentRow, hashClaims, hashRevision, type ClaimContent } from '../figures/ledger.ts'
import { readValue, writeValue } from '../figures/rules.ts'
import type { SeriesMember } from '../search/series-rows.ts'
import type { SeriesKey } from '../search/series.ts'
import type { Difference, DifferenceEntry } from './publication-rules.ts'
import type { ClaimRow, FigureRow, ReadPackage } from './rules.ts'
import type { Head } from './store.ts'

/** The release that revisions belong to, as far as they carry it. */
export interface OwnRelease {
  seq: number
  dataset: string
  version: number
  publishedAt: string
}

/** Everything that publishing a package adds below its release. */
export interface Appended {
  documents: SourceDocumentTable[]
  /** New ones, and those that get another revision. */
  figures: FigureTable[]
  revisions: FigureRevisionTable[]
  claims: FigureClaimTable[]
  releaseRows: ReleaseRowTable[]
  /** The chain's new end. */
  head: Head
}

/**
 * Works out all rows, in the order in which the chain takes them.
 * @param standing place of the standing revision of each figure that does not change
 */
export function appendTo(
  head: Head,
  pkg: ReadPackage,
  { entries }: Pick<Difference, 'entries'>,
  release: OwnRelease,
  standing: ReadonlyMap<string, number>,
): Appended {
  const { sample, sources } = pkg.descriptor
  const documents = new Map(sources.map((source) => [source.name, documentRow(source)]))
  const documentHash = (name: string): string => {
    const document = documents.get(name)
    if (document === undefined) throw new Error(`the package has no document ${name}`)
    return document.hash
  }
  const appended: Appended = {
    documents: [...documents.values()],
    figures: [],
    revisions: [],
    claims: [],
    releaseRows: [],
    head,
  }
  for (const entry of entries) {
    const seq =
      entry.kind === 'unchanged'
        ? standing.get(entry.figureId)
        : appendRevision(appended, entry, release, sample, documentHash)
    if (seq === undefined) throw new Error(`${entry.figureId} has no standing revision`)
    appended.releaseRows.push(placeOf(entry.after, release.seq, seq, null))
    for (const [at, claim] of entry.claims.entries()) {
      appended.releaseRows.push(placeOf(claim, release.seq, seq, at + 1))
    }
  }
  return appended
}

/** @returns the revision's place in the chain */
function appendRevision(
  appended: Appended,
  { figureId: id, kind, before, after, claims, reason }: DifferenceEntry,
  release: OwnRelease,
  sample: boolean,
  documentHash: (name: string) => string,
): number {
  const { head } = appended
  const seq = head.seq + 1
  const said = claims.map((claim): ClaimContent => ({
    ...amountsOf(claim),
    qualifier: claim.qualifier,
    document_hash: documentHash(claim.document),
    page: claim.page,
    note: claim.note,
  }))
  const content = {
    figure_id: id,
    revision: (before?.revision ?? 0) + 1,
    release_seq: release.seq,
    change: kind === 'unchanged' ? 'first' : kind,
    change_reason: reason,
    ...amountsOf(after),
    status: after.status,
    qualifier: after.qualifier,
    document_hash: after.document === null ? null : documentHash(after.document),
    page: after.page,
    note: after.note,
    source_reason: after.reason,
    claims_hash: hashClaims(said),
    published_at: release.publishedAt,
  } as const
  const hash = hashRevision(seq, head.hash, content, release)
  appended.revisions.push({ seq, ...content, prev_hash: head.hash, hash })
  appended.figures.push(figureOf(id, after, sample, { revision: content.revision, seq }))
  appended.claims.push(...said.map((claim, at) => ({ revision_seq: seq, position: at + 1, ...claim })))
  appended.head = { seq, hash }
  return seq
}

/** The figures that change, as they are found from now on. */
export function membersOf({ figures, revisions }: Appended): (SeriesKey & SeriesMember)[] {
  return figures.map((figure, at) => {
    const revision = revisions[at]
    if (revision?.figure_id !== figure.id) throw new Error(`${figure.id} has no revision`)
    const { value, allocated, disbursed, status } = revision
    return { ...figure, value: readValue(value), allocated, disbursed, status }
  })
}

function amountsOf(
  row: FigureRow | ClaimRow,
): Pick<FigureRevisionTable, 'value' | 'allocated' | 'disbursed'> {
  if (row.kind === 'result') {
    return { value: writeValue(row.value, row.yesNo === true), allocated: null, disbursed: null }
  }
  return { value: null, allocated: row.allocated, disbursed: row.disbursed }
}

function figureOf(
  id: string,
  row: FigureRow,
  sample: boolean,
  last: { revision: number; seq: number },
): FigureTable {
  const result = row.kind === 'result' ? row : null
  const funding = row.kind === 'funding' ? row : null
  return {
    id,
    kind: row.kind,
    sample: sample ? 1 : 0,
    indicator: result?.indicator ?? '',
    breakdown: result?.breakdown ?? '',
    programme: funding?.programme ?? '',
    project: funding?.project ?? '',
    source: funding?.source ?? '',
    capital: funding?.capital ?? '',
    unit: row.unit,
    period: row.period,
    last_revision: last.revision,
    last_seq: last.seq,
  }
}

function placeOf(
  { file, rowNumber }: FigureRow | ClaimRow,
  release: number,
  revision: number,
  claim: number | null,
): ReleaseRowTable {
  return {
    release_seq: release,
    file,
    row_number: rowNumber,
    revision_seq: revision,
    claim_position: claim,
  }
}

/** Writes what {@link appendTo} worked out; the release itself is there already. */
export async function insertAppended(tx: Writer, appended: Appended): Promise<void> {
  await insertMany(tx, 'source_document', await newDocuments(tx, appended.documents))
  const { added = [], continued = [] } = Object.groupBy(appended.figures, (figure) =>
    figure.last_revision === 1 ? 'added' : 'continued',
  )
  await insertMany(tx, 'figure', added)
  await insertMany(
    tx,
    'figure',
    continued,
    'on conflict (id) do update set last_revision = excluded.last_revision, last_seq = excluded.last_seq',
  )
  await insertMany(tx, 'figure_revision', appended.revisions)
  await insertMany(tx, 'figure_claim', appended.claims)
  await insertMany(tx, 'release_row', appended.releaseRows)
}

/** A document that says the same was kept before, under the same hash. */
async function newDocuments(
  tx: Writer,
  documents: readonly SourceDocumentTable[],
): Promise<SourceDocumentTable[]> {
  const byHash = new Map(documents.map((document) => [document.hash, document]))
  if (byHash.size === 0) return []
  const known = await tx
    .selectFrom('source_document')
    .select('hash')
    .where('hash', 'in', [...byHash.keys()])
    .execute()
  for (const { hash } of known) byHash.delete(hash)
  return [...byHash.values()]
}
