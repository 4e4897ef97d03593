/** Last link of each hash chain. Taking it is the first write of an appending transaction, so links never fork. */
export interface LedgerHeadTable {
  ledger: 'moderation' | 'figures' | 'releases' | 'audit' | 'answers' | 'submissions' | 'articles'
  seq: number
  hash: string
}
