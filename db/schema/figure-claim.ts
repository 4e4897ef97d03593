/** Append-only: another value that was reported for a figure, shown beside the published one. */
export interface FigureClaimTable {
  revision_seq: number
  /** From 1. */
  position: number
  value: string | null
  allocated: number | null
  disbursed: number | null
  qualifier: 'more-than' | 'about' | 'nearly' | 'at-least' | 'average' | null
  document_hash: string
  page: string | null
  note: string | null
}
