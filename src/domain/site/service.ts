import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ContentError, parseContent, parseYaml } from '../content/file.ts'
import { readOfficeFile } from '../content/table.ts'
import { REASONS } from '../moderation/rules.ts'
import type { Language } from '../languages/rules.ts'
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

const lines = z.record(z.string(), line).default({})
/** `site.<lang>.yaml`: the words of `site.yaml` in a further language, any of which may be missing. */
const wordsSchema = z.strictObject({
  name: line.optional(),
  tagline: line.optional(),
  publisher: line.optional(),
  categories: lines,
  formalComplaint: z.strictObject({ notice: line.optional(), route: line.optional() }).default({}),
  consent: z.strictObject({ label: line.optional() }).default({}),
  bodies: lines,
  holidays: lines,
  reasons: z.record(z.string(), reason.partial()).default({}),
  footer: line.optional(),
})

/** Reads `site.yaml`, in the words of one language. @throws ContentError naming file, field and cause */
export function readSite(contentDir: string, lang: Language = 'vi'): Site {
  const yaml = readYaml(contentDir, 'site.yaml')
  const file = `site.${lang}.yaml`
  const words = lang !== 'vi' && existsSync(join(contentDir, file)) ? readYaml(contentDir, file) : {}
  if (lang !== 'vi') {
    parseContent(file, wordsSchema, words)
    requirePlaces(file, words, yaml)
  }
  const read = parseContent('site.yaml', siteSchema, overlay(yaml, words))
  const { language: _, holidays, workedDays, calendarUntil = null, ...settings } = read
  const calendar = { holidays: new Map(Object.entries(holidays)), workedDays: new Set(workedDays) }
  return { settings, calendar, calendarUntil }
}

function readYaml(contentDir: string, path: string): unknown {
  return parseYaml(path, readOfficeFile(contentDir, path).toString('utf8'))
}

/** @throws ContentError where words stand for something that the settings do not have */
function requirePlaces(file: string, words: unknown, settings: unknown, path: readonly string[] = []): void {
  if (!isRecord(words)) return
  for (const [key, value] of Object.entries(words)) {
    const place = [...path, key]
    if (!isRecord(settings) || !(key in settings)) {
      throw new ContentError(`${file}, trường ${place.join(' → ')}: không có trong site.yaml.`)
    }
    requirePlaces(file, value, settings[key], place)
  }
}

function overlay(settings: unknown, words: unknown): unknown {
  if (!isRecord(settings) || !isRecord(words)) return words ?? settings
  const changed = Object.entries(words).map(([key, value]) => [key, overlay(settings[key], value)] as const)
  return { ...settings, ...Object.fromEntries(changed) }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
