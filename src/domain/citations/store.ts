import type { Reader } from '../../../db/connect.ts'
import type { FigureRevisionTable } from '../../../db/schema/figure-revision.ts'

/** A revision as it was written, with the release as readers know it. */
export type RecordedRevision = FigureRevisionTable & { dataset: string; version: number }

export async function findRecorded(
  db: Reader,
  id: string,
  revision: number,
): Promise<RecordedRevision | null> {
  const row = await db
    .selectFrom('figure_revision')
    .innerJoin('release', 'release.seq', 'figure_revision.release_seq')
    .selectAll('figure_revision')
    .select(['release.dataset', 'release.version'])
    .where('figure_revision.figure_id', '=', id)
    .where('figure_revision.revision', '=', revision)
    .executeTakeFirst()
  return row ?? null
}
