import type { FigureClaimTable } from '../../../db/schema/figure-claim.ts'
import type { FigureRevisionTable } from '../../../db/schema/figure-revision.ts'
import type { FigureTable } from '../../../db/schema/figure.ts'
import type { SourceDocumentTable } from '../../../db/schema/source-document.ts'
import { readValue, type Claim, type Figure, type FigureRevision, type SourceDocument } from './rules.ts'

/** A figure with one of its revisions, as tables have them. */
export type StandingRow = Omit<FigureTable, 'last_seq'> & Omit<FigureRevisionTable, 'figure_id'>
/** The release of a revision, as far as a figure names it. */
export type NamedRelease = FigureRevision['release']

export function toFigure(row: StandingRow, current: FigureRevision): Figure {
  const head = { id: row.id, sample: row.sample === 1, revisions: row.last_revision, current }
  const { unit, period } = row
  if (row.kind === 'result')
    return { ...head, kind: 'result', indicator: row.indicator, unit, period, breakdown: row.breakdown }
  const { programme, project, source, capital } = row
  return { ...head, kind: 'funding', programme, project, source, capital, unit, period }
}

export function toRevision(
  row: StandingRow,
  releases: ReadonlyMap<number, NamedRelease>,
  documents: ReadonlyMap<string, SourceDocument>,
  claims: Claim[],
): FigureRevision {
  const release = releases.get(row.release_seq)
  if (release === undefined) throw new Error(`${row.id} without its release ${row.release_seq}`)
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
    release,
    publishedAt: row.published_at,
    hash: row.hash,
    previousHash: row.prev_hash,
  }
}

export function toClaim(row: FigureClaimTable, documents: ReadonlyMap<string, SourceDocument>): Claim {
  const document = documents.get(row.document_hash)
  if (document === undefined) throw new Error(`claim without its document ${row.document_hash}`)
  const { allocated, disbursed, qualifier, page, note } = row
  return { value: readValue(row.value), allocated, disbursed, qualifier, document, page, note }
}

export function toDocument(row: SourceDocumentTable): SourceDocument {
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
