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
  return gather(new Map(), db, keys, null)
}

/**
 * The series in which figures stand that were just published, with those that were there before.
 * @param before place in the chain of the last revision that was there before
 */
export async function completeSeries(
  db: Reader,
  published: readonly (SeriesKey & SeriesMember)[],
  before: number,
): Promise<Series[]> {
  const found = new Map<string, Series>()
  for (const figure of published) addTo(found, figure)
  return gather(found, db, before === 0 ? [] : [...found.values()].map(({ key }) => key), before)
}

async function gather(
  found: Map<string, Series>,
  db: Reader,
  keys: readonly SeriesKey[] | null,
  upTo: number | null,
): Promise<Series[]> {
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
    if (upTo !== null) query = query.where('figure.last_seq', '<=', upTo)
    for (const row of await query.execute()) {
      if (wanted === null || wanted.has(seriesRef(row))) addTo(found, { ...row, value: readValue(row.value) })
    }
  }
  return [...found.values()]
}

function addTo(found: Map<string, Series>, figure: SeriesKey & SeriesMember): void {
  const ref = seriesRef(figure)
  const series = found.get(ref)
  if (series === undefined) found.set(ref, { key: figure, points: [figure] })
  else series.points.push(figure)
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
