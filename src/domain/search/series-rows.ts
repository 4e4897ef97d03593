import type { Reader } from '../../../db/connect.ts'
import { readValue, type FigureStatus } from '../figures/rules.ts'
import { seriesRef, SERIES_COLUMNS, type SeriesKey, type SeriesPoint } from './series.ts'

/** Conditions of one statement. */
const BATCH = 200

/** A figure of a series, with what decides whether it is the one to show. */
export interface SeriesMember extends SeriesPoint {
  id: string
  status: FigureStatus
}

export interface Series {
  key: SeriesKey
  points: SeriesMember[]
}

/** The series of these keys, or all of them, each with every figure that it has. */
export async function listSeries(db: Reader, keys: readonly SeriesKey[] | null): Promise<Series[]> {
  const found = new Map<string, Series>()
  const wanted = keys === null ? null : new Set(keys.map(seriesRef))
  for (const part of partsOf(keys)) {
    let query = db
      .selectFrom('figure')
      .innerJoin('figure_revision as revision', 'revision.seq', 'figure.last_seq')
      .select(['figure.id', 'figure.period', ...SERIES_COLUMNS])
      .select(['revision.value', 'revision.allocated', 'revision.disbursed', 'revision.status'])
      .orderBy('figure.id')
    if (part !== null)
      query = query.where((eb) =>
        eb.or(
          part.map(({ indicator, programme, unit }) =>
            eb.and([
              eb('figure.indicator', '=', indicator),
              eb('figure.programme', '=', programme),
              eb('figure.unit', '=', unit),
            ]),
          ),
        ),
      )
    for (const row of await query.execute()) {
      const ref = seriesRef(row)
      if (wanted !== null && !wanted.has(ref)) continue
      const series = found.get(ref) ?? { key: row, points: [] }
      series.points.push({ ...row, value: readValue(row.value) })
      found.set(ref, series)
    }
  }
  return [...found.values()]
}

/** Units of one indicator or programme, once each, as many as one statement takes. */
function partsOf(keys: readonly SeriesKey[] | null): (SeriesKey[] | null)[] {
  if (keys === null) return [null]
  const different = [
    ...new Map(keys.map((key) => [[key.indicator, key.programme, key.unit].join(' '), key])).values(),
  ]
  return Array.from({ length: Math.ceil(different.length / BATCH) }, (_, at) =>
    different.slice(at * BATCH, (at + 1) * BATCH),
  )
}
