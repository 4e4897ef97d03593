import type { FigureMark } from '../../i18n/figure-marks.ts'

/** What a tile of the map of former districts shows of its unit. */
export interface TileValue {
  href: string
  /** With qualifier and measure, or in words why there is no number. */
  text: string
  marks: readonly FigureMark[]
  /** From 0, pale to dark; null without a number. */
  shade: number | null
}
