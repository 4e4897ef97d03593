/** One switch for the whole site, set by staff and read anew for every request it matters to. */
export interface SiteSwitchTable {
  name: 'comments-paused' | 'slow-mode'
  active: 0 | 1
  /** Grows by one each time it is turned. */
  revision: number
  /** When it was turned last; null while nobody ever did. */
  since: string | null
  staff_id: string | null
}
