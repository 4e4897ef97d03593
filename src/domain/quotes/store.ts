import type { Reader } from '../../../db/connect.ts'

/** Numbers as they may stand in the record. */
export interface SoughtNumbers {
  /** Decimals of results in every spelling: `17.8`, `17.80`. At least one. */
  values: readonly string[]
  /** Whole VND. */
  amounts: readonly number[]
}

const COLUMNS = ['value', 'allocated', 'disbursed'] as const

/**
 * Ids of figures of which some revision, or some reported value, has one of the numbers.
 * @param limit of rows that are read of each column
 */
export async function listIdsByNumber(db: Reader, sought: SoughtNumbers, limit: number): Promise<string[]> {
  const ids = new Set<string>()
  // One query for each column and not an OR, so that each uses its index.
  for (const column of COLUMNS) {
    const numbers = column === 'value' ? [...sought.values] : [...sought.amounts]
    if (numbers.length === 0) continue
    const published = await db
      .selectFrom('figure_revision')
      .select('figure_id as id')
      .where(column, 'in', numbers)
      .limit(limit)
      .execute()
    const reported = await db
      .selectFrom('figure_claim as claim')
      .innerJoin('figure_revision', 'figure_revision.seq', 'claim.revision_seq')
      .select('figure_revision.figure_id as id')
      .where(`claim.${column}`, 'in', numbers)
      .limit(limit)
      .execute()
    for (const { id } of [...published, ...reported]) ids.add(id)
  }
  return [...ids].sort()
}

/** What figures are about. */
export interface SoughtNames {
  topic: 'indicator' | 'programme'
  topics: readonly string[]
  units: readonly string[]
}

/** Ids of real figures on one of the indicators or programmes, in one of the units. */
export async function listIdsByName(
  db: Reader,
  { topic, topics, units }: SoughtNames,
  limit: number,
): Promise<string[]> {
  if (topics.length === 0 || units.length === 0) return []
  const rows = await db
    .selectFrom('figure')
    .select('id')
    .where('sample', '=', 0)
    .where(topic, 'in', [...topics])
    .where('unit', 'in', [...units])
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
