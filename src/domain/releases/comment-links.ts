import type { Reader, Writer } from '../../../db/connect.ts'
import type { FigureRevisionTable } from '../../../db/schema/figure-revision.ts'
import { commentBehind } from '../figures/rules.ts'
import { bumpRevisions } from '../revisions/store.ts'

/** Those of the comments that readers see now. */
export async function listPublishedIds(db: Reader, ids: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await findPublished(db, ids)).map(({ id }) => id))
}

/**
 * Leads from each comment to the corrections that name it, in the transaction that publishes them. What the
 * correction itself says stands in its note, in the chain.
 */
export async function linkComments(tx: Writer, revisions: readonly FigureRevisionTable[]): Promise<void> {
  const links = revisions.flatMap((revision) => {
    const comment_id = commentBehind(revision)
    return comment_id === null ? [] : [{ revision_seq: revision.seq, comment_id }]
  })
  const targets = new Map(
    (
      await findPublished(
        tx,
        links.map((link) => link.comment_id),
      )
    ).map(({ id, target }) => [id, target]),
  )
  const found = links.filter((link) => targets.has(link.comment_id))
  if (found.length === 0) return
  await tx.insertInto('comment_correction').values(found).execute()
  await bumpRevisions(tx, [...targets.values()])
}

async function findPublished(db: Reader, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('comment')
    .select(['id', 'target'])
    .where('id', 'in', [...new Set(ids)])
    .where('status', '=', 'published')
    .execute()
}
