import { z } from 'zod'
import { parseContent, parseYaml } from '../content/file.ts'
import { readOfficeFile } from '../content/table.ts'
import { REASONS } from '../moderation/rules.ts'
import type { Site } from './rules.ts'

const line = z.string({ error: 'chưa ghi hoặc không phải chữ' }).trim().min(1, 'đang để trống')
const days = z.int('phải là số nguyên').min(1, 'phải từ 1 trở lên').max(250, 'nhiều nhất là 250')
const consentText = z.strictObject({ version: line, label: line })
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
  consent: z
    .strictObject({ version: line, label: line, earlier: z.array(consentText).default([]) })
    .refine(({ version, earlier }) => {
      const versions = [version, ...earlier.map((one) => one.version)]
      return new Set(versions).size === versions.length
    }, 'hai bản cùng tên'),
  moderation: z.strictObject({
    decisionWithinWorkingDays: days,
    answerWithinWorkingDays: days,
  }),
  bodies: z
    .record(z.string().regex(/^[a-z0-9-]+$/u, 'mã cơ quan chỉ gồm chữ thường không dấu và gạch nối'), line)
    .refine((bodies) => Object.keys(bodies).length > 0, 'cần ít nhất một cơ quan'),
  holidays: z.record(z.iso.date('ngày ghi dạng 2027-01-31'), line),
  calendarUntil: z.iso.date('ngày ghi dạng 2027-12-31').optional(),
  workedDays: z.array(z.iso.date('ngày ghi dạng 2027-01-31')),
  reasons: z.strictObject(
    Object.fromEntries(REASONS.map((code) => [code, reason])) as Record<
      (typeof REASONS)[number],
      typeof reason
    >,
  ),
  footer: line,
})

/** Reads `site.yaml`. @throws ContentError naming file, field and cause */
export function readSite(contentDir: string): Site {
  const yaml = readOfficeFile(contentDir, 'site.yaml').toString('utf8')
  const read = parseContent('site.yaml', siteSchema, parseYaml('site.yaml', yaml))
  const { language: _, holidays, workedDays, calendarUntil = null, ...settings } = read
  const calendar = { holidays: new Map(Object.entries(holidays)), workedDays: new Set(workedDays) }
  return { settings, calendar, calendarUntil }
}
