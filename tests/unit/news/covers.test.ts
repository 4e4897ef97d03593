import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { coverSet, coverWidths } from '../../../src/domain/news/cover-rules.ts'
import { shrinkCover, versionOf } from '../../../src/domain/news/covers.ts'

const COVER = { src: '/cau-moi.png', alt: 'Cầu mới ở bản', width: 1000, height: 500, version: 'abc123' }

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'covers-'))
  const canvas = createCanvas(COVER.width, COVER.height)
  const ctx = canvas.getContext('2d')
  ctx.fillStyle = '#c00'
  ctx.fillRect(0, 0, COVER.width / 2, COVER.height)
  await writeFile(join(folder, 'cau-moi.png'), await canvas.encode('png'))
})
afterAll(() => rm(folder, { recursive: true }))

test('a picture is offered in the widths below its own, under addresses that change with the file', () => {
  expect(coverWidths(COVER)).toEqual([480, 800])
  expect(coverSet('cau-moi', COVER)).toBe(
    '/anh-bai/cau-moi/abc123-480.avif 480w, /anh-bai/cau-moi/abc123-800.avif 800w',
  )
})

test('a small picture, and one that was copied before there were versions, stand as they are', () => {
  expect(coverSet('cau-moi', { ...COVER, width: 479 })).toBeNull()
  expect(coverSet('cau-moi', { ...COVER, version: undefined })).toBeNull()
})

test('a smaller picture keeps its shape and what it shows', async () => {
  const picture = await shrinkCover(COVER, 480, folder)
  expect(picture.subarray(4, 12).toString('latin1')).toBe('ftypavif')
  const { width, height } = await loadImage(picture)
  expect([width, height]).toEqual([480, 240])
  const canvas = createCanvas(480, 240)
  const ctx = canvas.getContext('2d')
  ctx.drawImage(await loadImage(picture), 0, 0)
  expect(ctx.getImageData(100, 100, 1, 1).data[0]).toBeGreaterThan(180)
})

test('another file has another version', async () => {
  await writeFile(join(folder, 'khac.png'), 'khac')
  expect(versionOf(join(folder, 'khac.png'))).not.toBe(versionOf(join(folder, 'cau-moi.png')))
})
