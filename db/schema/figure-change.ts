/** When real figures that a page is about were last published. */
export interface FigureChangeTable {
  /** `unit:<id>`, `indicator:<id>`, `funding:<programme>/<period>`. */
  subject: string
  /** Of the newest release that changed one of them. ISO-8601 UTC. */
  published_at: string
}
