import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { bumpRevisions } from '../revisions/store.ts'
import { readUnitFiles, type UnitFiles } from './files.ts'
import { isCurrent, type AdministrativeUnit, type Succession } from './rules.ts'
import { findUnit, listPredecessors, listSuccessors, listUnits, replaceUnits } from './store.ts'

const PROVINCE = 'son-la'
const VIETNAM_MS = 7 * 3_600_000

/** Everything the overview of units shows. */
export interface UnitOverview {
  province: AdministrativeUnit
  /** The former district level, Mộc Châu as huyện and as thị xã. */
  districts: AdministrativeUnit[]
  /** Communes and wards of today. */
  communes: AdministrativeUnit[]
}

/** @throws DomainError not-found before units were loaded */
export async function getOverview(ctx: Context): Promise<UnitOverview> {
  const province = await findUnit(ctx.db.read, PROVINCE)
  if (province === null) throw new DomainError('not-found', 'no units')
  const communes = await listUnits(ctx.db.read, { level: 'commune' })
  const day = today(ctx)
  return {
    province,
    districts: await listUnits(ctx.db.read, { level: 'district' }),
    communes: communes.filter((unit) => isCurrent(unit, day)),
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
  /** Calendar day in Vietnam on which "former" is judged. */
  today: string
}

/** @throws DomainError not-found */
export async function getUnit(ctx: Context, id: string): Promise<UnitProfile> {
  const { read } = ctx.db
  const unit = await findUnit(read, id)
  if (unit === null) throw new DomainError('not-found', `no unit ${id}`)
  return {
    unit,
    parent: unit.parentId === null ? null : await findUnit(read, unit.parentId),
    children: unit.level === 'province' ? [] : await listUnits(read, { parentId: id }),
    predecessors: await listPredecessors(read, id),
    successors: await listSuccessors(read, id),
    today: today(ctx),
  }
}

/** Checks the files of units without touching the database. @throws ContentError */
export async function checkUnits(contentDir: string): Promise<UnitFiles> {
  return readUnitFiles(contentDir)
}

/** Replaces the stored units by the files. @throws ContentError; then nothing changes */
export async function syncUnits(ctx: Context, contentDir: string): Promise<void> {
  const { units, successions } = await readUnitFiles(contentDir)
  await ctx.db.transaction(async (tx) => {
    await replaceUnits(tx, units, successions)
    await bumpRevisions(tx, ['units'])
  })
}

function today(ctx: Context): string {
  return new Date(ctx.now().getTime() + VIETNAM_MS).toISOString().slice(0, 10)
}
