import type { SearchEntryTable } from '../../../db/schema/search-entry.ts'
import { sayBody } from '../answers/bodies.ts'
import { findStanding } from '../answers/store.ts'
import { findTargetViews } from '../comments/targets.ts'
import type { Context } from '../context.ts'
import { isProjection } from '../figures/rules.ts'
import { sayFigure } from '../figures/said-rules.ts'
import { findFigures } from '../figures/store.ts'
import { comparePeriods, parsePeriod, vietnamDay } from '../periods/rules.ts'
import { isFormer } from '../units/rules.ts'
import type { QueryTerm } from './query-rules.ts'
import type { SearchResult } from './result-rules.ts'
import { listSeries, type Series, type SeriesMember } from './series-rows.ts'
import { readSeriesRef, seriesRef, yearsOf } from './series.ts'

/**
 * What a list shows of entries, in their order. What is gone since it was found, or hidden, is left out.
 * @param wanted words and year by which the figure of a series is chosen
 */
export async function showEntries(
  ctx: Context,
  entries: readonly SearchEntryTable[],
  wanted: { terms: readonly QueryTerm[]; year: number | undefined },
): Promise<SearchResult[]> {
  return (await showEach(ctx, entries, wanted)).filter((result) => result !== null)
}

/** As {@link showEntries}, with null in the place of what is left out. */
export async function showEach(
  ctx: Context,
  entries: readonly SearchEntryTable[],
  wanted: { terms: readonly QueryTerm[]; year: number | undefined },
): Promise<(SearchResult | null)[]> {
  const figures = await showFigures(ctx, ofKind(entries, 'figure'), wanted)
  const comments = await showComments(ctx, ofKind(entries, 'comment'))
  return entries.map((entry) => {
    if (entry.kind === 'figure') return figures.get(entry.ref) ?? null
    if (entry.kind === 'comment') return comments.get(entry.ref) ?? null
    return showText(ctx, entry)
  })
}

function ofKind(entries: readonly SearchEntryTable[], kind: SearchEntryTable['kind']): SearchEntryTable[] {
  return entries.filter((entry) => entry.kind === kind)
}

function showText(ctx: Context, entry: SearchEntryTable): SearchResult | null {
  const { ref: id, title, body: text, language } = entry
  if (entry.kind === 'unit') {
    const { units } = ctx.reference
    const unit = units.get(id)
    if (unit === undefined) return null
    const within: string[] = []
    for (let at = unit.parentId; at !== null; at = units.get(at)?.parentId ?? null)
      within.push(units.get(at)?.name ?? at)
    return { kind: 'unit', id, unit, within, former: isFormer(unit, vietnamDay(ctx.now())) }
  }
  if (entry.kind === 'indicator') {
    const indicator = ctx.reference.indicators.get(id)
    return indicator === undefined
      ? null
      : { kind: 'indicator', id, title: indicator.name, text: indicator.definition }
  }
  if (entry.kind === 'article')
    return { kind: 'article', id, title, text, language, publishedAt: entry.shown_from ?? '' }
  return { kind: 'page', id, title, text, language }
}

async function showFigures(
  ctx: Context,
  entries: readonly SearchEntryTable[],
  wanted: { terms: readonly QueryTerm[]; year: number | undefined },
): Promise<Map<string, SearchResult>> {
  if (entries.length === 0) return new Map()
  const series = await listSeries(
    ctx.db.read,
    entries.map(({ ref }) => readSeriesRef(ref)),
  )
  const chosen = new Map(series.map((one) => [seriesRef(one.key), chooseFigure(one, wanted)]))
  const figures = await findFigures(
    ctx.db.read,
    [...chosen.values()].map(({ id }) => id),
  )
  const byId = new Map(figures.map((figure) => [figure.id, sayFigure(figure, ctx.reference.texts)]))
  const shown = new Map<string, SearchResult>()
  for (const one of series) {
    const ref = seriesRef(one.key)
    const figure = byId.get(chosen.get(ref)?.id ?? '')
    if (figure !== undefined)
      shown.set(ref, { kind: 'figure', id: figure.id, figure, times: one.points.length })
  }
  return shown
}

/** The figure of a series that is meant: of a year that is named, otherwise the newest that was reached. */
function chooseFigure(
  { points }: Series,
  { terms, year }: { terms: readonly QueryTerm[]; year: number | undefined },
): SeriesMember {
  const named = terms
    .flatMap(({ words }) => words.map(({ key }) => key))
    .filter((key) => /^\d{4}$/u.test(key))
  const years = year === undefined ? named.map(Number) : [year]
  const numbers = new Set(terms.flatMap(({ words }) => words.map(({ key }) => key)))
  const ranked = points
    .flatMap((point) => {
      const period = parsePeriod(point.period)
      if (period === null) return []
      const covered = yearsOf(period)
      return [
        {
          point,
          period,
          quoted: point.value !== null && numbers.has(point.value.replace('.', '')),
          whole: years.some((one) => period.code === String(one)),
          covers: years.some((one) => covered.includes(one)),
        },
      ]
    })
    .sort(
      (a, b) =>
        Number(b.quoted) - Number(a.quoted) ||
        Number(b.whole) - Number(a.whole) ||
        Number(b.covers) - Number(a.covers) ||
        Number(isProjection(a.point.status)) - Number(isProjection(b.point.status)) ||
        comparePeriods(b.period, a.period),
    )
  const [best] = ranked
  const [first] = points
  if (best !== undefined) return best.point
  if (first === undefined) throw new Error('a series without a figure')
  return first
}

/** Only what is published now: the index and this agree, and this is asked last. */
async function showComments(
  ctx: Context,
  entries: readonly SearchEntryTable[],
): Promise<Map<string, SearchResult>> {
  if (entries.length === 0) return new Map()
  const rows = await ctx.db.read
    .selectFrom('comment')
    .select(['id', 'body', 'display_name', 'published_at', 'sample', 'target'])
    .where(
      'id',
      'in',
      entries.map(({ ref }) => ref),
    )
    .where('status', '=', 'published')
    .execute()
  const [targets, answers] = await Promise.all([
    findTargetViews(
      ctx,
      rows.map(({ target }) => target),
    ),
    findStanding(
      ctx.db.read,
      rows.map(({ id }) => id),
    ),
  ])
  const answerTo = (id: string): { bodyName: string; text: string } | null => {
    const answer = answers.get(id)
    return answer === undefined ? null : sayBody(ctx, answer)
  }
  return new Map(
    rows.map((row) => [
      row.id,
      {
        kind: 'comment',
        id: row.id,
        text: row.body ?? '',
        displayName: row.display_name,
        publishedAt: row.published_at ?? '',
        sample: row.sample === 1,
        about: targets.get(row.target)?.title ?? null,
        answer: answerTo(row.id),
      },
    ]),
  )
}
