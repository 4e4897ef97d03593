import type { SKRSContext2D } from '@napi-rs/canvas'
import { SMALL_LABELS, wrap, type ChartTheme } from './drawing-rules.ts'
import { encodeIndexed } from './indexed-png.ts'
import { measure, prepareLetters, write as writeLine, type Letters } from './lettering.ts'
import { drawPlot, PICTURE_THEME, SAMPLE_INK, SAMPLE_WASH } from './plot.ts'
import { FEW_ROWS, PHONE_WIDTH, phoneRatio, type ChartDescription, type PictureWidth } from './rules.ts'
import { roomForValues } from './value-rules.ts'

export const PICTURE = { width: 1200, height: 630 } as const

const { ink: INK, muted: MUTED, paper: PAPER } = PICTURE_THEME

/** On thin letters less shows; more adds bytes that nobody sees. Here a larger number is a smaller picture. */
const AVIF = { quality: 55, speed: 8 } as const
/** Its letters are larger and its readers pay for each byte; at this size the quick way makes smaller files too. */
const PHONE_AVIF = { quality: 70, speed: 10 } as const

/** Letters of one kind of text, its distance from line to line, and how many lines it may take. */
interface Text {
  size: number
  line: number
  lines: number
}

/** Where things stand in a picture; all lengths in units of its own, `width` of them from side to side. */
interface Layout {
  width: number
  height: number
  margin: number
  /** The mark of samples: no picture is without it, wherever it ends up. */
  band: Text
  /** Above and below the plot. */
  gap: number
  /** What a picture says that stands alone; on a page it is said in words about the picture. */
  words: { title: Text; subtitle: Text; small: Text } | null
  theme: ChartTheme
}

const WIDE: Layout = {
  ...PICTURE,
  margin: 48,
  band: { size: 20, line: 44, lines: 1 },
  gap: 30,
  words: {
    title: { size: 34, line: 44, lines: 2 },
    subtitle: { size: 20, line: 30, lines: 2 },
    small: { size: 16, line: 23, lines: 2 },
  },
  theme: PICTURE_THEME,
}

/** Of a label's letters, on average, of their size; between a label and its bar, units. */
const LETTER = 0.6
const BEFORE_BAR = 11
const SHORTEST_LABEL = 8

/** As wide as it is shown on a phone, so that a unit is about a pixel of the page: no letter is below 11 of them. */
export function phoneLayout(chart: ChartDescription): Layout {
  const [width, margin, fontSize] = [340, 8, 13.5]
  const theme = { ...PICTURE_THEME, fontSize }
  // Chart.js gives labels half of what values leave and cuts off what is wider.
  const room = (width - 2 * margin - roomForValues(chart, theme)) / 2 - BEFORE_BAR
  const letter = LETTER * fontSize * (chart.labels.length > FEW_ROWS ? SMALL_LABELS : 1)
  // Beside two bars there is height for a third line, beside one there is width.
  const [widest, labelLines] = chart.series.length > 1 ? [14, 3] : [17, 2]
  const labelWidth = Math.max(SHORTEST_LABEL, Math.min(widest, Math.floor(room / letter)))
  return {
    width,
    height: Math.round(width * phoneRatio(chart)),
    margin,
    band: { size: 12, line: 26, lines: 2 },
    gap: 8,
    words: null,
    theme: { ...theme, labelWidth, labelLines },
  }
}

/**
 * Draws a chart: alone, with title, source, day and permanent address, or laid out for the page on a phone.
 * @param width in pixels; the height follows from it
 */
export async function drawPicture(
  chart: ChartDescription,
  siteName: string,
  { format, width }: { format: 'png' | 'avif'; width: PictureWidth } = { format: 'png', width: 1200 },
): Promise<Buffer> {
  const { createCanvas } = await prepareLetters()
  const layout = width === PHONE_WIDTH ? phoneLayout(chart) : WIDE
  const scale = width / layout.width
  const canvas = createCanvas(width, Math.round(layout.height * scale))
  const ctx = canvas.getContext('2d')
  ctx.scale(scale, scale)
  ctx.fillStyle = PAPER
  ctx.fillRect(0, 0, layout.width, layout.height)
  const top = drawHead(ctx, chart, layout, siteName)
  const bottom = drawFoot(ctx, chart, layout)
  const plot = { x: layout.margin, y: top, width: layout.width - 2 * layout.margin, height: bottom - top }
  await drawPlot(ctx, chart, plot, layout.theme, Math.max(1, scale))
  if (format === 'avif') return canvas.encode('avif', width === PHONE_WIDTH ? PHONE_AVIF : AVIF)
  return encodeIndexed(ctx.getImageData(0, 0, canvas.width, canvas.height))
}

/** @returns where the plot begins */
function drawHead(ctx: SKRSContext2D, chart: ChartDescription, layout: Layout, siteName: string): number {
  const { width, margin: x, words, gap } = layout
  const under = chart.sampleMark === null ? 0 : drawBand(ctx, chart.sampleMark, layout)
  if (words === null) return under + gap
  const { title, subtitle, small } = words
  let y = Math.max(0, under - 14)
  ctx.textAlign = 'right'
  write(ctx, siteName, { x: width - x, y: y + 34, size: small.size, weight: 400, colour: MUTED })
  ctx.textAlign = 'left'
  for (const line of fit(ctx, chart.title, { size: title.size, weight: 600 }, title, layout))
    write(ctx, line, { x, y: (y += title.line) + 12, size: title.size, weight: 600, colour: INK })
  for (const line of fit(ctx, chart.subtitle, { size: subtitle.size, weight: 400 }, subtitle, layout))
    write(ctx, line, { x, y: (y += subtitle.line) + 14, size: subtitle.size, weight: 400, colour: MUTED })
  return y + 6 + gap
}

/** @returns where it ends */
function drawBand(ctx: SKRSContext2D, mark: string, layout: Layout): number {
  const { width, margin: x, band } = layout
  const letters = { size: band.size, weight: 600 } as const
  const lines = fit(ctx, mark.toLocaleUpperCase('vi'), letters, band, layout)
  const lineHeight = band.size * 1.3
  const height = band.line + (lines.length - 1) * lineHeight
  ctx.fillStyle = SAMPLE_WASH
  ctx.fillRect(0, 0, width, height)
  for (const [at, line] of lines.entries())
    write(ctx, line, { x, y: band.line * 0.68 + at * lineHeight, ...letters, colour: SAMPLE_INK })
  return height
}

/** @returns where the plot ends */
function drawFoot(ctx: SKRSContext2D, chart: ChartDescription, layout: Layout): number {
  const { width, height, margin: x, words, gap } = layout
  if (words === null) return height - gap
  const { small } = words
  const style = { size: small.size, weight: 400, colour: MUTED } as const
  const lines = [
    ...chart.notes.flatMap((note) => fit(ctx, note, style, small, layout)),
    ...fit(ctx, `${chart.source}. ${chart.standing}.`, style, small, layout),
  ]
  const addressAt = height - 26
  const top = addressAt - 30 - (lines.length - 1) * small.line
  for (const [at, line] of lines.entries()) write(ctx, line, { x, ...style, y: top + at * small.line })
  const room = width - 2 * x
  const narrow = Math.min(1, room / measure(ctx, chart.address, { size: small.size, weight: 600 }))
  write(ctx, chart.address, { x, y: addressAt, size: small.size * narrow, weight: 600, colour: INK })
  return top - gap
}

type Style = Parameters<typeof writeLine>[2]

function write(ctx: SKRSContext2D, text: string, { x, y, size, weight, colour }: Style): void {
  writeLine(ctx, text, { x, y, size, weight, colour })
}

/** Breaks a text into lines of the width of the picture. */
function fit(
  ctx: SKRSContext2D,
  text: string,
  letters: Letters,
  { lines }: Text,
  { width, margin }: Layout,
): string[] {
  const perCharacter = measure(ctx, text, letters) / Math.max(1, [...text].length)
  return wrap(text, Math.floor((width - 2 * margin) / perCharacter), lines)
}
