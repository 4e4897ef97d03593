/** What a figure speaks of. What it says stands in its revisions. Dimensions that do not apply are empty text. */
export interface FigureTable {
  /** Permanent, made of the dimensions: `ty-le-ho-ngheo_son-la_2022`. */
  id: string
  kind: 'result' | 'funding'
  /** A sample figure and a real one of the same dimensions are two figures. */
  sample: 0 | 1
  indicator: string
  breakdown: string
  programme: string
  project: string
  source: string
  capital: string
  unit: string
  period: string
  /** Number and place of the newest revision. */
  last_revision: number
  last_seq: number
}
