/** Append-only: which row of which file a revision (or one of its claims) is in a release. */
export interface ReleaseRowTable {
  release_seq: number
  file: string
  /** Counts the header as row 1. */
  row_number: number
  revision_seq: number
  /** Set where the row is a claim. */
  claim_position: number | null
}
