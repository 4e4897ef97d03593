import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { endOfVietnamDay, readSpan, vietnamDay } from '../periods/rules.ts'
import type { Figure, FigureKind, FundingFigure, ResultFigure } from './rules.ts'
import { sayFigure } from './said-rules.ts'
import {
  findFigure,
  findNewestPublication,
  listFigures,
  listRevisions,
  type Before,
  type FigureFilter,
} from './store.ts'

/** What a reader may ask of a table of figures. */
export interface FigureQuery extends Omit<FigureFilter, 'kind'> {
  /** Calendar day in Vietnam: what stood at its end. Absent for now. */
  asof?: string | undefined
}

/**
 * Results with the revision that stands, samples included only where the site is a demonstration.
 * @throws DomainError invalid where `asof` is no calendar day
 */
export async function listResults(ctx: Context, query: FigureQuery): Promise<ResultFigure[]> {
  return (await list(ctx, 'result', query)) as ResultFigure[]
}

/** Funding lines, as {@link listResults}. @throws DomainError invalid where `asof` is no calendar day */
export async function listFunding(ctx: Context, query: FigureQuery): Promise<FundingFigure[]> {
  return (await list(ctx, 'funding', query)) as FundingFigure[]
}

/** Calendar day in Vietnam on which the newest revision of all was published; null before the first. */
export async function findNewestDay(ctx: Context): Promise<string | null> {
  const at = await findNewestPublication(ctx.db.read)
  return at === null ? null : vietnamDay(new Date(at))
}

/** One page of either kind in order of ids, for the API. @throws DomainError invalid */
export async function listPage(
  ctx: Context,
  kind: FigureKind,
  query: FigureQuery,
  page: { limit: number; after: string | null },
): Promise<{ items: Figure[]; next: string | null }> {
  const { asof, ...filter } = query
  const found = await listFigures(
    ctx.db.read,
    { ...filter, kind, ...periodOf(filter), ...shownOnly(ctx, filter) },
    readAsof(asof),
    { ...page, limit: page.limit + 1 },
  )
  const items = found.slice(0, page.limit)
  return { items, next: found.length > page.limit ? (items.at(-1)?.id ?? null) : null }
}

/** One figure with its revisions up to the newest of the day that is asked for, oldest first. */
export interface FigureHistory {
  figure: Figure
  revisions: Figure[]
}

/**
 * @throws DomainError not-found where there is no such figure, or was none on the day asked for; invalid where
 * `asof` is no calendar day
 */
export async function getFigure(ctx: Context, id: string, asof?: string): Promise<FigureHistory> {
  const figure = await findFigure(ctx.db.read, id, readAsof(asof))
  if (figure === null || (figure.sample && !ctx.config.demo)) {
    throw new DomainError('not-found', `no figure ${id}`)
  }
  const { texts } = ctx.reference
  const revisions = (await listRevisions(ctx.db.read, id)).slice(0, figure.current.revision)
  return {
    figure: sayFigure(figure, texts),
    revisions: revisions.map((revision) => sayFigure(revision, texts)),
  }
}

/** One frozen revision. @throws DomainError not-found */
export async function getRevision(ctx: Context, id: string, revision: number): Promise<FigureHistory> {
  const history = await getFigure(ctx, id)
  const frozen = history.revisions.find(({ current }) => current.revision === revision)
  if (frozen === undefined) throw new DomainError('not-found', `no revision ${revision} of ${id}`)
  return { ...history, figure: frozen }
}

/** @throws DomainError invalid with the pointer `/asof` */
export function readAsof(asof: string | undefined): Before {
  if (asof === undefined || asof === '') return null
  const before = endOfVietnamDay(asof)
  if (before !== null) return before
  throw new DomainError('invalid', 'asof is no calendar day', {
    fields: [{ pointer: '/asof', code: 'date' }],
  })
}

async function list(ctx: Context, kind: FigureKind, { asof, ...filter }: FigureQuery): Promise<Figure[]> {
  const found = await listFigures(
    ctx.db.read,
    { ...filter, kind, ...periodOf(filter), ...shownOnly(ctx, filter) },
    readAsof(asof),
  )
  return found.map((figure) => sayFigure(figure, ctx.reference.texts))
}

/** Whoever asks may spell a period in their own way; figures know one. */
function periodOf({ period }: { period?: string | undefined }): { period?: string } {
  return period === undefined ? {} : { period: readSpan(period)?.code ?? period }
}

/** Samples exist for demonstrations only: a site that goes public shows none, even where the database has some. */
function shownOnly(
  ctx: Context,
  { sample }: { sample?: boolean | undefined },
): { sample?: boolean | undefined } {
  if (ctx.config.demo) return { sample }
  if (sample === true) throw new DomainError('not-found', 'no samples in public')
  return { sample: false }
}
