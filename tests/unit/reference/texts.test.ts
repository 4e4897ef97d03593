import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { publicNote } from '../../../src/domain/figures/rules.ts'
import { readReference } from '../../../src/domain/reference/files.ts'

const DATA = 'content/data'
const { texts: ENGLISH } = readReference('content', 'en')
/** A letter that no English word has: texts without one are numbers and names of foreign sites. */
const VIETNAMESE_LETTER = /[àáãâèéêìíòóõôùúýăđĩũơư\u1ea0-\u1ef9]/iu
/** Titles of newspapers and the like, which are the same in English. */
const PROPER_NAMES = new Set([
  'Dân Việt',
  'Dân Việt TV',
  'Dân Việt – Trang trại Việt',
  'Dân trí',
  'Tiền Phong',
  'Đại biểu Nhân dân',
])

/** What the packages of the site say in words. */
function textsOfPackages(): string[] {
  const packages = readdirSync(DATA, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== 'reference',
  )
  return packages.flatMap(({ name }) => {
    const folder = join(DATA, name)
    const { title, description, sources } = JSON.parse(
      readFileSync(join(folder, 'datapackage.json'), 'utf8'),
    ) as { title: string; description: string; sources: { issuer?: string }[] }
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.csv'),
    )
    const rows = files.flatMap((file) =>
      parse<Record<string, string>>(readFileSync(join(folder, file)), { columns: true, bom: true }),
    )
    const cells = rows.flatMap((row) => [publicNote(row['note'] ?? null), row['reason'], row['page']])
    return [title, description, ...sources.map(({ issuer }) => issuer), ...cells].filter(
      (text) => text != null && text !== '',
    ) as string[]
  })
}

describe('what the data say in words', () => {
  const texts = new Set(textsOfPackages())

  test('has its English, but for proper names and numbers', () => {
    const left = [...texts].filter(
      (text) => VIETNAMESE_LETTER.test(text) && !ENGLISH.has(text) && !PROPER_NAMES.has(text),
    )
    expect(left).toEqual([])
  })

  test('keeps its numbers in English', () => {
    const numbers = (text: string): string[] =>
      (text.match(/\d+(?:[.,]\d+)*/gu) ?? []).map((number) => number.replace(/[.,]/gu, '')).sort()
    // Dates, and what is written out, are checked by eye.
    const plain = [...ENGLISH].filter(([text]) => !/\d\/\d|\d+ tỷ \d+|cả ba|bảy dự án|hơn/u.test(text))
    expect(plain.length).toBeGreaterThan(60)
    for (const [text, english] of plain) expect(numbers(english), text).toEqual(numbers(text))
  })
})
