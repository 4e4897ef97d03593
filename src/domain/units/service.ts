import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { vietnamDay } from '../periods/rules.ts'
import { PROVINCE } from '../reference/rules.ts'
import {
  isCurrent,
  type AdministrativeUnit,
  type Succession,
  type UnitLevel,
  type UnitStep,
} from './rules.ts'

/** Everything the overview of units shows. */
export interface UnitOverview {
  province: AdministrativeUnit
  /** The former district level, Mộc Châu as huyện and as thị xã. */
  districts: AdministrativeUnit[]
  /** Communes and wards of today. */
  communes: AdministrativeUnit[]
}

export function getOverview(ctx: Context): UnitOverview {
  const day = vietnamDay(ctx.now())
  return {
    province: findUnit(ctx, PROVINCE),
    districts: listUnits(ctx, { level: 'district' }),
    communes: listUnits(ctx, { level: 'commune' }).filter((unit) => isCurrent(unit, day)),
  }
}

/** A unit with where it stands among the others, in space and time. */
export interface UnitProfile {
  unit: AdministrativeUnit
  parent: AdministrativeUnit | null
  /** Units directly below it, of whatever time. */
  children: AdministrativeUnit[]
  predecessors: Succession[]
  successors: Succession[]
  /** Former districts on whose ground a commune of today lies: figures of earlier years are theirs. */
  formerDistricts: AdministrativeUnit[]
  /** Calendar day in Vietnam on which "former" is judged. */
  today: string
}

/** @throws DomainError not-found */
export function getUnit(ctx: Context, id: string): UnitProfile {
  const unit = findUnit(ctx, id)
  return {
    unit,
    parent: unit.parentId === null ? null : findUnit(ctx, unit.parentId),
    children: unit.level === 'province' ? [] : listUnits(ctx, { parentId: id }),
    predecessors: listSteps(ctx, 'successorId', 'predecessorId', id),
    successors: listSteps(ctx, 'predecessorId', 'successorId', id),
    formerDistricts: listFormerDistricts(ctx, unit),
    today: vietnamDay(ctx.now()),
  }
}

function listFormerDistricts(ctx: Context, unit: AdministrativeUnit): AdministrativeUnit[] {
  if (unit.level !== 'commune') return []
  const found = new Set<string>()
  const add = (id: string): void => {
    const one = findUnit(ctx, id)
    // A commune that was merged leads to its district; a district, to what it was called before.
    const origins = predecessorsOf(ctx, id)
    if (one.level !== 'district') origins.push(...(one.parentId === null ? [] : [one.parentId]))
    else if (found.has(id)) return
    else found.add(id)
    for (const origin of origins) add(origin)
  }
  for (const id of predecessorsOf(ctx, unit.id)) add(id)
  if (unit.parentId !== null) add(unit.parentId)
  return listUnits(ctx, { level: 'district' }).filter(({ id }) => found.has(id))
}

function predecessorsOf(ctx: Context, id: string): string[] {
  return ctx.reference.unitSteps
    .filter(({ successorId }) => successorId === id)
    .map(({ predecessorId }) => predecessorId)
}

/** In Vietnamese order of their names. */
export function listUnits(
  ctx: Context,
  filter: { level?: UnitLevel | undefined; parentId?: string | undefined } = {},
): AdministrativeUnit[] {
  return [...ctx.reference.units.values()].filter(
    (unit) =>
      (filter.level === undefined || unit.level === filter.level) &&
      (filter.parentId === undefined || unit.parentId === filter.parentId),
  )
}

/** @throws DomainError not-found */
function findUnit(ctx: Context, id: string): AdministrativeUnit {
  const unit = ctx.reference.units.get(id)
  if (unit === undefined) throw new DomainError('not-found', `no unit ${id}`)
  return unit
}

type Side = 'predecessorId' | 'successorId'

function listSteps(ctx: Context, from: Side, to: Side, id: string): Succession[] {
  const steps = new Map<string, UnitStep[]>()
  for (const step of ctx.reference.unitSteps) {
    if (step[from] === id) steps.set(step[to], [...(steps.get(step[to]) ?? []), step])
  }
  // Walked in the order of the units, so that the list is in Vietnamese order.
  return [...ctx.reference.units.values()].flatMap((unit) =>
    (steps.get(unit.id) ?? []).map(({ kind, extent, date, legalBasis }) => ({
      unit,
      kind,
      extent,
      date,
      legalBasis,
    })),
  )
}
