/** An administrative unit, also one that no longer is; copied from `content/data/reference/` at the start. */
export interface UnitTable {
  /** Ours and permanent: `huyen-muong-la`. Official codes were used again in 2025. */
  id: string
  /** As printed, with its kind: `huyện Mường La`. */
  name: string
  level: 'province' | 'district' | 'commune'
  official_code: string
  parent_id: string | null
  /** Calendar dates. Null: since before the site's records, or not settled (see `seen_by`). */
  valid_from: string | null
  /** First official list that has it, where the day it began is not settled. */
  seen_by: string | null
  valid_to: string | null
  /** First official list that no longer has it, where the day it ended is not settled. */
  gone_by: string | null
  /** Place on the tile grid of the former districts, from 1. */
  tile_row: number | null
  tile_column: number | null
  /** Place among all units by Vietnamese collation, the same on both databases. */
  sort_order: number
}
