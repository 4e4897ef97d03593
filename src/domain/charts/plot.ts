import type { SKRSContext2D } from '@napi-rs/canvas'
import type { ChartConfiguration } from 'chart.js'
import { loadCanvas, loadChartClass } from './canvas.ts'
import { toChartJs, type ChartTheme } from './drawing-rules.ts'
import { FAMILY } from './lettering.ts'
import type { ChartDescription } from './rules.ts'

/** Ink on paper, as pictures have it whatever the reader's colours are. */
export const PICTURE_THEME: ChartTheme = {
  ink: '#16191d',
  muted: '#525a64',
  rule: '#dfe3e8',
  paper: '#ffffff',
  colours: ['#1b3f73', '#b4531a', '#2c7a5b', '#7a3b8f', '#8a6d00', '#3d7ea6'],
  sampleColours: ['#a0681f', '#7d4400', '#c49a4f', '#5c4a2f', '#b98a6a', '#8d7b52'],
  fontFamily: FAMILY,
  fontSize: 18,
  labelWidth: 34,
  labelLines: 2,
}

export const SAMPLE_INK = '#7d4400'
export const SAMPLE_WASH = '#fff0d4'

/**
 * Draws axes, lines and bars of a chart into a box of a picture.
 * @param sharpness pixels of the picture for one of the box, so that what is enlarged is not blurred
 */
export async function drawPlot(
  ctx: SKRSContext2D,
  chart: ChartDescription,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  theme: ChartTheme = PICTURE_THEME,
  sharpness = 1,
): Promise<void> {
  const { createCanvas } = await loadCanvas()
  const Chart = await loadChartClass()
  const canvas = createCanvas(width, height)
  const { options, ...config } = toChartJs(chart, theme)
  const full = { ...config, options: { ...options, responsive: false, devicePixelRatio: sharpness } }
  const drawn = new Chart(
    canvas.getContext('2d') as unknown as CanvasRenderingContext2D,
    full as unknown as ChartConfiguration,
  )
  ctx.drawImage(canvas, x, y, width, height)
  drawn.destroy()
}
