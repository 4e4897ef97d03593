import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadCanvas } from '../charts/canvas.ts'
import type { Cover } from './rules.ts'

/** Pictures are served from this folder beside the office's, relative to where the site is started. */
export const PUBLIC_DIR = 'public'
const AVIF = { quality: 50, speed: 8 } as const
const VERSION_LENGTH = 12

/** What tells one state of a file from another, in an address. */
export function versionOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, VERSION_LENGTH)
}

/** The picture of an article as AVIF, that many pixels wide. */
export async function shrinkCover(cover: Cover, width: number, publicDir = PUBLIC_DIR): Promise<Buffer> {
  const { createCanvas, loadImage } = await loadCanvas()
  const picture = await loadImage(await readFile(join(publicDir, cover.src)))
  const canvas = createCanvas(width, Math.round((picture.height * width) / picture.width))
  const ctx = canvas.getContext('2d')
  ctx.imageSmoothingQuality = 'high'
  ctx.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas.encode('avif', AVIF)
}
