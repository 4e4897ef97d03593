import type { SKRSContext2D } from '@napi-rs/canvas'
import { wrap } from './drawing-rules.ts'
import { encodeIndexed } from './indexed-png.ts'
import { measure, prepareLetters, write as writeLine, type Letters } from './lettering.ts'
import { drawPlot, PICTURE_THEME, SAMPLE_INK, SAMPLE_WASH } from './plot.ts'
import type { ChartDescription } from './rules.ts'

export const PICTURE = { width: 1200, height: 630 } as const

const MARGIN = 48
const SAMPLE_BAND = 44
const { ink: INK, muted: MUTED, paper: PAPER } = PICTURE_THEME

/** On thin letters less shows; more adds bytes that nobody sees. */
const AVIF = { quality: 55, speed: 8 } as const

/**
 * Draws a chart that can stand alone: with title, source, day and permanent address. As a PNG, or smaller for a page
 * as AVIF of that width in pixels.
 */
export async function drawPicture(
  chart: ChartDescription,
  siteName: string,
  avifWidth?: number,
): Promise<Buffer> {
  const { createCanvas } = await prepareLetters()
  const { width, height } = PICTURE
  const scale = (avifWidth ?? width) / width
  const canvas = createCanvas(width * scale, Math.round(height * scale))
  const ctx = canvas.getContext('2d')
  ctx.scale(scale, scale)
  ctx.fillStyle = PAPER
  ctx.fillRect(0, 0, width, height)
  const top = drawHead(ctx, chart, siteName)
  const bottom = drawFoot(ctx, chart)
  await drawPlot(ctx, chart, { x: MARGIN, y: top, width: width - 2 * MARGIN, height: bottom - top })
  if (avifWidth !== undefined) return canvas.encode('avif', AVIF)
  return encodeIndexed(ctx.getImageData(0, 0, width, height))
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
  for (const line of fit(ctx, chart.title, { size: 34, weight: 600 }, 2))
    write(ctx, line, { y: (y += 44) + 12, size: 34, weight: 600, colour: INK })
  for (const line of fit(ctx, chart.subtitle, { size: 20, weight: 400 }, 2))
    write(ctx, line, { y: (y += 30) + 14, size: 20, weight: 400, colour: MUTED })
  return y + 36
}

/** @returns where the plot ends */
function drawFoot(ctx: SKRSContext2D, chart: ChartDescription): number {
  const small = { size: 16, weight: 400, colour: MUTED } as const
  const lines = [
    ...chart.notes.flatMap((note) => fit(ctx, note, small, 2)),
    ...fit(ctx, `${chart.source}. ${chart.standing}.`, small, 2),
  ]
  const addressAt = PICTURE.height - 26
  const top = addressAt - 30 - (lines.length - 1) * 23
  for (const [at, line] of lines.entries()) write(ctx, line, { ...small, y: top + at * 23 })
  const room = PICTURE.width - 2 * MARGIN
  const narrow = Math.min(1, room / measure(ctx, chart.address, { size: small.size, weight: 600 }))
  write(ctx, chart.address, { y: addressAt, size: small.size * narrow, weight: 600, colour: INK })
  return top - 30
}

type Style = Omit<Parameters<typeof writeLine>[2], 'x'> & { x?: number }

function write(ctx: SKRSContext2D, text: string, { x = MARGIN, ...style }: Style): void {
  writeLine(ctx, text, { x, ...style })
}

/** Breaks a text into lines of the width of the picture. */
function fit(ctx: SKRSContext2D, text: string, letters: Letters, lines: number): string[] {
  const perCharacter = measure(ctx, text, letters) / Math.max(1, [...text].length)
  return wrap(text, Math.floor((PICTURE.width - 2 * MARGIN) / perCharacter), lines)
}
