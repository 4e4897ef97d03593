/** Append-only: what a figure said from one release on. Each row carries the hash of the one before. */
export interface FigureRevisionTable {
  /** Position in the chain of all revisions, from 1, without gaps. */
  seq: number
  figure_id: string
  /** Counts the revisions of one figure, from 1. */
  revision: number
  release_seq: number
  change: 'first' | 'revision' | 'correction'
  /** Public; null exactly for the first revision. */
  change_reason: string | null
  /** Of a result: a decimal number exactly as published (`17.83`); `1` and `0` for yes and no. */
  value: string | null
  /** Of funding: whole VND. */
  allocated: number | null
  disbursed: number | null
  status:
    | 'final'
    | 'provisional'
    | 'revised'
    | 'not-available'
    | 'not-applicable'
    | 'confidential'
    | 'target'
    | 'forecast'
  qualifier: 'more-than' | 'about' | 'nearly' | 'at-least' | 'average' | null
  document_hash: string | null
  page: string | null
  note: string | null
  /** Why this source is followed where sources disagree. */
  source_reason: string | null
  /** SHA-256 over the claims, null without any. */
  claims_hash: string | null
  published_at: string
  prev_hash: string
  hash: string
}
