import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { isProjection, type FundingFigure } from '../figures/rules.ts'
import { getFigure, listFunding } from '../figures/service.ts'
import { comparePeriods, parsePeriod, periodFromSlug, vietnamDay, type Period } from '../periods/rules.ts'
import type { Programme } from '../reference/rules.ts'
import { arrange } from './breakdown.ts'
import { isKnownCell, isWithin, latticeOf, type Lattice } from './lattice.ts'
import type { FundingTable, FundingView, PeriodFunding, ProgrammeFunding } from './rules.ts'
import { makeCube } from './worth.ts'

/** A figure that was corrected: as it stood before, and as it stood after. */
export interface Correction {
  before: FundingFigure
  after: FundingFigure
}

export interface FundingOverview {
  /** In the order of the office's list: a programme stands after the one that it is a part of. */
  programmes: ProgrammeFunding[]
  /** Everything that was published, also what is shown on pages of its own only. */
  lines: FundingFigure[]
  corrections: Correction[]
  /** Calendar day in Vietnam. */
  today: string
}

/** All programmes with what was published of their money. @throws DomainError invalid where `asof` is no day */
export async function getFundingOverview(ctx: Context, asof: string | undefined): Promise<FundingOverview> {
  const lines = await listFunding(ctx, { asof })
  const programmes = [...ctx.reference.programmes.values()].map((programme): ProgrammeFunding => {
    const lattice = latticeOf(ctx.reference, programme.id)
    const own = lines.filter((line) => line.programme === programme.id)
    const kind = (sample: boolean, projection: boolean): PeriodFunding[] =>
      byPeriod(lattice, own.filter(isOfKind(sample, projection)))
    return {
      programme,
      within: chainOf(ctx, programme),
      results: kind(false, false),
      projections: kind(false, true),
      samples: kind(true, false),
    }
  })
  return { programmes, lines, corrections: await listCorrections(ctx, lines), today: vietnamDay(ctx.now()) }
}

/** The money of one programme in one period. */
export interface FundingPage {
  programme: Programme
  within: readonly Programme[]
  period: Period
  /** Other periods of the programme by their codes, newest first. */
  otherPeriods: string[]
  /** Results, targets and forecasts, each real before sample; those without a line are left out. */
  tables: FundingTable[]
  corrections: Correction[]
  /** Calendar day in Vietnam. */
  today: string
}

/**
 * @param periodPart as {@link periodSlug} writes it
 * @throws DomainError not-found for a programme, period, or part of either of which nothing was ever published;
 * invalid where `asof` is no calendar day. On a day before anything was published there are no tables.
 */
export async function getFundingPage(
  ctx: Context,
  programmeId: string,
  periodPart: string,
  view: FundingView,
): Promise<FundingPage> {
  const programme = ctx.reference.programmes.get(programmeId)
  const period = periodFromSlug(periodPart)
  if (programme === undefined || period === null || !isKnownCell(ctx.reference, programmeId, view.cell)) {
    throw new DomainError('not-found', `no funding ${programmeId} ${periodPart}`)
  }
  const all = await listFunding(ctx, { programme: programmeId })
  if (!all.some((line) => line.period === period.code)) {
    throw new DomainError('not-found', `no funding of ${programmeId} in ${period.code}`)
  }
  const { asof } = view
  const standing =
    asof === undefined || asof === '' ? all : await listFunding(ctx, { programme: programmeId, asof })
  const lines = standing.filter((line) => line.period === period.code)
  return {
    programme,
    within: chainOf(ctx, programme),
    period,
    otherPeriods: newestFirst([...new Set(all.map((line) => line.period))]).filter(
      (code) => code !== period.code,
    ),
    tables: makeTables(latticeOf(ctx.reference, programmeId), lines, view),
    corrections: await listCorrections(ctx, lines),
    today: vietnamDay(ctx.now()),
  }
}

/** One table for each kind of lines: samples and real ones, results and projections never meet. */
export function makeTables(
  lattice: Lattice,
  lines: readonly FundingFigure[],
  view: Pick<FundingView, 'cell' | 'by' | 'then' | 'sort'>,
): FundingTable[] {
  return [false, true].flatMap((sample) =>
    [false, true].flatMap((projection) => {
      const table = arrange(makeCube(lattice, lines.filter(isOfKind(sample, projection))), view)
      return table.lines.length === 0 ? [] : [{ sample, projection, ...table }]
    }),
  )
}

function isOfKind(sample: boolean, projection: boolean): (line: FundingFigure) => boolean {
  return (line) => line.sample === sample && isProjection(line.current.status) === projection
}

function byPeriod(lattice: Lattice, lines: readonly FundingFigure[]): PeriodFunding[] {
  const periods = Map.groupBy(lines, ({ period }) => period)
  return newestFirst([...periods.keys()]).map((period) => {
    const own = periods.get(period) ?? []
    const widest = own.filter(
      (line) => !own.some((other) => other !== line && isWithin(lattice, line, other)),
    )
    return { period, lines: widest }
  })
}

function newestFirst(codes: readonly string[]): string[] {
  return codes
    .map(parsePeriod)
    .filter((period) => period !== null)
    .sort((a, b) => comparePeriods(b, a))
    .map(({ code }) => code)
}

function chainOf(ctx: Context, { parentId }: Programme): Programme[] {
  const parent = parentId === null ? undefined : ctx.reference.programmes.get(parentId)
  return parent === undefined ? [] : [...chainOf(ctx, parent), parent]
}

/** What was corrected of some lines up to the revision that is shown, newest first. */
async function listCorrections(ctx: Context, lines: readonly FundingFigure[]): Promise<Correction[]> {
  const changed = lines.filter(({ current }) => current.revision > 1)
  const histories = await Promise.all(changed.map(({ id }) => getFigure(ctx, id)))
  const shown = new Map(changed.map(({ id, current }) => [id, current.revision]))
  return histories
    .flatMap(({ revisions }) =>
      revisions.flatMap((after, at): Correction[] => {
        const before = revisions[at - 1]
        const isShown = after.current.revision <= (shown.get(after.id) ?? 0)
        if (before?.kind !== 'funding' || after.kind !== 'funding' || !isShown) return []
        return after.current.change === 'correction' ? [{ before, after }] : []
      }),
    )
    .sort((a, b) => b.after.current.publishedAt.localeCompare(a.after.current.publishedAt))
}
