import { createRequire } from 'node:module'
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas'
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
  type ChartConfiguration,
} from 'chart.js'
import { toChartJs, wrap, type ChartTheme } from './drawing-rules.ts'
import { encodeIndexed } from './indexed-png.ts'
import type { ChartDescription } from './rules.ts'

export const PICTURE = { width: 1200, height: 630 } as const

const MARGIN = 48
const SAMPLE_BAND = 44
const INK = '#16191d'
const MUTED = '#525a64'
const SAMPLE_INK = '#7d4400'
const SAMPLE_WASH = '#fff0d4'
/** The letters of the typeface lie in three files; each is a family of its own, and they are tried in turn. */
const SUBSETS = ['latin', 'vietnamese', 'latin-ext'] as const
const WEIGHTS = [400, 600] as const
const FAMILY = SUBSETS.map((subset) => `"Be Vietnam Pro ${subset}"`).join(', ')

const THEME: ChartTheme = {
  ink: INK,
  muted: MUTED,
  rule: '#dfe3e8',
  paper: '#ffffff',
  colours: ['#1b3f73', '#b4531a', '#2c7a5b', '#7a3b8f', '#8a6d00', '#3d7ea6'],
  sampleColours: ['#a0681f', '#7d4400', '#c49a4f', '#5c4a2f', '#b98a6a', '#8d7b52'],
  fontFamily: FAMILY,
  fontSize: 18,
  labelWidth: 34,
  labelLines: 2,
}

let prepared = false

function prepare(): void {
  if (prepared) return
  const { resolve } = createRequire(import.meta.url)
  for (const subset of SUBSETS) {
    for (const weight of WEIGHTS) {
      const file = resolve(`@fontsource/be-vietnam-pro/files/be-vietnam-pro-${subset}-${weight}-normal.woff2`)
      if (GlobalFonts.registerFromPath(file, `Be Vietnam Pro ${subset}`) === null)
        throw new Error(`The letters of chart pictures cannot be read: ${file}`)
    }
  }
  Chart.register(
    ...[BarController, BarElement, CategoryScale, Legend],
    ...[LinearScale, LineController, LineElement, PointElement],
  )
  prepared = true
}

/** Draws a chart as a PNG that can stand alone: with title, source, day and permanent address. */
export async function drawPicture(chart: ChartDescription, siteName: string): Promise<Buffer> {
  prepare()
  const { width, height } = PICTURE
  const canvas = createCanvas(width, height)
  const ctx = canvas.getContext('2d')
  ctx.fillStyle = THEME.paper
  ctx.fillRect(0, 0, width, height)
  const top = drawHead(ctx, chart, siteName)
  const bottom = drawFoot(ctx, chart)
  drawPlot(ctx, chart, top, bottom - top)
  return encodeIndexed(ctx.getImageData(0, 0, width, height))
}

function drawPlot(ctx: SKRSContext2D, chart: ChartDescription, top: number, height: number): void {
  const canvas = createCanvas(PICTURE.width - 2 * MARGIN, height)
  const { options, ...config } = toChartJs(chart, THEME)
  const full = { ...config, options: { ...options, responsive: false, devicePixelRatio: 1 } }
  const drawn = new Chart(
    canvas.getContext('2d') as unknown as CanvasRenderingContext2D,
    full as unknown as ChartConfiguration,
  )
  ctx.drawImage(canvas, MARGIN, top)
  drawn.destroy()
}

/** @returns where the plot begins */
function drawHead(ctx: SKRSContext2D, chart: ChartDescription, siteName: string): number {
  let y = 0
  if (chart.sampleMark !== null) {
    ctx.fillStyle = SAMPLE_WASH
    ctx.fillRect(0, 0, PICTURE.width, SAMPLE_BAND)
    write(ctx, chart.sampleMark.toLocaleUpperCase('vi'), { y: 30, size: 20, weight: 600, colour: SAMPLE_INK })
    y = SAMPLE_BAND - 14
  }
  ctx.textAlign = 'right'
  write(ctx, siteName, { x: PICTURE.width - MARGIN, y: y + 34, size: 16, weight: 400, colour: MUTED })
  ctx.textAlign = 'left'
  for (const line of fit(ctx, chart.title, 34, 600, 2))
    write(ctx, line, { y: (y += 44) + 12, size: 34, weight: 600, colour: INK })
  for (const line of fit(ctx, chart.subtitle, 20, 400, 2))
    write(ctx, line, { y: (y += 30) + 14, size: 20, weight: 400, colour: MUTED })
  return y + 36
}

/** @returns where the plot ends */
function drawFoot(ctx: SKRSContext2D, chart: ChartDescription): number {
  const small = { size: 16, weight: 400, colour: MUTED } as const
  const lines = [
    ...chart.notes.flatMap((note) => fit(ctx, note, small.size, small.weight, 2)),
    ...fit(ctx, `${chart.source}. ${chart.standing}.`, small.size, small.weight, 2),
  ]
  const addressAt = PICTURE.height - 26
  const top = addressAt - 30 - (lines.length - 1) * 23
  for (const [at, line] of lines.entries()) write(ctx, line, { ...small, y: top + at * 23 })
  ctx.font = `600 ${small.size}px ${FAMILY}`
  const narrow = Math.min(1, (PICTURE.width - 2 * MARGIN) / ctx.measureText(chart.address).width)
  write(ctx, chart.address, { y: addressAt, size: small.size * narrow, weight: 600, colour: INK })
  return top - 30
}

interface Style {
  x?: number
  y: number
  size: number
  weight: (typeof WEIGHTS)[number]
  colour: string
}

function write(ctx: SKRSContext2D, text: string, { x = MARGIN, y, size, weight, colour }: Style): void {
  ctx.font = `${weight} ${size}px ${FAMILY}`
  ctx.fillStyle = colour
  ctx.fillText(text, x, y)
}

/** Breaks a text into lines of the width of the picture. */
function fit(ctx: SKRSContext2D, text: string, size: number, weight: number, lines: number): string[] {
  ctx.font = `${weight} ${size}px ${FAMILY}`
  const perCharacter = ctx.measureText(text).width / Math.max(1, [...text].length)
  return wrap(text, Math.floor((PICTURE.width - 2 * MARGIN) / perCharacter), lines)
}
