import { stringify } from 'csv-stringify/sync'
import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { byPeriod, type Figure, type FigureKind } from '../figures/rules.ts'
import { listPage, type FigureQuery } from '../figures/service.ts'
import { findRelease } from '../releases/store.ts'
import { UNIT_LEVELS } from '../units/rules.ts'
import { neutralize, type About, type DownloadTable } from './rules.ts'
import { writeWorkbook } from './workbook.ts'

/** As a workbook these take 0,7 s to write. A larger table is taken away as releases, from the catalogue. */
export const MAX_ROWS = 5_000

/**
 * All figures of a kind that are asked for, in the order of {@link orderForDownload}.
 * @throws DomainError invalid where `asof` is no calendar day, or there are more than {@link MAX_ROWS}
 */
export async function listForDownload(ctx: Context, kind: FigureKind, query: FigureQuery): Promise<Figure[]> {
  const { items, next } = await listPage(ctx, kind, query, { limit: MAX_ROWS, after: null })
  if (next !== null) {
    throw new DomainError('invalid', 'too many rows', { fields: [{ pointer: '', code: 'too-many-rows' }] })
  }
  return orderForDownload(ctx, items)
}

/** Real figures before samples, then in the order of the reference tables and of time. */
export function orderForDownload(ctx: Context, figures: readonly Figure[]): Figure[] {
  const { indicators, programmes, units } = ctx.reference
  const places = (keys: Iterable<string>): ReadonlyMap<string, number> =>
    new Map([...keys].map((key, at) => [key, at]))
  const [indicatorAt, programmeAt, unitAt] = [indicators, programmes, units].map((table) =>
    places(table.keys()),
  )
  const rank = (figure: Figure): number[] => [
    Number(figure.sample),
    (figure.kind === 'result' ? indicatorAt?.get(figure.indicator) : programmeAt?.get(figure.programme)) ?? 0,
    UNIT_LEVELS.indexOf(units.get(figure.unit)?.level ?? 'province'),
    unitAt?.get(figure.unit) ?? 0,
  ]
  return figures
    .map((figure) => ({ figure, rank: rank(figure) }))
    .sort((a, b) => compareRanks(a.rank, b.rank) || byPeriod(a.figure, b.figure))
    .map(({ figure }) => figure)
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  return a.map((value, at) => value - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0
}

/** Excel takes a file for UTF-8 only where it begins with this; other programs take it for part of the first name. */
const BYTE_ORDER_MARK = '\uFEFF'

/** A table as CSV (RFC 4180, UTF-8): the columns and nothing before them. @param options `bom` for Excel */
export function toCsv({ columns, rows }: DownloadTable, options: { bom: boolean }): string {
  const lines = rows.map((row) =>
    row.map((cell) => {
      if (typeof cell === 'string') return neutralize(cell)
      if (cell === null) return ''
      return typeof cell === 'boolean' ? String(cell) : cell.decimal
    }),
  )
  const text = stringify([[...columns], ...lines], { record_delimiter: 'windows' })
  return options.bom ? BYTE_ORDER_MARK + text : text
}

/** A table as XLSX with numbers as numbers, and a second sheet that says what it is and how to cite it. */
export async function toWorkbook(table: DownloadTable, about: About): Promise<Buffer> {
  return writeWorkbook(table, about)
}

/** A licence as data packages state it. */
export interface Licence {
  name: string | null
  title: string | null
  path: string | null
}

/** Licences of the releases that some figures stand in. */
export async function licencesOf(ctx: Context, figures: readonly Figure[]): Promise<Licence[]> {
  const newest = new Map<string, number>()
  for (const { current } of figures) {
    const { dataset, version } = current.release
    newest.set(dataset, Math.max(version, newest.get(dataset) ?? 0))
  }
  const releases = await Promise.all(
    [...newest].map(([dataset, version]) => findRelease(ctx.db.read, dataset, version)),
  )
  const stated = releases.flatMap((release): Licence[] => {
    if (release === null) return []
    const { licenses = [] } = JSON.parse(release.descriptor) as { licenses?: Partial<Licence>[] }
    return licenses.map(({ name, title, path }) => ({
      name: name ?? null,
      title: title === undefined || title === null ? null : (ctx.reference.texts.get(title) ?? title),
      path: path ?? null,
    }))
  })
  return [...new Map(stated.map((licence) => [licence.name ?? licence.path, licence])).values()]
}
