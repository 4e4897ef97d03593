/** A standing page of the office (about, rules, data protection), copied from `content/pages/` at the start. */
export interface PageTable {
  slug: string
  title: string
  summary: string
  updated_at: string
  body_html: string
}
