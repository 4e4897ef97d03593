import type { Reader } from '../../../db/connect.ts'

/** Numbers as they may stand in the record. */
export interface SoughtNumbers {
  /** Decimals of results in every spelling: `17.8`, `17.80`. At least one. */
  values: readonly string[]
  /** Whole VND. */
  amounts: readonly number[]
}

/** Ids of figures of which some revision, or some reported value, has one of the numbers. */
export async function listIdsByNumber(db: Reader, sought: SoughtNumbers, limit: number): Promise<string[]> {
  const values = [...sought.values]
  const amounts = [...sought.amounts]
  let published = db.selectFrom('figure_revision').select('figure_id as id').distinct()
  let reported = db
    .selectFrom('figure_claim as claim')
    .innerJoin('figure_revision', 'figure_revision.seq', 'claim.revision_seq')
    .select('figure_revision.figure_id as id')
    .distinct()
  // PostgreSQL knows no empty list.
  published =
    amounts.length === 0
      ? published.where('value', 'in', values)
      : published.where((eb) =>
          eb.or([eb('value', 'in', values), eb('allocated', 'in', amounts), eb('disbursed', 'in', amounts)]),
        )
  reported =
    amounts.length === 0
      ? reported.where('claim.value', 'in', values)
      : reported.where((eb) =>
          eb.or([
            eb('claim.value', 'in', values),
            eb('claim.allocated', 'in', amounts),
            eb('claim.disbursed', 'in', amounts),
          ]),
        )
  const rows = [
    ...(await published.orderBy('figure_id').limit(limit).execute()),
    ...(await reported.orderBy('figure_revision.figure_id').limit(limit).execute()),
  ]
  return [...new Set(rows.map(({ id }) => id))]
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
