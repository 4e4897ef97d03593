import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartConfiguration,
} from 'chart.js'
import { toChartJs, type ChartTheme } from '../../domain/charts/drawing-rules.ts'
import type { ChartDescription } from '../../domain/charts/rules.ts'

Chart.register(
  ...[BarController, BarElement, CategoryScale, Legend, LinearScale],
  ...[LineController, LineElement, PointElement, Tooltip],
)

const SLOTS = [1, 2, 3, 4, 5, 6]
/** On less than this there is room for short labels only. */
const NARROW_PX = 560
const ROW_PX = 44
const LEAST_PX = 300

/** Draws in the colours and letters of the page. @returns removes the drawing */
export function drawChart(canvas: HTMLCanvasElement, chart: ChartDescription): () => void {
  const frame = canvas.parentElement ?? canvas
  const rows = chart.kind === 'bars' ? chart.labels.length * Math.max(1, chart.series.length * 0.75) : 0
  frame.style.height = `${Math.max(LEAST_PX, rows * ROW_PX + ROW_PX)}px`
  const config = toChartJs(chart, themeOf(frame))
  const drawn = new Chart(canvas, config as unknown as ChartConfiguration)
  return () => drawn.destroy()
}

function themeOf(frame: HTMLElement): ChartTheme {
  const style = getComputedStyle(frame)
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim()
  const narrow = frame.clientWidth < NARROW_PX
  return {
    ink: colour('ink'),
    muted: colour('muted'),
    rule: colour('rule'),
    paper: colour('paper'),
    colours: SLOTS.map((slot) => colour(`chart-${slot}`)),
    sampleColours: SLOTS.map((slot) => colour(`chart-sample-${slot}`)),
    fontFamily: style.fontFamily,
    fontSize: narrow ? 12 : 14,
    labelWidth: narrow ? 14 : 34,
    labelLines: narrow ? 3 : 2,
  }
}
