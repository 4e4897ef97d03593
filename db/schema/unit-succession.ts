/** One unit became (part of) another: many to many. */
export interface UnitSuccessionTable {
  predecessor_id: string
  successor_id: string
  kind: 'merge' | 'replaced' | 'renamed' | 'boundary'
  /** How much of the predecessor went there. */
  extent: 'whole' | 'part' | 'unknown'
  /** Calendar date; null where it is not settled. */
  date: string | null
  legal_basis: string
}
