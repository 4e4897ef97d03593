/** Several decisions that were asked for at once, and what became of each. */
export interface DecisionBatchTable {
  /** Made with the form, so that a form sent twice is one batch. */
  id: string
  staff_id: string
  action: string
  reason: string | null
  at: string
  /** JSON array in the order of the form: comment, revision and, once known, the outcome. */
  items: string
}
