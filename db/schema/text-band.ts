/**
 * Finds texts that are nearly the same: two of them share a band. Only the first of a group has any, sixteen at most, and
 * each is one narrow entry of one index.
 */
export interface TextBandTable {
  /** Keyed hash of some of the text's MinHash values and of which ones they are, less than 2^47. */
  band: number
  /** `submission.seq` of the comment: the later it came, the higher. */
  number: number
}
