import type { Reader, Writer } from '../../../db/connect.ts'
import type { UnitSuccessionTable } from '../../../db/schema/unit-succession.ts'
import type { UnitTable } from '../../../db/schema/unit.ts'
import type { AdministrativeUnit, Succession, UnitLevel } from './rules.ts'

/** SQLite and PostgreSQL bound the number of values in a statement. */
const BATCH = 100

export async function findUnit(db: Reader, id: string): Promise<AdministrativeUnit | null> {
  const row = await db.selectFrom('unit').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toUnit(row)
}

/** In Vietnamese order of their names. */
export async function listUnits(
  db: Reader,
  filter: { level?: UnitLevel | undefined; parentId?: string | undefined } = {},
): Promise<AdministrativeUnit[]> {
  let query = db.selectFrom('unit').selectAll()
  if (filter.level !== undefined) query = query.where('level', '=', filter.level)
  if (filter.parentId !== undefined) query = query.where('parent_id', '=', filter.parentId)
  return (await query.orderBy('sort_order').execute()).map(toUnit)
}

/** What a unit became. */
export async function listSuccessors(db: Reader, id: string): Promise<Succession[]> {
  return listSteps(db, { from: 'predecessor_id', to: 'successor_id' }, id)
}

/** What a unit was made of. */
export async function listPredecessors(db: Reader, id: string): Promise<Succession[]> {
  return listSteps(db, { from: 'successor_id', to: 'predecessor_id' }, id)
}

type Side = 'predecessor_id' | 'successor_id'

async function listSteps(db: Reader, side: { from: Side; to: Side }, id: string): Promise<Succession[]> {
  const rows = await db
    .selectFrom('unit_succession as step')
    .innerJoin('unit', 'unit.id', `step.${side.to}`)
    .selectAll('unit')
    .select(['step.kind', 'step.extent', 'step.date', 'step.legal_basis'])
    .where(`step.${side.from}`, '=', id)
    .orderBy('unit.sort_order')
    .execute()
  return rows.map(toSuccession)
}

/** Puts the files' units in place of the stored ones. */
export async function replaceUnits(
  tx: Writer,
  units: readonly UnitTable[],
  successions: readonly UnitSuccessionTable[],
): Promise<void> {
  await tx.deleteFrom('unit_succession').execute()
  await tx.deleteFrom('unit').execute()
  for (let at = 0; at < units.length; at += BATCH) {
    await tx
      .insertInto('unit')
      .values(units.slice(at, at + BATCH))
      .execute()
  }
  for (let at = 0; at < successions.length; at += BATCH) {
    await tx
      .insertInto('unit_succession')
      .values(successions.slice(at, at + BATCH))
      .execute()
  }
}

function toUnit(row: UnitTable): AdministrativeUnit {
  return {
    id: row.id,
    name: row.name,
    level: row.level,
    officialCode: row.official_code,
    parentId: row.parent_id,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    seenBy: row.seen_by,
    goneBy: row.gone_by,
    tile:
      row.tile_row === null || row.tile_column === null
        ? null
        : { row: row.tile_row, column: row.tile_column },
  }
}

function toSuccession(
  row: UnitTable & Pick<UnitSuccessionTable, 'kind' | 'extent' | 'date' | 'legal_basis'>,
): Succession {
  return {
    unit: toUnit(row),
    kind: row.kind,
    extent: row.extent,
    date: row.date,
    legalBasis: row.legal_basis,
  }
}
