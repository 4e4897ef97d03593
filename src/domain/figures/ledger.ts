import type { FigureClaimTable } from '../../../db/schema/figure-claim.ts'
import type { FigureRevisionTable } from '../../../db/schema/figure-revision.ts'
import type { SourceDocumentTable } from '../../../db/schema/source-document.ts'
import { sha256 } from '../secrets.ts'
import type { SourceDocument } from './rules.ts'

/** Hash before the first revision. */
export const GENESIS = ''

export type RevisionContent = Omit<FigureRevisionTable, 'seq' | 'prev_hash' | 'hash'>
export type ClaimContent = Omit<FigureClaimTable, 'revision_seq' | 'position'>

/** SHA-256 over the JSON text of the {@link recordOf} a revision. */
export function hashRevision(
  seq: number,
  previous: string,
  revision: RevisionContent,
  release: { dataset: string; version: number },
): string {
  return sha256(JSON.stringify(recordOf(seq, previous, revision, release)))
}

/**
 * A version mark, the previous hash and every column in a fixed order. The release stands in it by dataset and version,
 * as readers know it. Whoever holds the public record can compute its hash again.
 */
export function recordOf(
  seq: number,
  previous: string,
  revision: RevisionContent,
  release: { dataset: string; version: number },
): readonly unknown[] {
  return [
    'figures/1',
    previous,
    seq,
    revision.figure_id,
    revision.revision,
    release.dataset,
    release.version,
    revision.change,
    revision.change_reason,
    revision.value,
    revision.allocated,
    revision.disbursed,
    revision.status,
    revision.qualifier,
    revision.document_hash,
    revision.page,
    revision.note,
    revision.source_reason,
    revision.claims_hash,
    revision.published_at,
  ]
}

/** One hash over all claims of a revision, in their order; null without any. */
export function hashClaims(claims: readonly ClaimContent[]): string | null {
  if (claims.length === 0) return null
  return sha256(
    JSON.stringify([
      'claims/1',
      ...claims.map((claim) => [
        claim.value,
        claim.allocated,
        claim.disbursed,
        claim.qualifier,
        claim.document_hash,
        claim.page,
        claim.note,
      ]),
    ]),
  )
}

/** Everything that a document says about itself, under its hash. */
export function documentRow(document: SourceDocument): SourceDocumentTable {
  const row = {
    name: document.name,
    title: document.title,
    title_derived: document.titleDerived ? 1 : 0,
    issuer: document.issuer,
    number: document.number,
    date: document.date,
    url: document.url,
    kind: document.kind,
    secondary: document.secondary ? 1 : 0,
  } as const
  return { hash: hashDocument(row), ...row }
}

export function hashDocument(row: Omit<SourceDocumentTable, 'hash'>): string {
  const { name, title, title_derived: derived, issuer, number, date, url, kind, secondary } = row
  return sha256(
    JSON.stringify([
      'document/1',
      ...[name, title, derived === 1, issuer, number, date, url, kind, secondary === 1],
    ]),
  )
}
