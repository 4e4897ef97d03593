import type { ChartTheme } from './drawing-rules.ts'
import { placeLabels, type LabelledPoint } from './label-rules.ts'
import type { ChartDescription } from './rules.ts'

/** Height of a letter beside a bar, of the bar's own; never smaller than is legible. */
const LETTER_OF_BAR = 0.85
const SMALLEST_LETTER = 11

/** Several units, of which each has a line of its own. */
export const compared = (chart: ChartDescription): boolean =>
  chart.kind === 'line' && new Set(chart.series.map(({ slot }) => slot)).size > 1

/** The parts of a Chart.js chart that values are written on. */
interface Drawn {
  ctx: Pick<
    CanvasRenderingContext2D,
    | ('save' | 'restore' | 'fillText' | 'strokeText' | 'measureText')
    | ('font' | 'fillStyle' | 'strokeStyle' | 'lineWidth')
  > & {
    lineJoin: CanvasLineJoin
    textAlign: CanvasTextAlign
    textBaseline: CanvasTextBaseline
  }
  getDatasetMeta: (index: number) => { data: readonly DrawnPoint[] }
  /** Pixels. */
  width: number
  chartArea: { left: number; bottom: number }
}

/** Pixels; a lying bar has a height. */
interface DrawnPoint {
  x: number
  y: number
  height?: number
}

interface Written extends DrawnPoint {
  text: string
}

/** Writes each value at its point; where units are compared, that of each line's end alone. */
export function writeValues(chart: ChartDescription, theme: ChartTheme) {
  return {
    id: 'values',
    afterDatasetsDraw: (drawn: Drawn) => {
      const { ctx } = drawn
      const written = chart.series.flatMap(({ points }, index) => {
        const { data } = drawn.getDatasetMeta(index)
        return points.flatMap((point, at): Written[] => {
          const { x, y, height } = data[at] ?? {}
          if (point === null || x === undefined || y === undefined) return []
          if (compared(chart) && at < points.length - 1) return []
          return [{ x, y, text: point.text, ...(height !== undefined && { height }) }]
        })
      })
      ctx.save()
      ctx.fillStyle = theme.ink
      ctx.strokeStyle = theme.paper
      ctx.lineWidth = 4
      ctx.lineJoin = 'round'
      const beside = chart.kind === 'bars' || compared(chart)
      ctx.textAlign = beside ? 'left' : 'center'
      ctx.textBaseline = beside ? 'middle' : 'bottom'
      const lying = written.map(({ height }) => height ?? Infinity)
      const letter = Math.max(
        SMALLEST_LETTER,
        Math.min(theme.fontSize, ...lying.map((bar) => bar * LETTER_OF_BAR)),
      )
      ctx.font = `${letter}px ${theme.fontFamily}`
      const write = (text: string, x: number, y: number): void => {
        // A rim of paper, so that no line runs through a number.
        ctx.strokeText(text, x, y)
        ctx.fillText(text, x, y)
      }
      if (beside) {
        const placed = compared(chart) ? spread(written, letter) : written
        for (const { x, y, text } of placed) write(text, x + theme.fontSize * 0.6, y)
      } else if (chart.kind === 'line') {
        ctx.textAlign = 'left'
        ctx.textBaseline = 'middle'
        const { left, bottom } = drawn.chartArea
        const frame = { left, right: drawn.width, top: 0, bottom }
        const widthOf = (text: string): number => ctx.measureText(text).width
        for (const { text, x, y } of placeLabels(linesOf(chart, drawn), { letter, widthOf, frame }))
          write(text, x, y)
      } else {
        const width = (text: string): number => ctx.measureText(text).width
        for (const { x, y, text } of withoutOverlap(written, letter, width))
          write(text, x, y - theme.fontSize * 0.6)
      }
      ctx.restore()
    },
  }
}

/** Points that are joined, as they are drawn. */
function linesOf(chart: ChartDescription, drawn: Pick<Drawn, 'getDatasetMeta'>): LabelledPoint[][] {
  return chart.series.flatMap(({ points }, index) => {
    const { data } = drawn.getDatasetMeta(index)
    const lines: LabelledPoint[][] = [[]]
    for (const [at, point] of points.entries()) {
      const { x, y } = data[at] ?? {}
      if (point === null || x === undefined || y === undefined) lines.push([])
      else lines.at(-1)?.push({ x, y, text: point.text })
    }
    return lines.filter(({ length }) => length > 0)
  })
}

/** Leaves out texts that would lie upon another, the newest kept first. */
function withoutOverlap(
  texts: readonly Written[],
  height: number,
  widthOf: (text: string) => number,
): Written[] {
  const kept: Written[] = []
  for (const text of texts.toSorted((a, b) => b.x - a.x)) {
    const width = widthOf(text.text)
    const free = kept.every(
      (other) =>
        Math.abs(other.x - text.x) >= (width + widthOf(other.text)) / 2 ||
        Math.abs(other.y - text.y) >= height,
    )
    if (free) kept.push(text)
  }
  return kept
}

/** Moves texts that would lie upon each other down, from the top one on. */
function spread(texts: readonly Written[], height: number): Written[] {
  const placed: Written[] = []
  for (const text of texts.toSorted((a, b) => a.y - b.y)) {
    const above = placed.findLast(({ x }) => Math.abs(x - text.x) < height * 4)
    const y = above === undefined ? text.y : Math.max(text.y, above.y + height * 1.1)
    placed.push({ ...text, y })
  }
  return placed
}

/** Pixels that the longest value needs beside its point, as letters are wide on average. */
export function roomForValues(chart: ChartDescription, { fontSize }: ChartTheme): number {
  const points = chart.series.flatMap((series) => series.points).filter((point) => point !== null)
  const beside = chart.kind === 'bars' || compared(chart)
  const longest = beside ? Math.max(0, ...points.map(({ text }) => text.length)) : 0
  return fontSize * (longest * 0.55 + 1)
}
