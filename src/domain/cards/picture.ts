import type { SKRSContext2D } from '@napi-rs/canvas'
import { encodeIndexed } from '../charts/indexed-png.ts'
import { measure, prepareLetters, write, type Letters } from '../charts/lettering.ts'
import { PICTURE } from '../charts/picture.ts'
import { drawPlot, PICTURE_THEME, SAMPLE_INK, SAMPLE_WASH } from '../charts/plot.ts'
import type { ShareCard } from './rules.ts'
import { cutAfter, isTorn, wrapTitle } from './wrap-rules.ts'

const { width: WIDTH, height: HEIGHT } = PICTURE
const MARGIN = 64
const ROOM = WIDTH - 2 * MARGIN
const BAND = 20
const SAMPLE_BAND = 56
const FOOT = 84
const ACCENT = '#1b3f73'
const { ink: INK, muted: MUTED, rule: RULE, paper: PAPER } = PICTURE_THEME
/** Read at a third of this size, in a list of messages. */
const THEME = { ...PICTURE_THEME, fontSize: 23, labelWidth: 30 }
/** Of titles: the largest of which they need no more than these lines. */
const TITLE_SIZES = [
  { size: 84, lines: 1 },
  { size: 68, lines: 2 },
  { size: 58, lines: 3 },
  { size: 50, lines: 4 },
  { size: 42, lines: 4 },
] as const
const LINE = 1.28
/** Of the number: line height, the largest size in several lines, and the smallest. */
const NUMBER_LINE = 1.12
const BROKEN_NUMBER = 60
const SMALLEST_NUMBER = 36
/** Pixels from line to line of its label. */
const LABEL_LINE = 41

/** Draws a card as a PNG. @param host where the page stands, as printed */
export async function drawCard(card: ShareCard, host: string): Promise<Buffer> {
  const { createCanvas } = await prepareLetters()
  const ctx = createCanvas(WIDTH, HEIGHT).getContext('2d')
  ctx.fillStyle = PAPER
  ctx.fillRect(0, 0, WIDTH, HEIGHT)
  drawBand(ctx)
  const bottom = drawFoot(ctx, card, host)
  const top = drawHead(ctx, card)
  await drawContent(ctx, card, top, bottom)
  return encodeIndexed(ctx.getImageData(0, 0, WIDTH, HEIGHT))
}

/** The woven edge of the site's head. */
function drawBand(ctx: SKRSContext2D): void {
  ctx.fillStyle = ACCENT
  ctx.fillRect(0, 0, WIDTH, BAND)
  const step = 2 * BAND
  const diamond = (x: number, half: number): void => {
    ctx.beginPath()
    ctx.moveTo(x, BAND / 2 - half * 0.65)
    ctx.lineTo(x + half, BAND / 2)
    ctx.lineTo(x, BAND / 2 + half * 0.65)
    ctx.lineTo(x - half, BAND / 2)
    ctx.fill()
  }
  for (let x = BAND; x < WIDTH; x += step) {
    ctx.fillStyle = PAPER
    diamond(x, 11)
    diamond(x - BAND, 5)
    ctx.fillStyle = ACCENT
    diamond(x, 4)
  }
}

/** @returns where the title begins */
function drawHead(ctx: SKRSContext2D, { kicker, sampleMark }: ShareCard): number {
  let y = BAND
  if (sampleMark !== null) {
    ctx.fillStyle = SAMPLE_WASH
    ctx.fillRect(0, BAND, WIDTH, SAMPLE_BAND)
    const letters = { size: 27, weight: 600 } as const
    const mark = sampleMark.toLocaleUpperCase('vi')
    write(ctx, mark, { ...letters, x: MARGIN, y: y + 38, colour: SAMPLE_INK })
    y += SAMPLE_BAND - 10
  }
  write(ctx, kicker, { size: 28, weight: 600, x: MARGIN, y: y + 58, colour: ACCENT })
  return y + 74
}

/** @returns where the content ends */
function drawFoot(ctx: SKRSContext2D, { siteName, source }: ShareCard, host: string): number {
  const top = HEIGHT - FOOT
  ctx.fillStyle = RULE
  ctx.fillRect(MARGIN, top, ROOM, 2)
  const small = { size: 24, weight: 400 } as const
  const printed = measure(ctx, host, small) < ROOM / 3 ? host : ''
  write(ctx, siteName, { size: 27, weight: 600, x: MARGIN, y: top + 50, colour: ACCENT })
  write(ctx, printed, {
    ...small,
    x: WIDTH - MARGIN - measure(ctx, printed, small),
    y: top + 50,
    colour: MUTED,
  })
  if (source === null) return top - 24
  write(ctx, oneLine(ctx, source, small, ROOM), { ...small, x: MARGIN, y: top - 20, colour: MUTED })
  return top - 54
}

async function drawContent(ctx: SKRSContext2D, card: ShareCard, top: number, bottom: number): Promise<void> {
  const { chart, figure, text } = card
  const y = drawTitle(ctx, card.title, top, TITLE_SIZES.slice(chart === null ? (figure === null ? 0 : 1) : 3))
  if (chart !== null) {
    const left = figure === null ? 0 : 350
    if (figure !== null) drawFigure(ctx, figure, { y: y + 24, width: left - 30, bottom, size: 84 })
    await drawPlot(
      ctx,
      chart,
      { x: MARGIN + left, y: y + 20, width: ROOM - left, height: bottom - y - 20 },
      THEME,
    )
  } else if (figure !== null) drawFigure(ctx, figure, { y: y + 24, width: ROOM, bottom, size: 124 })
  else if (text !== null) drawText(ctx, text, y + 22, bottom)
}

/** @returns where it ends */
function drawTitle(
  ctx: SKRSContext2D,
  title: string,
  top: number,
  sizes: readonly { size: number; lines: number }[],
): number {
  const settings = sizes.map(({ size, lines }) => {
    const widthOf = (text: string): number => measure(ctx, text, { size, weight: 600 })
    return { size, most: lines, widthOf, lines: wrapTitle(title, ROOM, widthOf) }
  })
  const fitting = settings.filter(({ lines, most }) => lines.length <= most)
  // One size smaller rather than a name in two.
  const chosen = fitting.slice(0, 2).find(({ lines }) => !isTorn(lines)) ?? fitting[0] ?? settings.at(-1)
  if (chosen === undefined) return top
  const { size, most, widthOf } = chosen
  let y = top
  for (const line of cutAfter(chosen.lines, most, ROOM, widthOf)) {
    y += size * LINE
    write(ctx, line, { size, weight: 600, x: MARGIN, y: y - size * 0.18, colour: INK })
  }
  return y
}

/** The number as large as there is room for it and for the label below; it is broken rather than made small. */
function drawFigure(
  ctx: SKRSContext2D,
  { value, label }: NonNullable<ShareCard['figure']>,
  { y, width, bottom, size }: { y: number; width: number; bottom: number; size: number },
): void {
  const small = { size: 29, weight: 400 } as const
  const words = wrapTitle(label, width, (text) => measure(ctx, text, small))
  const room = Math.max(SMALLEST_NUMBER * NUMBER_LINE, bottom - y - Math.min(words.length, 4) * LABEL_LINE)
  let fitted = size
  let lines: string[] = []
  for (; fitted >= SMALLEST_NUMBER; fitted -= 6) {
    const widthOf = (text: string): number => measure(ctx, text, { size: fitted, weight: 600 })
    lines = wrapTitle(value, width, widthOf)
    const wide = lines.some((line) => widthOf(line) > width)
    if (
      !wide &&
      lines.length * fitted * NUMBER_LINE <= room &&
      (lines.length === 1 || fitted <= BROKEN_NUMBER)
    )
      break
  }
  let at = y
  for (const line of lines.slice(0, Math.max(1, Math.floor(room / (fitted * NUMBER_LINE))))) {
    at += fitted * NUMBER_LINE
    write(ctx, line, { size: fitted, weight: 600, x: MARGIN, y: at - fitted * 0.12, colour: ACCENT })
  }
  for (const line of words.slice(0, Math.max(0, Math.floor((bottom - at) / LABEL_LINE))))
    write(ctx, line, { ...small, x: MARGIN, y: (at += LABEL_LINE), colour: INK })
}

function drawText(ctx: SKRSContext2D, text: string, y: number, bottom: number): void {
  const letters = { size: 31, weight: 400 } as const
  const height = 46
  const most = Math.floor((bottom - y) / height)
  if (most < 1) return
  const widthOf = (part: string): number => measure(ctx, part, letters)
  const lines = cutAfter(wrapTitle(text, ROOM, widthOf), Math.min(4, most), ROOM, widthOf)
  for (const [at, line] of lines.entries())
    write(ctx, line, { ...letters, x: MARGIN, y: y + (at + 1) * height - 10, colour: MUTED })
}

function oneLine(ctx: SKRSContext2D, text: string, letters: Letters, width: number): string {
  const widthOf = (part: string): number => measure(ctx, part, letters)
  return cutAfter(wrapTitle(text, width, widthOf), 1, width, widthOf)[0] ?? ''
}
