import {
  FEW_ROWS,
  type ChartDescription,
  type ChartPoint,
  type ChartSeries,
  type ChartTick,
} from './rules.ts'
import { roomForValues, writeValues } from './value-rules.ts'

/** Colours and sizes of one place where a chart is drawn. */
export interface ChartTheme {
  ink: string
  muted: string
  rule: string
  paper: string
  /** Of the slots, in their order; used again where there are more slots. */
  colours: readonly string[]
  /** In place of them where all figures are samples. */
  sampleColours: readonly string[]
  fontFamily: string
  /** Pixels. */
  fontSize: number
  /** Code points on a line of a label beside a bar, and its lines. */
  labelWidth: number
  labelLines: number
}

/** Marks and dashes tell lines apart where colours do not. */
const POINT_STYLES = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'crossRot'] as const
const DASHES = [[], [10, 4], [2, 3], [12, 4, 2, 4], [6, 6], [1, 5]]
const PROJECTION_DASH = [4, 4]
/** Beside the first and the last label of a time axis, in years. */
const MARGIN = 0.35
/** Above the last tick, so that a value written over its point has room. */
const HEADROOM = 1.1
/** Of the size of other letters. */
export const SMALL_LABELS = 0.85
/** Of a bar that stands behind what was spent, as two hexadecimal digits of opacity. */
const PALE = '38'

/** The configuration of Chart.js; the browser and the server draw with the same one. */
export function toChartJs(chart: ChartDescription, theme: ChartTheme) {
  const lying = chart.kind === 'bars'
  const { fontSize } = theme
  const places = placeAxis(chart, theme)
  const values = valueAxis(chart, theme)
  return {
    type: chart.kind === 'line' ? ('line' as const) : ('bar' as const),
    data: { datasets: chart.series.map((series) => toDataset(chart, series, theme)) },
    options: {
      animation: false as const,
      maintainAspectRatio: false,
      indexAxis: lying ? ('y' as const) : ('x' as const),
      interaction: { mode: 'nearest' as const, intersect: false },
      // Room for the values that are written to the right of their bars and lines.
      layout: { padding: { right: roomForValues(chart, theme) } },
      scales: lying ? { x: values, y: places } : { x: places, y: values },
      plugins: {
        legend: {
          display: chart.series.length > 1,
          align: 'start' as const,
          labels: {
            usePointStyle: true,
            color: theme.ink,
            font: fontOf(theme),
            boxHeight: fontSize * 0.6,
            padding: fontSize,
          },
        },
        tooltip: {
          displayColors: false,
          backgroundColor: theme.ink,
          titleColor: theme.paper,
          bodyColor: theme.paper,
          titleFont: fontOf(theme),
          bodyFont: fontOf(theme),
          callbacks: {
            title: ([item]: readonly { raw: unknown }[]) => labelAt(chart, (item?.raw as Plotted).at),
            label: ({ raw, dataset }: { raw: unknown; dataset: { label?: string } }) =>
              `${dataset.label ?? ''}: ${(raw as Plotted).text}`,
          },
        },
      },
    },
    plugins: [writeValues(chart, theme)],
  }
}

/** A point as it is handed to Chart.js. */
interface Plotted extends ChartPoint {
  x: number | string
  y: number | string
}

const fontOf = ({ fontFamily, fontSize }: ChartTheme) => ({ family: fontFamily, size: fontSize })

const labelAt = (chart: ChartDescription, place: number): string =>
  chart.labels.find(({ at }) => at === place)?.text ?? ''

interface Axis {
  ticks: { value: number }[]
  min: number
  max: number
  /** Pixels that there are for it. */
  maxWidth: number
}

function valueAxis(chart: ChartDescription, theme: ChartTheme) {
  const max = endOfValues(chart)
  return {
    type: 'linear' as const,
    min: 0,
    max,
    border: { display: false },
    grid: { color: theme.rule, drawTicks: false },
    ticks: {
      color: theme.muted,
      font: fontOf(theme),
      padding: 8,
      maxRotation: 0,
      callback: (value: number | string) => chart.ticks.find((tick) => tick.value === value)?.text ?? '',
    },
    afterBuildTicks: (axis: Axis) => {
      const ticks = chart.ticks.filter(({ value }) => value <= max)
      const every = chart.kind === 'bars' ? everyTick(ticks, axis.maxWidth / max, theme) : 1
      axis.ticks = ticks.filter((_, at) => at % every === 0).map(({ value }) => ({ value }))
    },
  }
}

/** Width of a digit, as a part of its size. */
const DIGIT = 0.62

/** 1 where every tick can be written without touching the next, 2 where every other can. @param scale pixels of 1 */
function everyTick(ticks: readonly ChartTick[], scale: number, { fontSize }: ChartTheme): number {
  const widest = Math.max(0, ...ticks.map(({ text }) => text.length)) * fontSize * DIGIT + fontSize
  const apart = ((ticks[1]?.value ?? 0) - (ticks[0]?.value ?? 0)) * scale
  return apart > 0 ? Math.ceil(widest / apart) : 1
}

/** Lying bars end with the longest, so that none of a phone's width is lost; others leave room above the last tick. */
function endOfValues({ kind, ticks, series }: ChartDescription): number {
  const last = ticks.at(-1)?.value ?? 1
  if (kind !== 'bars') return last * HEADROOM
  const longest = Math.max(0, ...series.flatMap(({ points }) => points.map((point) => point?.value ?? 0)))
  return longest > 0 ? longest : last
}

function placeAxis(chart: ChartDescription, theme: ChartTheme) {
  const style = { border: { color: theme.muted }, grid: { display: false } }
  const small = chart.kind === 'bars' && chart.labels.length > FEW_ROWS ? SMALL_LABELS : 1
  const font = { ...fontOf(theme), size: theme.fontSize * small }
  const ticks = { color: theme.ink, font, maxRotation: 0, autoSkip: false }
  if (chart.kind !== 'line') {
    const labels = chart.labels.map(({ text }) => wrap(text, theme.labelWidth, theme.labelLines))
    const callback = (value: number | string) => labels[Number(value)] ?? ''
    return {
      ...style,
      type: 'category' as const,
      labels: chart.labels.map(({ at }) => String(at)),
      stacked: true,
      ticks: { ...ticks, callback },
    }
  }
  const [first, last] = [chart.labels[0]?.at ?? 0, chart.labels.at(-1)?.at ?? 0]
  return {
    ...style,
    type: 'linear' as const,
    min: first - MARGIN,
    max: last + MARGIN,
    ticks: { ...ticks, callback: (value: number | string) => labelAt(chart, Number(value)) },
    afterBuildTicks: (axis: Axis) => {
      axis.ticks = apart(
        chart.labels.map(({ at }) => at),
        (theme.fontSize * 3.6 * (axis.max - axis.min)) / Math.max(1, axis.maxWidth),
      ).map((value) => ({ value }))
    },
  }
}

/** Those of a time axis that can be written without touching: the newest first, whole years before parts of them. */
function apart(places: readonly number[], distance: number): number[] {
  const kept: number[] = []
  const newestFirst = [...new Set(places)].toSorted((a, b) => b - a)
  for (const place of [...newestFirst.filter(Number.isInteger), ...newestFirst]) {
    if (kept.every((other) => Math.abs(other - place) >= distance)) kept.push(place)
  }
  return kept.toSorted((a, b) => a - b)
}

function toDataset(chart: ChartDescription, series: ChartSeries, theme: ChartTheme) {
  const palette = chart.sampleMark === null ? theme.colours : theme.sampleColours
  const colour = palette[series.slot % palette.length] ?? theme.ink
  const hollow = series.role === 'projection'
  const at = series.slot % POINT_STYLES.length
  const plotted = (point: ChartPoint): Plotted => {
    const place = chart.kind === 'line' ? point.at : String(point.at)
    return chart.kind === 'bars'
      ? { ...point, x: point.value, y: place }
      : { ...point, x: place, y: point.value }
  }
  return {
    label: series.name,
    // A gap is a point without a value.
    data: series.points.map((point) => (point === null ? { x: NaN, y: NaN } : plotted(point))),
    borderColor: colour,
    borderDash: hollow ? PROJECTION_DASH : (DASHES[at] ?? []),
    borderWidth: chart.kind === 'line' ? 3 : 1.5,
    backgroundColor: hollow ? theme.paper : series.role === 'allocated' ? `${colour}${PALE}` : colour,
    pointStyle: POINT_STYLES[at] ?? 'circle',
    pointRadius: theme.fontSize / 3,
    pointHoverRadius: theme.fontSize / 2.4,
    pointBorderWidth: 2.5,
    pointBackgroundColor: hollow ? theme.paper : colour,
    spanGaps: false,
    // What was reached and what is planned share a place, and only one of them is there.
    stack: `${series.slot}${series.role === 'allocated' ? ' allocated' : ''}`,
    categoryPercentage: 0.78,
    barPercentage: 0.9,
    maxBarThickness: theme.fontSize * 3,
  }
}

/** Breaks a label between words; what does not fit into the lines ends in an ellipsis. */
export function wrap(text: string, width: number, lines: number): string[] {
  const fits = (line: string): boolean => [...line].length <= width
  const wrapped: string[] = []
  for (const word of text.split(' ')) {
    const last = wrapped.at(-1)
    if (last !== undefined && fits(`${last} ${word}`)) wrapped[wrapped.length - 1] = `${last} ${word}`
    else wrapped.push(word)
  }
  if (wrapped.length <= lines) return wrapped
  let last = wrapped[lines - 1] ?? ''
  while (!fits(`${last} …`) && last.includes(' ')) last = last.slice(0, last.lastIndexOf(' '))
  return [...wrapped.slice(0, lines - 1), `${last} …`]
}
