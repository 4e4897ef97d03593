import type { Context } from '../context.ts'
import { DomainError, orNotFound } from '../errors.ts'
import { recordOf } from '../figures/ledger.ts'
import type { Figure, FundingFigure, ResultFigure } from '../figures/rules.ts'
import { getFigure, getRevision, listFunding, listResults, type FigureHistory } from '../figures/service.ts'
import { periodFromSlug, vietnamDay } from '../periods/rules.ts'
import { PROVINCE, type Indicator, type Programme } from '../reference/rules.ts'
import { listReleases } from '../releases/service.ts'
import type { AdministrativeUnit } from '../units/rules.ts'
import { pageOfRevisions, readRevision, releaseKey, type ReleaseTitles, type RevisionPage } from './rules.ts'
import { findRecorded } from './store.ts'

/** What the page of a figure shows. */
export type FigurePage =
  | {
      kind: 'shown'
      /** With the revision in use, or the one of the day that is asked for. */
      figure: Figure
      /** Oldest first. */
      revisions: Figure[]
      shown: RevisionPage<Figure>
      releaseTitles: ReleaseTitles
    }
  /** The figure came after the day that is asked for; with its first revision. */
  | { kind: 'not-yet'; figure: Figure }

/**
 * @param query `asof`, and `page` as the address spells it
 * @throws DomainError not-found for an unknown figure or page; invalid where `asof` is no calendar day
 */
export async function getFigurePage(
  ctx: Context,
  id: string,
  query: { asof: string | undefined; page: string | null },
): Promise<FigurePage> {
  const found = await orNotFound(getFigure(ctx, id, query.asof))
  if (found === null) {
    const { revisions, figure } = await getFigure(ctx, id)
    return { kind: 'not-yet', figure: revisions[0] ?? figure }
  }
  const shown = pageOfRevisions(found.revisions, query.page)
  if (shown === null) throw new DomainError('not-found', `no page ${query.page ?? ''} of ${id}`)
  const titles = await releaseTitlesOf(ctx, [found.figure, ...shown.shown])
  return { kind: 'shown', ...found, shown, releaseTitles: titles }
}

/** Titles of the releases that revisions came with. */
async function releaseTitlesOf(ctx: Context, figures: readonly Figure[]): Promise<ReleaseTitles> {
  const datasets = [...new Set(figures.map(({ current }) => current.release.dataset))]
  const lists = await Promise.all(datasets.map((dataset) => listReleases(ctx, { dataset })))
  return new Map(lists.flat().map((release) => [releaseKey(release), release.title]))
}

/**
 * A frozen revision with the title of its release.
 * @param revision as the address spells it
 * @throws DomainError not-found
 */
export async function getFrozenPage(
  ctx: Context,
  id: string,
  revision: string,
): Promise<FigureHistory & { releaseTitles: ReleaseTitles }> {
  const history = await getRevision(ctx, id, readRevision(revision))
  return { ...history, releaseTitles: await releaseTitlesOf(ctx, [history.figure]) }
}

/** A frozen revision with everything its hash is computed from. */
export interface RecordedFigure {
  figure: Figure
  /** The array whose JSON text has the revision's hash as its SHA-256. */
  record: readonly unknown[]
}

/** @throws DomainError not-found */
export async function getRecordedFigure(ctx: Context, id: string, revision: number): Promise<RecordedFigure> {
  const { figure } = await getRevision(ctx, id, revision)
  const row = await findRecorded(ctx.db.read, id, revision)
  if (row === null) throw new Error(`revision ${revision} of ${id} has no row`)
  return { figure, record: recordOf(row.seq, row.prev_hash, row, row) }
}

/** One figure in a frame: as the site that shows it knew it, and as it is now. */
export interface EmbeddedFigure {
  figure: Figure
  /** The revision that took its place; null while it stands. */
  by: Figure | null
  now: Figure
}

/**
 * @param query `v`, a revision as the address spells it, or else `asof`; without both the one in use
 * @throws DomainError not-found; invalid where `asof` is no calendar day
 */
export async function getEmbeddedFigure(
  ctx: Context,
  id: string,
  { v: revision, asof }: { v: string | null; asof: string | undefined },
): Promise<EmbeddedFigure> {
  const { figure: now, revisions } = await getFigure(ctx, id)
  const asked =
    revision !== null
      ? readRevision(revision)
      : asof === undefined
        ? now.current.revision
        : (await getFigure(ctx, id, asof)).figure.current.revision
  const figure = revisions.find(({ current }) => current.revision === asked)
  if (figure === undefined) throw new DomainError('not-found', `no revision ${revision ?? ''} of ${id}`)
  return { figure, by: revisions[asked] ?? null, now }
}

/** A table in a frame. */
export interface EmbeddedTable<F extends Figure> {
  figures: F[]
  /** Where a day is asked for: how many of them were changed on that day, or say something else by now. */
  changed: number
}

export interface EmbeddedResults extends EmbeddedTable<ResultFigure> {
  indicator: Indicator
  /** The province, and the unit that is asked for beside it. */
  units: AdministrativeUnit[]
}

/** What of a table a frame shows. */
export interface FrameQuery {
  /** Calendar day in Vietnam. */
  asof: string | undefined
  /** Samples instead of real figures: the two never share a frame. */
  sample: boolean
}

/** An indicator over time. @throws DomainError not-found for an unknown indicator or unit; invalid */
export async function getEmbeddedResults(
  ctx: Context,
  id: string,
  query: FrameQuery & { unit: string | null },
): Promise<EmbeddedResults> {
  const { indicators, units } = ctx.reference
  const indicator = indicators.get(id)
  const asked = [...new Set([PROVINCE, query.unit ?? PROVINCE])].map((unit) => units.get(unit))
  const known = asked.filter((unit) => unit !== undefined)
  if (indicator === undefined || known.length < asked.length) {
    throw new DomainError('not-found', `no table of ${id}`)
  }
  const list = async (asof?: string): Promise<ResultFigure[]> => {
    const lists = known.map((unit) =>
      listResults(ctx, { indicator: id, unit: unit.id, sample: query.sample, asof }),
    )
    return (await Promise.all(lists)).flat()
  }
  return { indicator, units: known, ...(await compared(list, query.asof)) }
}

export interface EmbeddedFunding extends EmbeddedTable<FundingFigure> {
  programme: Programme
  /** Code. */
  period: string
}

/** Money of a programme in a period, for the whole province. @throws DomainError not-found; invalid */
export async function getEmbeddedFunding(
  ctx: Context,
  id: string,
  slug: string,
  { asof, sample }: FrameQuery,
): Promise<EmbeddedFunding> {
  const programme = ctx.reference.programmes.get(id)
  const period = periodFromSlug(slug)?.code
  if (programme === undefined || period === undefined) {
    throw new DomainError('not-found', `no table of ${id} in ${slug}`)
  }
  const table = await compared(
    (day) => listFunding(ctx, { programme: id, period, unit: PROVINCE, sample, asof: day }),
    asof,
  )
  return { programme, period, ...table }
}

async function compared<F extends Figure>(
  list: (asof?: string) => Promise<F[]>,
  asof: string | undefined,
): Promise<EmbeddedTable<F>> {
  const figures = await list(asof)
  if (asof === undefined) return { figures, changed: 0 }
  // A frame that was copied in the morning shows what the afternoon corrected: a change of the day itself counts too.
  const isChanged = ({ current, revisions }: Figure): boolean =>
    // What each figure knows of its revisions counts those of today.
    current.revision < revisions ||
    (current.revision > 1 && vietnamDay(new Date(current.publishedAt)) === asof)
  return { figures, changed: figures.filter(isChanged).length }
}
