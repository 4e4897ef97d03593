import { z } from 'zod'
import { readTable, tableMistake } from '../content/table.ts'
import type { Language } from '../languages/rules.ts'
import { parsePeriod } from '../periods/rules.ts'
import { readUnitFiles } from '../units/files.ts'
import {
  NUMBER_PLACE,
  TOPICS,
  projectKey,
  type BudgetTerm,
  type CapitalKind,
  type FundingSource,
  type Indicator,
  type OtherName,
  type Programme,
  type Project,
  type Reference,
  type SeriesBreak,
} from './rules.ts'
import { REFERENCE_FOLDER as FOLDER, Translation, type TranslatedTable } from './translation.ts'

const code = z.string().regex(/^[a-z0-9-]+$/u, 'mã chỉ gồm chữ thường không dấu, chữ số và gạch nối')
const codeOrNull = z.union([z.literal('').transform(() => null), code])
const text = z.string().trim().min(1, 'đang để trống')
const textOrNull = z.string().transform((value) => (value.trim() === '' ? null : value.trim()))
const period = z.string().refine((value) => parsePeriod(value) !== null, {
  error: 'không phải kỳ số liệu. Viết gọn như 2022, 2022-06 hoặc 2021/2025',
})
const amount = z.string().regex(/^\d+(?:\.\d+)?$/u, 'phải là số')
const amountOrNull = z.union([z.literal('').transform(() => null), amount.transform(Number)])

const indicatorSchema = z.strictObject({
  id: code,
  name: text,
  topic: z.enum(TOPICS, { error: `chỉ nhận ${TOPICS.join(', ')}` }),
  measure: z.string(),
  decimals: z.enum(['0', '1', '2'], { error: 'chỉ nhận 0, 1 hoặc 2' }).transform(Number),
  kind: z.enum(['number', 'yes-no'], { error: 'chỉ nhận number hoặc yes-no' }),
  direction: z.enum(['lower-better', 'higher-better', 'neutral'], {
    error: 'chỉ nhận lower-better, higher-better hoặc neutral',
  }),
  aggregation: z.enum(['sum', 'none'], { error: 'chỉ nhận sum hoặc none' }),
  minimum: amountOrNull,
  maximum: amountOrNull,
  jump_limit: z.union([z.literal(''), amount]),
  jump_unit: z.enum(['', 'points', 'percent'], { error: 'chỉ nhận points hoặc percent' }),
  definition: text,
  method: text,
})

const breakSchema = z.strictObject({ indicator: code, period, note: text })

const programmeSchema = z.strictObject({
  id: code,
  parent: codeOrNull,
  name: text,
  short_name: text,
  period: z.union([z.literal('').transform(() => null), period]),
  legal_basis: textOrNull,
  description: text,
  allocated_name: textOrNull.optional(),
  disbursed_name: textOrNull.optional(),
})

const projectSchema = z.strictObject({
  programme: code,
  code: z.string().regex(/^\d+(?:\.\d+)*$/u, 'viết như 4 hoặc 4.3'),
  parent: textOrNull,
  name: text,
})

const sourceSchema = z.strictObject({ id: code, parent: codeOrNull, name: text, definition: text })
const capitalSchema = z.strictObject({ id: code, name: text, definition: text })
const otherNameSchema = z.strictObject({
  table: z.enum(['indicators', 'programmes', 'sources', 'capitals', 'units'], {
    error: 'chỉ nhận indicators, programmes, sources, capitals hoặc units',
  }),
  id: code,
  name: text.refine((name) => /\p{L}/u.test(name.replace(NUMBER_PLACE, '')), {
    error: `phải có chữ ngoài ${NUMBER_PLACE}`,
  }),
})
const termSchema = z.strictObject({ term: text, explanation: text })

/**
 * Reads everything that figures refer to, in the words of one language.
 * @throws ContentError naming file, row, column and cause
 */
export function readReference(contentDir: string, lang: Language = 'vi'): Reference {
  const words = new Translation(contentDir, lang)
  const programmes = readProgrammes(words)
  const reference = {
    ...readUnitFiles(contentDir, words),
    indicators: readIndicators(words),
    programmes,
    projects: readProjects(words, programmes),
    sources: readSources(words),
    capitals: readKeyed(words, 'capitals.csv', capitalSchema, (row): CapitalKind => row),
    budgetTerms: words.read('budget-terms.csv', termSchema) satisfies BudgetTerm[],
  }
  return {
    ...reference,
    otherNames: readOtherNames(contentDir, reference),
    texts: words.list('texts.csv'),
    untranslated: [...words.untranslated],
  }
}

function readOtherNames(
  contentDir: string,
  reference: Readonly<Record<OtherName['table'], ReadonlyMap<string, unknown>>>,
): OtherName[] {
  const path = `${FOLDER}/other-names.csv`
  const names = readTable(contentDir, path, otherNameSchema)
  for (const [at, { table, id, name }] of names.entries()) {
    if (!reference[table].has(id)) throw tableMistake(path, at, 'id', `không có trong ${table}.csv`)
    if (table !== 'indicators' && name.includes(NUMBER_PLACE)) {
      throw tableMistake(path, at, 'name', `chỉ tên của chỉ số mới có ${NUMBER_PLACE}`)
    }
  }
  return names
}

function readIndicators(words: Translation): ReadonlyMap<string, Indicator> {
  const breaks = new Map<string, SeriesBreak[]>()
  const breakRows = words.read('series-breaks.csv', breakSchema)
  for (const { indicator, ...row } of breakRows) {
    breaks.set(indicator, [...(breaks.get(indicator) ?? []), row])
  }
  const indicators = readKeyed(
    words,
    'indicators.csv',
    indicatorSchema,
    ({ jump_limit: limit, jump_unit: unit, ...row }, at): Indicator => {
      if ((limit === '') !== (unit === ''))
        throw tableMistake(`${FOLDER}/indicators.csv`, at, 'jump_unit', 'phải ghi cùng jump_limit')
      return {
        ...row,
        jumpLimit: unit === '' ? null : { limit: Number(limit), unit },
        breaks: breaks.get(row.id) ?? [],
      }
    },
  )
  const strayAt = breakRows.findIndex(({ indicator }) => !indicators.has(indicator))
  if (strayAt >= 0) {
    throw tableMistake(`${FOLDER}/series-breaks.csv`, strayAt, 'indicator', 'không có trong indicators.csv')
  }
  return indicators
}

function readProgrammes(words: Translation): ReadonlyMap<string, Programme> {
  const programmes = readKeyed(
    words,
    'programmes.csv',
    programmeSchema,
    ({ parent, short_name, legal_basis, allocated_name, disbursed_name, ...row }): Programme => ({
      ...row,
      parentId: parent,
      shortName: short_name,
      legalBasis: legal_basis,
      allocatedName: allocated_name ?? null,
      disbursedName: disbursed_name ?? null,
    }),
  )
  requireParents('programmes.csv', programmes, ({ parentId }) => parentId)
  return programmes
}

function readProjects(
  words: Translation,
  programmes: ReadonlyMap<string, Programme>,
): ReadonlyMap<string, Project> {
  const path = `${FOLDER}/projects.csv`
  const projects = new Map<string, Project>()
  for (const [at, row] of words.read('projects.csv', projectSchema).entries()) {
    const key = projectKey(row.programme, row.code)
    if (!programmes.has(row.programme))
      throw tableMistake(path, at, 'programme', 'không có trong programmes.csv')
    if (projects.has(key)) throw tableMistake(path, at, 'code', `"${row.code}" đã có ở dòng trên`)
    if (row.parent !== null && !projects.has(projectKey(row.programme, row.parent)))
      throw tableMistake(path, at, 'parent', 'dự án cha phải đứng ở dòng trên')
    projects.set(key, {
      programmeId: row.programme,
      code: row.code,
      parentCode: row.parent,
      name: row.name,
    })
  }
  return projects
}

function readSources(words: Translation): ReadonlyMap<string, FundingSource> {
  const sources = readKeyed(words, 'sources.csv', sourceSchema, ({ parent, ...row }): FundingSource => ({
    ...row,
    parentId: parent,
  }))
  requireParents('sources.csv', sources, ({ parentId }) => parentId)
  return sources
}

function readKeyed<S extends z.ZodObject, T extends { id: string }>(
  words: Translation,
  file: TranslatedTable,
  schema: S,
  make: (row: z.infer<S>, at: number) => T,
): ReadonlyMap<string, T> {
  const entries = new Map<string, T>()
  for (const [at, row] of words.read(file, schema).entries()) {
    const entry = make(row, at)
    if (entries.has(entry.id))
      throw tableMistake(`${FOLDER}/${file}`, at, 'id', `"${entry.id}" đã có ở dòng trên`)
    entries.set(entry.id, entry)
  }
  return entries
}

/** A parent stands in a row above, so that a tree has no ring. */
function requireParents<T>(
  file: string,
  entries: ReadonlyMap<string, T>,
  parentOf: (entry: T) => string | null,
): void {
  const above = new Set<string>()
  for (const [at, [id, entry]] of [...entries].entries()) {
    const parent = parentOf(entry)
    if (parent !== null && !above.has(parent)) {
      throw tableMistake(`${FOLDER}/${file}`, at, 'parent', `"${parent}" phải đứng ở dòng trên`)
    }
    above.add(id)
  }
}
