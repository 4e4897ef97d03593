import type { Reader } from '../../../db/connect.ts'
import { listAmounts, type StandingAmounts } from '../figures/store.ts'
import type { FigureKind } from '../figures/rules.ts'
import { parsePeriod } from '../periods/rules.ts'
import type { Reference } from '../reference/rules.ts'
import { FUNDING_KEY, RESULT_KEY, cellOf, type Entry } from './checking.ts'
import type { Kind, Kinds } from './identity.ts'
import type { Line, Table } from './tables.ts'

/** The rows of a package among those that are published and that it does not have. */
export interface Standing {
  kinds: Kinds
  /** Id of the figure, for each row that is published and not in the package. */
  published: ReadonlyMap<Entry, string>
}

/**
 * Puts what is published beside what a package says: figures of the same origin, real or sample, that speak of the same
 * indicators or programmes and the same periods. What the package says itself takes the place of what stands.
 */
export async function withPublished(
  db: Reader,
  { units }: Pick<Reference, 'units'>,
  kinds: Kinds,
  sample: boolean,
): Promise<Standing> {
  const published = new Map<Entry, string>()
  const mix = async (kind: FigureKind): Promise<Kind> => {
    const own = kinds[kind]
    const isSummed = ({ indicator }: Entry): boolean => kind === 'funding' || indicator?.aggregation === 'sum'
    const entries = [...own.byKey.values()].filter(isSummed)
    const cells = (column: string): string[] => [...new Set(entries.map(({ line }) => cellOf(line, column)))]
    const codes = cells(kind === 'result' ? 'indicator' : 'programme')
    const rows = await listAmounts(db, { kind, sample }, codes, cells('period'))
    const columns = kind === 'result' ? RESULT_KEY : FUNDING_KEY
    const indicators = new Map(entries.map(({ line, indicator }) => [cellOf(line, 'indicator'), indicator]))
    const byKey = new Map(own.byKey)
    for (const row of rows) {
      const key = columns.map((column) => row[column])
      const text = key.join('\n')
      if (own.byKey.has(text)) continue
      // A row of the package with a mistake in what it speaks of may be meant for this one.
      const faults = own.suspects.mayInclude(key) ? ~0 : 0
      const entry: Entry = {
        ...{ line: toLine(kind, row, faults), unit: units.get(row.unit) ?? null },
        ...{ period: parsePeriod(row.period), indicator: indicators.get(row.indicator) ?? null },
        ...{ value: row.value, allocated: row.allocated, disbursed: row.disbursed },
        ...{ status: row.status, qualifier: row.qualifier, document: null },
      }
      byKey.set(text, entry)
      published.set(entry, row.id)
    }
    return { ...own, byKey }
  }
  return { kinds: { result: await mix('result'), funding: await mix('funding') }, published }
}

const tableOf = (kind: 'results' | 'funding', columns: readonly string[]): Table => ({
  ...{ name: '', path: '', kind, labels: [], columns, places: [], whole: true },
  at: Object.fromEntries(columns.map((column, at) => [column, at])),
})
/** As rows of the package are, but in no file. */
const TABLES: Readonly<Record<FigureKind, Table>> = {
  result: tableOf('results', [...RESULT_KEY, 'value', 'status', 'qualifier']),
  funding: tableOf('funding', [...FUNDING_KEY, 'allocated', 'disbursed', 'status', 'qualifier']),
}

function toLine(kind: FigureKind, row: StandingAmounts, faults: number): Line {
  const cells = (kind === 'result' ? RESULT_KEY : FUNDING_KEY).map((column) => row[column])
  return { table: TABLES[kind], rowNumber: 0, cells, faults, ragged: false }
}
