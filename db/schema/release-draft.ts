/** A package that a publisher uploaded and that is not published yet. */
export interface ReleaseDraftTable {
  id: string
  /** Grows with each step, so that two people do not decide on the same draft. */
  revision: number
  state: 'open' | 'awaiting-confirmation' | 'published' | 'discarded'
  /** As the browser named it. */
  file_name: string
  /** JSON: the package as it would stand in `content/data/`. */
  package: string
  /** JSON: `[{type, reason}]`. */
  waivers: string
  created_at: string
  created_by: string
  /** Who asked for publication where a second person has to confirm. */
  requested_by: string | null
  changed_at: string
  release_seq: number | null
  /** The second person who sent it back, until publication is asked for again. */
  returned_by: string | null
  /** For staff alone. */
  return_reason: string | null
}
