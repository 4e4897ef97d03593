import { createRequire } from 'node:module'
import type { SKRSContext2D } from '@napi-rs/canvas'
import { loadCanvas } from './canvas.ts'

/** The letters of the typeface lie in three files; each is a family of its own, and they are tried in turn. */
const SUBSETS = ['latin', 'vietnamese', 'latin-ext'] as const
const WEIGHTS = [400, 600] as const

/** Be Vietnam Pro, as a canvas names it. */
export const FAMILY = SUBSETS.map((subset) => `"Be Vietnam Pro ${subset}"`).join(', ')

let prepared = false

/** Before the first letter is drawn. @throws Error where a file of the typeface cannot be read */
export async function prepareLetters(): ReturnType<typeof loadCanvas> {
  const canvas = await loadCanvas()
  if (prepared) return canvas
  const { GlobalFonts } = canvas
  const { resolve } = createRequire(import.meta.url)
  for (const subset of SUBSETS) {
    for (const weight of WEIGHTS) {
      const file = resolve(`@fontsource/be-vietnam-pro/files/be-vietnam-pro-${subset}-${weight}-normal.woff2`)
      if (GlobalFonts.registerFromPath(file, `Be Vietnam Pro ${subset}`) === null)
        throw new Error(`The letters of pictures cannot be read: ${file}`)
    }
  }
  prepared = true
  return canvas
}

export interface Letters {
  /** Pixels. */
  size: number
  weight: (typeof WEIGHTS)[number]
}

/** Pixels that a text takes. */
export function measure(ctx: SKRSContext2D, text: string, { size, weight }: Letters): number {
  ctx.font = `${weight} ${size}px ${FAMILY}`
  return ctx.measureText(text).width
}

/** Writes a line with its foot at `y`. */
export function write(
  ctx: SKRSContext2D,
  text: string,
  { x, y, colour, size, weight }: Letters & { x: number; y: number; colour: string },
): void {
  ctx.font = `${weight} ${size}px ${FAMILY}`
  ctx.fillStyle = colour
  ctx.fillText(text, x, y)
}
