import type { Indicator, Reference } from '../reference/rules.ts'
import { projectKey } from '../reference/rules.ts'
import type { AdministrativeUnit } from '../units/rules.ts'
import { clip, printDay } from './cells.ts'

/** What the columns of codes refer to, with words for codes that are in none of the lists. */
export interface References {
  unit: (id: string) => AdministrativeUnit | undefined
  indicator: (id: string) => Indicator | undefined
  has: (column: CodeColumn, code: string, programme: string) => boolean
  /** What to say about a code that is not there. */
  explain: (column: CodeColumn, code: string, programme: string) => string
}

export type CodeColumn = 'unit' | 'indicator' | 'programme' | 'project' | 'source' | 'capital'

const LISTS: Readonly<Record<CodeColumn, { what: string; file: string }>> = {
  unit: { what: 'đơn vị', file: 'units.csv' },
  indicator: { what: 'chỉ số', file: 'indicators.csv' },
  programme: { what: 'chương trình', file: 'programmes.csv' },
  project: { what: 'dự án', file: 'projects.csv' },
  source: { what: 'nguồn tiền', file: 'sources.csv' },
  capital: { what: 'loại vốn', file: 'capitals.csv' },
}

/** Codes for which the nearest one is looked up; after so many mistakes it is the wrong list altogether. */
const MAX_HINTS = 100

export function referencesOf(reference: Reference): References {
  const hints = new Map<string, string>()
  const codesOf = (column: CodeColumn, programme: string): ReadonlyMap<string, { name: string }> => {
    if (column !== 'project') return reference[`${column}s`]
    const projects = [...reference.projects.values()].filter(({ programmeId }) => programmeId === programme)
    return new Map(projects.map((project) => [project.code, project]))
  }
  const hint = (column: CodeColumn, code: string, programme: string): string => {
    const key = `${column} ${programme} ${code}`
    const known = hints.get(key)
    if (known !== undefined || hints.size >= MAX_HINTS) return known ?? ''
    const nearest = findNearest(code, codesOf(column, programme))
    const text = nearest === null ? '' : ` Có phải là "${nearest}"?`
    hints.set(key, text)
    return text
  }
  return {
    unit: (id) => reference.units.get(id),
    indicator: (id) => reference.indicators.get(id),
    has: (column, code, programme) =>
      column === 'project'
        ? reference.projects.has(projectKey(programme, code))
        : reference[`${column}s`].has(code),
    explain: (column, code, programme) => {
      const { what, file } = LISTS[column]
      const within = column === 'project' ? ` của chương trình "${clip(programme)}"` : ''
      return `Không có ${what} "${clip(code)}"${within}.${hint(column, code, programme)} Các mã nằm ở content/data/reference/${file}.`
    },
  }
}

/** The code whose letters or name come closest, or null where none is close. */
function findNearest(code: string, codes: ReadonlyMap<string, { name: string }>): string | null {
  const wanted = bare(code)
  if (wanted === '' || wanted.length > 100) return null
  let nearest: string | null = null
  let least = Math.min(3, Math.ceil(wanted.length / 4) + 1)
  for (const [known, { name }] of codes) {
    if (bare(name) === wanted) return known
    const distance = editDistance(wanted, bare(known), least)
    if (distance < least) [nearest, least] = [known, distance]
  }
  return nearest
}

function bare(text: string): string {
  const letters = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')
  return letters.replace(/[^a-z0-9.]+/gu, '-').replace(/^-|-$/gu, '')
}

/** Letters to change between two texts, or `limit` where it would be at least as many. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return Math.min(limit, row[b.length] ?? limit)
}

/** Why a unit cannot have a figure of a period, and what to do about it. */
export function explainValidity(unit: AdministrativeUnit, period: string, start: string): string {
  const { id, name, validFrom, validTo, goneBy } = unit
  const advice = (which: string): string =>
    `nên không có số của kỳ ${period}. Hãy dùng ${which}, xem ở /dia-phuong/${id}/.`
  if (validTo !== null && validTo < start) {
    return `${upperFirst(name)} chỉ có đến ngày ${printDay(validTo)}, ${advice('các đơn vị kế tiếp')}`
  }
  if (validTo === null && goneBy !== null && goneBy <= start) {
    return `${upperFirst(name)} không còn trong danh mục từ ngày ${printDay(goneBy)}, ${advice('các đơn vị kế tiếp')}`
  }
  return `${upperFirst(name)} có từ ngày ${printDay(validFrom ?? '')}, ${advice('đơn vị trước đó')}`
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
