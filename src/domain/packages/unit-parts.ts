import type { Period } from '../periods/rules.ts'
import type { Reference } from '../reference/rules.ts'
import { existedBetween, type AdministrativeUnit } from '../units/rules.ts'

/** Units of one level that make up another one. */
export interface UnitParts {
  units: readonly AdministrativeUnit[]
  /** Those that must have been there. */
  expected: readonly AdministrativeUnit[]
  /** The level neither began nor ended within the period: its units make up the whole. */
  stable: boolean
  /** Units that one followed, or that followed it, within the period. */
  relatives: (unit: string) => readonly string[]
}

/** By the unit that they make up, one entry a level. */
export type PartsOf = (unit: string, period: Period) => readonly UnitParts[]

/** Which units make up which in a period. Units come and go, so each period has its own tree. */
export function unitPartsOf({ units, unitSteps }: Pick<Reference, 'units' | 'unitSteps'>): PartsOf {
  const steps = new Map<string, { id: string; date: string | null }[]>()
  const link = (from: string, id: string, date: string | null): void => {
    steps.set(from, [...(steps.get(from) ?? []), { id, date }])
  }
  for (const { predecessorId, successorId, date } of unitSteps) {
    link(predecessorId, successorId, date)
    link(successorId, predecessorId, date)
  }
  const isThere = (id: string | null, period: Period): boolean => {
    const unit = id === null ? undefined : units.get(id)
    return unit !== undefined && existedBetween(unit, period.start, period.end)
  }
  /** A unit whose parent was not there belonged to the one before or after it, or else to what is above. */
  const parentIn = (unit: AdministrativeUnit, period: Period): string | null => {
    for (let id = unit.parentId; id !== null; id = units.get(id)?.parentId ?? null) {
      const parent = units.get(id)
      if (parent === undefined || isThere(id, period)) return id
      const other = (steps.get(id) ?? []).find(
        ({ id: next }) => units.get(next)?.level === parent.level && isThere(next, period),
      )
      if (other !== undefined) return other.id
    }
    return null
  }
  const relativesIn = (period: Period) => (unit: string) =>
    (steps.get(unit) ?? [])
      .filter(({ id }) => units.get(id)?.level === units.get(unit)?.level)
      .filter(({ date }) => date === null || (period.start < date && date <= period.end))
      .map(({ id }) => id)

  const trees = new Map<string, ReadonlyMap<string, UnitParts[]>>()
  return (unit, period) => {
    let tree = trees.get(period.code)
    if (tree === undefined) {
      tree = treeIn(period)
      trees.set(period.code, tree)
    }
    return tree.get(unit) ?? []
  }

  function treeIn(period: Period): ReadonlyMap<string, UnitParts[]> {
    const groups = new Map<string, AdministrativeUnit[]>()
    for (const unit of units.values()) {
      const parent = isThere(unit.id, period) ? parentIn(unit, period) : null
      if (parent === null) continue
      const key = `${parent} ${unit.level}`
      groups.set(key, [...(groups.get(key) ?? []), unit])
    }
    const relatives = relativesIn(period)
    const tree = new Map<string, UnitParts[]>()
    for (const [key, members] of groups) {
      const parent = key.split(' ')[0] ?? ''
      const expected = members.filter(({ validFrom, seenBy }) => (validFrom ?? seenBy ?? '') <= period.end)
      const stable = expected.every((unit) => lasted(unit, period) || relatives(unit.id).length > 0)
      tree.set(parent, [...(tree.get(parent) ?? []), { units: members, expected, stable, relatives }])
    }
    return tree
  }
}

function lasted({ validFrom, seenBy, validTo, goneBy }: AdministrativeUnit, { start, end }: Period): boolean {
  const begun = validFrom ?? seenBy ?? ''
  return begun <= start && (validTo === null ? goneBy === null || end < goneBy : end <= validTo)
}
