import type { Amounts, FigureStatus, SourceDocument } from '../figures/rules.ts'
import type { AmountColumn } from '../funding/rules.ts'
import type { Indicator, Programme } from '../reference/rules.ts'

/**
 * One picture of figures as data, in words ready to be printed. The browser and the server draw the same one, and
 * the caption and the text for screen readers come from it.
 */
export interface ChartDescription {
  /** Lines over time, upright columns over time, or lying bars of places and projects. */
  kind: 'line' | 'columns' | 'bars'
  title: string
  subtitle: string
  /** Of the axis of values: `%`, `nhà`, `tỷ đồng`; the subtitle says it too. */
  measure: string
  /** Along the other axis. */
  labels: ChartLabel[]
  /** Along the axis of values, from zero. */
  ticks: ChartTick[]
  series: ChartSeries[]
  /** What a reader must know to read the picture: breaks, sources that disagree. */
  notes: string[]
  /** Sources of the figures drawn. */
  source: string
  /** Day up to which it stands, in words. */
  standing: string
  /** Absolute address of the page that keeps showing these figures. */
  address: string
  /** Path and query of the picture, in the language that it is in. */
  picture: string
  /** One or two sentences that say what it shows. */
  summary: string
  /** Set where all figures are samples: what is printed across the picture. A chart never mixes them with real ones. */
  sampleMark: string | null
}

/** Pixels that the picture of a chart can be wide on a page; the narrowest is laid out anew for a phone. */
export const PICTURE_WIDTHS = [600, 800, 1200] as const
export type PictureWidth = (typeof PICTURE_WIDTHS)[number]
export const PHONE_WIDTH: PictureWidth = 600
/** Key of its address. */
export const WIDTH_KEY = 'rong'

/** Address of the picture in another width, as AVIF or as PNG. */
export function sizedAddress(picture: string, width: PictureWidth, format: 'avif' | 'png' = 'avif'): string {
  const [path = '', query] = picture.split('?')
  return `${path.replace(/\.png$/u, `.${format}`)}?${query === undefined ? '' : `${query}&`}${WIDTH_KEY}=${width}`
}

/** The width that an address asks for; the largest where it asks for none of them. */
export function readPictureWidth(query: URLSearchParams): PictureWidth {
  return PICTURE_WIDTHS.find((width) => String(width) === query.get(WIDTH_KEY)) ?? 1200
}

/** No picture of a chart as PNG is larger, in bytes: its size is known only once it is drawn. */
export const LARGEST_PICTURE = 60_000

/** Labels of more rows than these are written smaller. */
export const FEW_ROWS = 5

/** Height over width of the picture for a phone: room for each bar, which lie below one another, and for its label. */
export function phoneRatio({ kind, labels, series, sampleMark }: ChartDescription): number {
  const mark = sampleMark === null ? 0 : 0.08
  if (kind !== 'bars') return 0.8 + mark
  const stacked = new Set(series.map(({ slot, role }) => `${slot} ${role === 'allocated'}`)).size
  const row = stacked > 1 ? 0.15 : labels.length > FEW_ROWS ? 0.08 : 0.11
  return 0.17 + (series.length > 1 ? 0.15 : 0) + mark + labels.length * row
}

export interface ChartLabel {
  /** Place along the axis: years on a time axis, otherwise 0, 1, 2 … */
  at: number
  text: string
}

export interface ChartTick {
  value: number
  text: string
}

export interface ChartSeries {
  name: string
  /** A projection is a target or a forecast: hollow and dashed. Allocated money stands pale beside what was spent. */
  role: 'achieved' | 'allocated' | 'projection'
  /** Series of one slot share a colour and a place: what was reached and what is planned for one unit. */
  slot: number
  /** Null interrupts a line. */
  points: (ChartPoint | null)[]
}

export interface ChartPoint {
  at: number
  value: number
  /** With qualifier and measure: `hơn 43 %`. */
  text: string
}

/** Texts and formats of charts in one language; `src/i18n/charts.ts` has them. */
export interface ChartWords {
  value: (amounts: Pick<Amounts, 'value' | 'qualifier'>, indicator: Indicator) => string
  money: (amount: number, qualifier: Amounts['qualifier']) => string
  /** A bare number of an axis. */
  number: (value: number) => string
  billion: string
  million: string
  /** Names of both amounts of a programme. */
  amounts: (programme: Programme) => Record<AmountColumn, string>
  period: (code: string) => string
  shortPeriod: (code: string) => string
  capitalize: (text: string) => string
  /** Name of a line, and what it projects. */
  series: (name: string, projection: FigureStatus | null) => string
  overTime: (facts: { units: readonly string[]; from: string; to: string; measure: string }) => string
  acrossUnits: (facts: { period: string; measure: string }) => string
  fundingTitle: (programme: string) => string
  funding: (facts: FundingSubtitle) => string
  project: (code: string, name: string) => string
  /** Name of a source beside a picture. */
  source: (document: SourceDocument) => string
  /** `secondHand`: one of those that are not named is known at second hand only. */
  sources: (named: readonly string[], more: number, secondHand: boolean) => string
  standing: (day: string) => string
  breakNote: (period: string) => string
  /** Where there are more places than a chart has room for. */
  leftOut: (shown: number, all: number) => string
  disagreement: (places: readonly string[]) => string
  change: (facts: ChangeFacts) => string
  /** The highest or lowest value on the way, where it is neither the first nor the last. */
  between: (facts: { text: string; period: string; highest: boolean }) => string
  /** What was reached at a moment that is not compared. */
  later: (facts: { text: string; period: string }) => string
  projected: (facts: ProjectedFacts) => string
  extremes: (facts: { title: string; period: string; most: NamedText; least: NamedText }) => string
  funded: (facts: FundedFacts) => string
  largest: (facts: NamedText & { column: string }) => string
  sampleMark: string
}

export interface NamedText {
  name: string
  text: string
}

export interface ChangeFacts {
  title: string
  unit: string
  /** Below zero where the later value is smaller. */
  direction: number
  first: { text: string; period: string }
  last: { text: string; period: string }
}

export interface ProjectedFacts {
  unit: string
  text: string
  period: string
  status: FigureStatus
}

/** Both amounts of all that a table of money speaks of. */
export interface FundedFacts {
  period: string
  names: Readonly<Record<AmountColumn, string>>
  allocated: string | null
  disbursed: string | null
  projection: boolean
}

export interface FundingSubtitle {
  whole: string
  period: string
  measure: string
  projection: boolean
  /** Names of the amounts that are drawn. */
  columns: readonly string[]
}
