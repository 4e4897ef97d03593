/** Content revision of one tag (`news`, `news/<slug>`), bumped in the transaction that changes what a page shows. */
export interface CacheRevisionTable {
  tag: string
  revision: number
}
