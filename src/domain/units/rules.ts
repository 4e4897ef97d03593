export const UNIT_LEVELS = ['province', 'district', 'commune'] as const
export const SUCCESSION_KINDS = ['merge', 'replaced', 'renamed', 'boundary'] as const
export const SUCCESSION_EXTENTS = ['whole', 'part', 'unknown'] as const

export type UnitLevel = (typeof UNIT_LEVELS)[number]
export type SuccessionKind = (typeof SUCCESSION_KINDS)[number]
export type SuccessionExtent = (typeof SUCCESSION_EXTENTS)[number]

/** An administrative unit, also one that no longer is. */
export interface AdministrativeUnit {
  /** Ours and permanent; official codes were used again in 2025. */
  id: string
  /** With its kind, as printed: `huyện Mường La`. */
  name: string
  level: UnitLevel
  officialCode: string
  parentId: string | null
  /** Calendar dates; null where open, unrecorded, or not settled. */
  validFrom: string | null
  validTo: string | null
  /** First official list that has it, where the day it began is not settled. */
  seenBy: string | null
  /** First official list without it, where the day it ended is not settled. */
  goneBy: string | null
  tile: { row: number; column: number } | null
}

/** One step from unit to unit; a unit can have many on either side. */
export interface UnitStep {
  predecessorId: string
  successorId: string
  kind: SuccessionKind
  extent: SuccessionExtent
  date: string | null
  legalBasis: string
}

/** One step from unit to unit, seen from one of the two. */
export interface Succession {
  /** The other one. */
  unit: AdministrativeUnit
  kind: SuccessionKind
  extent: SuccessionExtent
  date: string | null
  legalBasis: string
}

/** Whether a unit no longer is on a calendar day. Where the day it ended is not settled, from the list without it on. */
export function isFormer(unit: Pick<AdministrativeUnit, 'validTo' | 'goneBy'>, day: string): boolean {
  if (unit.validTo !== null) return unit.validTo < day
  return unit.goneBy !== null && unit.goneBy <= day
}

/** Whether a unit is there on a calendar day, as far as that is settled. */
export function isCurrent(unit: AdministrativeUnit, day: string): boolean {
  const begun = unit.validFrom ?? unit.seenBy
  return (begun === null || begun <= day) && !isFormer(unit, day)
}

/** What a comment on a unit's page names. */
export const unitTarget = (id: string): `units/${string}` => `units/${id}`
export const unitAddress = (id: string): `/dia-phuong/${string}/` => `/dia-phuong/${id}/`

/**
 * Whether a unit was there at some time between two calendar days. A day that is not settled counts for the unit:
 * a figure is refused only where it is certain that it cannot be.
 */
export function existedBetween(unit: AdministrativeUnit, start: string, end: string): boolean {
  const begun = unit.validFrom === null || unit.validFrom <= end
  const lasted = unit.validTo === null ? unit.goneBy === null || start < unit.goneBy : start <= unit.validTo
  return begun && lasted
}

/** Row by row of the map, as its tiles are read and the keyboard goes through them. */
export function byTile(a: Pick<AdministrativeUnit, 'tile'>, b: Pick<AdministrativeUnit, 'tile'>): number {
  return (a.tile?.row ?? 0) - (b.tile?.row ?? 0) || (a.tile?.column ?? 0) - (b.tile?.column ?? 0)
}

/** The kind of a unit and its name alone: `huyện` and `Mường La`, of `huyện Mường La` or `Mường La district`. */
export function partsOfName(name: string): { kind: string; bare: string } {
  const [, kind = '', bare = name] =
    /^(tỉnh|thành phố|thị xã|huyện|thị trấn|phường|xã) (.+)$/u.exec(name) ?? []
  if (kind !== '') return { kind, bare }
  // A further language puts the kind behind.
  const [, before = name, behind = ''] = /^(.*\p{Lu}\S*) (\p{Ll}+)$/u.exec(name) ?? []
  return { kind: behind, bare: before }
}
