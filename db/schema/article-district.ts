/** An article among those of a district, so that a district's articles are found without reading all. Kept by triggers. */
export interface ArticleDistrictTable {
  slug: string
  /** Unit id. */
  district: string
  /** As the article has it. ISO-8601 UTC. */
  published_at: string
}
