/** Number of published comments on one target, kept by triggers on `comment`. No row: none was ever published. */
export interface ThreadCountTable {
  target: string
  sample: 0 | 1
  count: number
}
