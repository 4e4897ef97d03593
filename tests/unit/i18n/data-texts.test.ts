import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { publicNote } from '../../../src/domain/figures/rules.ts'
import { dataText } from '../../../src/i18n/data-texts.ts'
import { DATA_TEXTS } from '../../../src/i18n/en/data-texts.ts'

const DATA = 'content/data'
/** Titles of newspapers and the like, which are the same in English. */
const PROPER_NAMES = new Set([
  'Báo Dân tộc và Phát triển',
  'Báo Sơn La',
  'Báo Văn hóa',
  'Dân Việt',
  'Dân Việt TV',
  'Dân Việt – Trang trại Việt',
  'Dân trí',
  'Thời báo Tài chính Việt Nam',
  'Tiền Phong',
  'Tạp chí Tài chính',
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
    const left = [...texts].filter((text) => dataText(text, 'en').lang === 'vi' && !PROPER_NAMES.has(text))
    expect(left).toEqual([])
  })

  test('is there for every English text of data', () => {
    expect(Object.keys(DATA_TEXTS).filter((text) => !texts.has(text))).toEqual([])
  })

  test('keeps its numbers in English', () => {
    const numbers = (text: string): string[] =>
      (text.match(/\d+(?:[.,]\d+)*/gu) ?? []).map((number) => number.replace(/[.,]/gu, '')).sort()
    // Dates, and what is written out, are checked by eye.
    const plain = Object.entries(DATA_TEXTS).filter(
      ([text]) => !/\d\/\d|\d+ tỷ \d+|cả ba|bảy dự án|hơn/u.test(text),
    )
    expect(plain.length).toBeGreaterThan(60)
    for (const [text, english] of plain) expect(numbers(english), text).toEqual(numbers(text))
  })

  test('is marked as Vietnamese where there is no English', () => {
    expect(dataText('Ghi chú của một gói mới.', 'en')).toEqual({
      text: 'Ghi chú của một gói mới.',
      lang: 'vi',
    })
    expect(dataText('VOV World', 'en')).toEqual({ text: 'VOV World', lang: 'en' })
    expect(dataText('Chỉ tiêu, không phải kết quả.', 'vi').text).toBe('Chỉ tiêu, không phải kết quả.')
  })
})
