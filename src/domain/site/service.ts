import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { ContentError, parseContent, parseYaml } from '../content/file.ts'
import { REASONS } from '../moderation/rules.ts'
import type { Site, Unit } from './rules.ts'

const line = z.string({ error: 'chưa ghi hoặc không phải chữ' }).trim().min(1, 'đang để trống')
const reason = z.strictObject({ label: line, explanation: line })

const siteSchema = z.strictObject({
  name: line,
  tagline: line,
  publisher: line,
  language: z.literal('vi', { error: 'chỉ nhận vi' }),
  categories: z.record(
    z.string().regex(/^[a-z0-9-]+$/u, 'mã chuyên mục chỉ gồm chữ thường không dấu và gạch nối'),
    line,
  ),
  formalComplaint: z.strictObject({ notice: line, route: line }),
  consent: z.strictObject({ version: line, label: line }),
  moderation: z.strictObject({
    decisionWithinWorkingDays: z.int('phải là số nguyên').min(1, 'phải từ 1 trở lên'),
  }),
  reasons: z.strictObject(
    Object.fromEntries(REASONS.map((code) => [code, reason])) as Record<
      (typeof REASONS)[number],
      typeof reason
    >,
  ),
  footer: line,
})

/** Reads `site.yaml` and the list of units. @throws ContentError naming file, field and cause */
export function readSite(contentDir: string): Site {
  const yaml = readOffice(contentDir, 'site.yaml').toString('utf8')
  const { language: _, ...settings } = parseContent('site.yaml', siteSchema, parseYaml('site.yaml', yaml))
  const rows = readTable(contentDir, 'data/reference/units.csv')
  return { settings, units: (rows as Unit[]).map(({ id, name, level }) => ({ id, name, level })) }
}

function readTable(contentDir: string, path: string): unknown {
  try {
    return parse(readOffice(contentDir, path), { columns: true, bom: true })
  } catch (error) {
    if (error instanceof ContentError) throw error
    throw new ContentError(
      `${path}: không đọc được dạng CSV (${error instanceof Error ? error.message : ''}).`,
    )
  }
}

function readOffice(contentDir: string, path: string): Buffer {
  try {
    return readFileSync(join(contentDir, path))
  } catch {
    throw new ContentError(`${path}: không có hoặc không đọc được tệp này trong thư mục ${contentDir}/.`)
  }
}
