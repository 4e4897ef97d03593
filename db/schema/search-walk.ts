/** How far what there is was compared with the index, where that takes longer than a start may. */
export interface SearchWalkTable {
  kind: 'comment'
  /** Version of the rules that the entries are compared with; empty as the first walk begins. */
  generation: string
  /** Of comments the last step of moderation that was followed; what it published is in the index. */
  seq: number
}
