/** Public counts of a month that is over, kept so that they are counted once. May be emptied at any time. */
export interface PublicMonthTable {
  /** `2026-11`, Vietnam time. */
  month: string
  /** 1 where sample comments are counted: only in a demonstration. */
  samples: 0 | 1
  /** JSON of the counts. */
  counts: string
  counted_at: string
}
