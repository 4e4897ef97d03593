import { z } from 'zod'
import type { SourceDocument } from '../figures/rules.ts'
import { parsePeriod } from '../periods/rules.ts'
import { DESCRIPTOR_FILE } from '../releases/canonical.ts'
import { isErrorCode } from './error-codes.ts'
import { fileFinding } from './findings.ts'
import type { Finding, PackageDescriptor } from '../releases/rules.ts'
import { parseObject } from './json-object.ts'

const MAX_RESOURCES = 20

/** `datapackage.json` as far as it could be read; what is amiss stands in the findings. */
export interface ReadDescriptor {
  head: Omit<PackageDescriptor, 'resources'>
  resources: NamedResource[]
  /** Null where the list of sources is missing. */
  documents: DocumentNames | null
  /** Everything that it says. */
  written: Readonly<Record<string, unknown>>
}

/** A source's name by each way the column `document` may call it; null where several share that way. */
export type DocumentNames = ReadonlyMap<string, string | null>

export interface NamedResource {
  /** As the package calls it. */
  name: string
  path: string
}

const EMPTY = 'đang để trống'
// A zero byte is what PostgreSQL does not store; the others print as nothing.
const CONTROL = /\p{Cc}/u
const LINE_BREAK = /[\n\r\u0085\u2028\u2029]/u
/** Several lines of text. */
const longText = (max: number) =>
  z
    .string({ error: 'phải là chữ, đặt trong dấu nháy kép' })
    .trim()
    .min(1, EMPTY)
    .max(max, `dài quá ${max} ký tự`)
    .refine((value) => !isErrorCode(value), 'là mã lỗi của bảng tính, không phải nội dung')
    .refine((value) => !CONTROL.test(value.replace(/\r?\n/gu, '')), 'có ký tự điều khiển không nhìn thấy')
/** What is printed, cited and compared as one line: no break would be seen there, and two names look like one. */
const text = (max: number) =>
  longText(max).refine((value) => !LINE_BREAK.test(value), 'có dấu xuống dòng. Hãy viết trên một dòng')
const optional = <T extends z.ZodType>(schema: T) =>
  z
    .union([z.literal('').transform(() => null), z.null(), schema])
    .optional()
    .default(null)
const webAddress = text(2_000).refine((value) => {
  const url = URL.parse(value)
  return url !== null && /^https?:$/u.test(url.protocol)
}, 'phải là địa chỉ trang bắt đầu bằng https:// hoặc http://')
const slug = text(100).regex(
  /^[a-z0-9]+(?:-[a-z0-9]+)*$/u,
  'chỉ gồm chữ thường không dấu, chữ số và gạch nối, như ket-qua-2022',
)

const licenseSchema = z
  .looseObject({ name: optional(text(100)), title: optional(text(300)), path: optional(webAddress) })
  .refine(({ name, path }) => name !== null || path !== null, 'phải có name, như CC-BY-4.0, hoặc path')

const headSchema = {
  name: slug,
  title: text(300),
  description: optional(longText(5_000)),
  sample: z
    .boolean({ error: 'chỉ nhận true hoặc false, không đặt trong dấu nháy' })
    .optional()
    .default(false),
  licenses: z
    .array(licenseSchema, { error: 'phải là danh sách giấy phép, như [{"name": "CC-BY-4.0"}]' })
    .min(1, 'phải có ít nhất một giấy phép'),
}

const sourceSchema = z.looseObject({
  name: optional(text(200)),
  title: text(1_000),
  titleDerived: z.boolean({ error: 'chỉ nhận true hoặc false' }).optional().default(false),
  issuer: optional(text(500)),
  number: optional(text(200)),
  date: optional(
    text(10).refine(
      (value) => ['year', 'month', 'day'].includes(parsePeriod(value)?.kind ?? ''),
      'không phải ngày. Viết như 2022-12-31, 2022-12 hoặc 2022',
    ),
  ),
  path: optional(webAddress),
  kind: z.enum(['official', 'press', 'sample'], { error: 'chỉ nhận official, press hoặc sample' }).optional(),
  confidence: optional(text(100)),
})

const resourceSchema = z.looseObject({
  name: text(100),
  path: z.union([text(500), z.tuple([text(500)]).transform(([path]) => path)], {
    error: 'phải là đường dẫn của một tệp CSV trong thư mục của gói',
  }),
  encoding: z
    .string()
    .regex(/^utf-?8$/iu, 'chỉ nhận utf-8')
    .optional(),
  dialect: z
    .union([z.string(), z.looseObject({ delimiter: z.literal(',', 'chỉ nhận dấu phẩy').optional() })])
    .optional(),
})

/** Whether a path names a file within the folder of its package, by its letters alone. */
export function isInside(path: string): boolean {
  if (CONTROL.test(path) || /[\\:]/u.test(path)) return false
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

/** Whether a file of a release can be had under its own name beside what the site itself puts there. */
function isServable(path: string): boolean {
  return /^(?:[a-z0-9]+(?:[-_][a-z0-9]+)*\/)*[a-z0-9]+(?:[-_.][a-z0-9]+)*\.csv$/u.test(path)
}

/** Paths that a descriptor names, each once; none where it cannot be read. */
export function resourcePaths(bytes: Uint8Array): string[] {
  const { resources } = parseObject(bytes).value ?? {}
  if (!Array.isArray(resources)) return []
  const paths = resources.slice(0, MAX_RESOURCES).map((entry) => resourceSchema.safeParse(entry).data?.path)
  return [...new Set(paths.filter((path) => path !== undefined))].filter((path) => path !== DESCRIPTOR_FILE)
}

/** @returns nothing but findings where the file is no JSON object at all */
export function readDescriptor(bytes: Uint8Array): { read: ReadDescriptor | null; findings: Finding[] } {
  const { value, problem } = parseObject(bytes)
  if (value === null) return { read: null, findings: [fileFinding(DESCRIPTOR_FILE, ...problem)] }
  const findings: Finding[] = []
  const take = <T extends z.ZodType>(schema: T, key: string): z.output<T> | undefined =>
    parseInto(findings, 'package-error', schema, [key], value[key])
  const sample = take(headSchema.sample, 'sample') ?? false
  const head = {
    name: take(headSchema.name, 'name') ?? '',
    title: take(headSchema.title, 'title') ?? '',
    description: take(headSchema.description, 'description') ?? '',
    sample,
    licenses: (take(headSchema.licenses, 'licenses') ?? []).map(({ name, title, path }) => ({
      name: name ?? path ?? '',
      title,
      path,
    })),
  }
  const list = listOf(findings, value, 'sources', 'package-error', 'nguồn')
  const sources = list === null ? [] : readSources(findings, list, sample)
  const resources = readResources(
    findings,
    listOf(findings, value, 'resources', 'resource-error', 'bảng') ?? [],
  )
  const documents = list === null ? null : nameDocuments(list, sources)
  return { read: { head: { ...head, sources }, resources, documents, written: value }, findings }
}

function listOf(
  findings: Finding[],
  value: Record<string, unknown>,
  key: string,
  type: 'package-error' | 'resource-error',
  what: string,
): unknown[] | null {
  const list = value[key]
  if (Array.isArray(list) && list.length > 0) return list as unknown[]
  findings.push(problemAt(type, [key], list, `phải là danh sách, có ít nhất một ${what}`))
  return null
}

function readSources(findings: Finding[], list: unknown[], sample: boolean): SourceDocument[] {
  const names = new Set<string>()
  const sources: SourceDocument[] = []
  for (const [at, entry] of list.entries()) {
    const source = parseInto(findings, 'package-error', sourceSchema, ['sources', at], entry)
    if (source === undefined) continue
    const { title, titleDerived, issuer, number, date } = source
    const name = source.name ?? number ?? title
    const kind = source.kind ?? (sample ? 'sample' : 'press')
    if (names.has(name)) {
      findings.push(
        problemAt('package-error', ['sources', at, 'name'], name, 'trùng tên với một nguồn ở trên'),
      )
    } else if ((kind === 'sample') !== sample) {
      const cause = sample
        ? 'gói minh hoạ ("sample": true) chỉ nhận nguồn có "kind": "sample"'
        : 'nguồn minh hoạ chỉ dùng trong gói có "sample": true; không để chung số minh hoạ với số thật'
      findings.push(problemAt('constraint-error', ['sources', at, 'kind'], kind, cause))
    }
    names.add(name)
    const secondary = source.confidence === 'secondary' || source['secondary'] === true
    sources.push({ name, title, titleDerived, issuer, number, date, url: source.path, kind, secondary })
  }
  return sources
}

/** A source that could not be read keeps its names, so that its rows are not blamed as well. */
function nameDocuments(list: unknown[], sources: readonly SourceDocument[]): DocumentNames {
  const names = new Map(sources.map(({ name }) => [name.normalize('NFC'), name]))
  const others = new Map<string, string | null>()
  for (const { number, title, name } of sources) {
    for (const letters of [number, title].flatMap((text) => text?.normalize('NFC') ?? [])) {
      const known = others.get(letters)
      others.set(letters, known === undefined || known === name ? name : null)
    }
  }
  // What is one source's name is meant as that, whatever else it may be.
  const documents = new Map<string, string | null>([...others, ...names])
  const add = (key: string, name: string): void => {
    const letters = key.normalize('NFC')
    if (!documents.has(letters)) documents.set(letters, name)
  }
  for (const entry of list) {
    const { name, number, title } = (entry ?? {}) as Record<string, unknown>
    for (const key of [name, number, title]) if (typeof key === 'string') add(key.trim(), key.trim())
  }
  return documents
}

function readResources(findings: Finding[], list: unknown[]): NamedResource[] {
  const resources: NamedResource[] = []
  if (list.length > MAX_RESOURCES) {
    findings.push(
      problemAt('resource-error', ['resources'], null, `có ${list.length} bảng, nhiều hơn ${MAX_RESOURCES}`),
    )
  }
  for (const [at, entry] of list.slice(0, MAX_RESOURCES).entries()) {
    const resource = parseInto(findings, 'resource-error', resourceSchema, ['resources', at], entry)
    if (resource === undefined) continue
    const { name, path } = resource
    const where = ['resources', at, 'path']
    if (!isInside(path)) {
      const cause = 'dẫn ra ngoài thư mục của gói. Chỉ ghi tên tệp nằm trong thư mục, như results.csv'
      findings.push(problemAt('path-outside', where, path, cause))
    } else if (!isServable(path)) {
      const cause =
        'không tải về được từ trang. Đặt tên bằng chữ thường không dấu, số và gạch nối, như results.csv'
      findings.push(problemAt('resource-error', where, path, cause))
    } else if (path === DESCRIPTOR_FILE || resources.some((other) => other.path === path)) {
      findings.push(problemAt('resource-error', where, path, 'đã dùng cho một mục khác của gói'))
    } else {
      resources.push({ name, path })
    }
  }
  return resources
}

function parseInto<T extends z.ZodType>(
  findings: Finding[],
  type: Finding['type'],
  schema: T,
  path: PropertyKey[],
  value: unknown,
): z.output<T> | undefined {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  // One mistake a field: a field that is missing breaks every rule about it at once.
  const seen = new Set<string>()
  for (const issue of result.error.issues) {
    const at = [...path, ...issue.path]
    if (seen.has(at.join('.'))) continue
    seen.add(at.join('.'))
    const found = valueAt(value, issue.path)
    const cause = found === undefined ? 'đang thiếu' : causeOf(issue)
    findings.push(problemAt(type, at, found, cause))
  }
  return undefined
}

/** What the last schema of a union says: the others stand for an empty field. */
function causeOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message
  return issue.errors.at(-1)?.[0]?.message ?? issue.message
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null)?.[key], value)
}

function problemAt(
  type: Finding['type'],
  path: readonly PropertyKey[],
  value: unknown,
  cause: string,
): Finding {
  const field = path.reduce<string>(
    (name, key) => (typeof key === 'number' ? `${name}[${key}]` : `${name}${name && '.'}${String(key)}`),
    '',
  )
  const cell = value == null ? null : typeof value === 'string' ? value : JSON.stringify(value)
  return fileFinding(DESCRIPTOR_FILE, type, `Trường ${field} ${cause}.`, { fieldName: field, cell })
}
