import { DomainError, type FieldFault } from '../errors.ts'
import { endOfVietnamDay, parsePeriod, readSpan } from '../periods/rules.ts'
import { indicatorAddress } from '../reference/rules.ts'
import type { ResultGroup, ResultRow, ResultTable } from './rules.ts'
import type { UnitLevel } from '../units/rules.ts'

/** What an address of a table of results asks for; every field that is left out asks for nothing special. */
export interface ResultQuery {
  /** Calendar day in Vietnam: what stood at its end. */
  asof?: string | undefined
  /** Period by whose values the rows are ordered. */
  sort?: string | undefined
  descending?: boolean | undefined
  level?: UnitLevel | undefined
  /** Years, both included. */
  from?: string | undefined
  to?: string | undefined
  /** Year of the map. */
  year?: string | undefined
}

const KEYS = {
  asof: 'asof',
  sort: 'sap-xep',
  direction: 'chieu',
  level: 'cap',
  from: 'tu',
  to: 'den',
  year: 'nam',
} as const

/** Words of the address for levels and directions. */
export const LEVEL_WORDS: Readonly<Record<UnitLevel, string>> = {
  province: 'tinh',
  district: 'huyen',
  commune: 'xa',
}
const LEVELS = new Map(Object.entries(LEVEL_WORDS).map(([level, word]) => [word, level as UnitLevel]))
const DIRECTIONS = new Map([
  ['giam', true],
  ['tang', false],
])

/** Keys that it does not know are ignored. @throws DomainError invalid naming each key whose value is none */
export function readResultQuery(address: URLSearchParams): ResultQuery {
  const faults: FieldFault[] = []
  // A form sends its empty fields too.
  const text = (key: string): string | undefined => address.get(key) || undefined
  const read = <T>(key: string, code: string, meaning: (value: string) => T | undefined): T | undefined => {
    const value = text(key)
    if (value === undefined) return undefined
    const found = meaning(value)
    if (found === undefined) faults.push({ pointer: `/${key}`, code })
    return found
  }
  const year = (value: string): string | undefined =>
    parsePeriod(value)?.kind === 'year' ? value : undefined
  const query: ResultQuery = {
    asof: readAsofDay(text(KEYS.asof), faults),
    sort: read(KEYS.sort, 'period', (value) => readSpan(value)?.code),
    descending: read(KEYS.direction, 'direction', (value) => DIRECTIONS.get(value)),
    level: read(KEYS.level, 'level', (value) => LEVELS.get(value)),
    from: read(KEYS.from, 'year', year),
    to: read(KEYS.to, 'year', year),
    year: read(KEYS.year, 'year', year),
  }
  if (query.from !== undefined && query.to !== undefined && query.to < query.from) {
    faults.push({ pointer: `/${KEYS.to}`, code: 'before-from' })
  }
  if (faults.length > 0)
    throw new DomainError('invalid', 'an address asks for what there is not', { fields: faults })
  return query
}

/** The day of an address that knows no other key. @throws DomainError invalid */
export function readAsofQuery(address: URLSearchParams): string | undefined {
  const faults: FieldFault[] = []
  const asof = readAsofDay(address.get(KEYS.asof) || undefined, faults)
  if (faults.length > 0) throw new DomainError('invalid', 'asof is no calendar day', { fields: faults })
  return asof
}

function readAsofDay(asof: string | undefined, faults: FieldFault[]): string | undefined {
  if (asof === undefined || endOfVietnamDay(asof) !== null) return asof
  faults.push({ pointer: `/${KEYS.asof}`, code: 'date' })
  return undefined
}

/** Keys and values as they stand in an address, in one order, so that one table has one address. */
export function resultParameters(query: ResultQuery): Record<string, string> {
  const { asof, sort, descending, level, from, to, year } = query
  const pairs: [string, string | undefined][] = [
    [KEYS.level, level === undefined ? undefined : LEVEL_WORDS[level]],
    [KEYS.from, from],
    [KEYS.to, to],
    [KEYS.sort, sort],
    [
      KEYS.direction,
      sort === undefined || descending === undefined ? undefined : descending ? 'giam' : 'tang',
    ],
    [KEYS.year, year],
    [KEYS.asof, asof],
  ]
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined))
}

/** Address of an indicator's page. */
export function resultAddress(indicator: string, query: ResultQuery = {}): string {
  const text = new URLSearchParams(resultParameters(query)).toString()
  return text === '' ? indicatorAddress(indicator) : `${indicatorAddress(indicator)}?${text}`
}

/** The part of a table that is asked for, its rows in the order that is asked for. */
export function selectResults(
  table: ResultTable,
  { level, from, to, sort, descending }: ResultQuery,
): ResultTable {
  const shown = table.periods
    .map((period, at) => ({ period, at }))
    .filter(({ period }) => (from === undefined || period >= from) && (to === undefined || period <= to))
  const column = shown.findIndex(({ period }) => period === sort)
  const groups = table.groups
    .filter((group) => level === undefined || group.level === level)
    .map((group): ResultGroup => {
      const rows = group.rows
        .map((row): ResultRow => ({ ...row, cells: shown.map(({ at }) => row.cells[at] ?? null) }))
        .filter(({ cells }) => cells.some((cell) => cell !== null))
      const totals = shown.map(({ at }) => group.totals[at] ?? null)
      return { ...group, rows: column < 0 ? rows : sortRows(rows, column, descending ?? false), totals }
    })
  return { periods: shown.map(({ period }) => period), groups: groups.filter(({ rows }) => rows.length > 0) }
}

/** Rows without a number stay at the end either way; equal ones keep their order. */
function sortRows(rows: readonly ResultRow[], column: number, descending: boolean): ResultRow[] {
  const keyed = rows.map((row) => {
    const value = row.cells[column]?.current.value ?? null
    return { row, number: value === null ? null : Number(value) }
  })
  keyed.sort((a, b) => {
    if (a.number === null || b.number === null) return Number(a.number === null) - Number(b.number === null)
    return descending ? b.number - a.number : a.number - b.number
  })
  return keyed.map(({ row }) => row)
}
