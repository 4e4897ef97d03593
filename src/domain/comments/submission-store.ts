import { insertMany } from '../../../db/bulk/insert-many.ts'
import type { Reader, Writer } from '../../../db/connect.ts'
import type { CommentTable } from '../../../db/schema/comment.ts'
import type { SubmissionTable } from '../../../db/schema/submission.ts'

/** What of a comment stands as it arrived, or is gone with its erasure. */
export type ChainedComment = Pick<
  CommentTable,
  | 'id'
  | 'status'
  | 'sample'
  | 'submitted_at'
  | 'target'
  | 'figure_revision'
  | 'display_name'
  | 'body'
  | 'body_salt'
  | 'code_hash'
  | 'consent_version'
>

const COLUMNS = [
  'comment.id',
  'comment.status',
  'comment.sample',
  'comment.submitted_at',
  'comment.target',
  'comment.figure_revision',
  'comment.display_name',
  'comment.body',
  'comment.body_salt',
  'comment.code_hash',
  'comment.consent_version',
] as const

export async function insertSubmissions(tx: Writer, rows: readonly SubmissionTable[]): Promise<void> {
  await insertMany(tx, 'submission', rows)
}

/** Moves the end of the chain so many places on, and gives its last place then, and the hash that stands before them. */
export async function takeSubmissionPlaces(
  tx: Writer,
  count: number,
): Promise<{ seq: number; hash: string }> {
  return tx
    .updateTable('ledger_head')
    .set((eb) => ({ seq: eb('seq', '+', count) }))
    .where('ledger', '=', 'submissions')
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
}

export async function setSubmissionHead(tx: Writer, hash: string): Promise<void> {
  await tx.updateTable('ledger_head').set({ hash }).where('ledger', '=', 'submissions').execute()
}

export async function findSubmissionHead(db: Reader): Promise<{ seq: number; hash: string } | null> {
  const head = await db
    .selectFrom('ledger_head')
    .select(['seq', 'hash'])
    .where('ledger', '=', 'submissions')
    .executeTakeFirst()
  return head ?? null
}

/** The chain from a place on, each link with its comment; null where that is not there. */
export async function listSubmissions(
  db: Reader,
  after: number,
  limit: number,
): Promise<{ entry: SubmissionTable; comment: ChainedComment | null }[]> {
  const entries = await db
    .selectFrom('submission')
    .selectAll()
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute()
  const ids = entries.map((entry) => entry.comment_id)
  const comments =
    ids.length === 0
      ? []
      : await db.selectFrom('comment').select(COLUMNS).where('comment.id', 'in', ids).execute()
  const byId = new Map(comments.map((comment) => [comment.id, comment]))
  return entries.map((entry) => ({ entry, comment: byId.get(entry.comment_id) ?? null }))
}

/** Comments without a link, in the order in which they arrived. */
export async function listUnchained(db: Reader, limit: number): Promise<ChainedComment[]> {
  return db
    .selectFrom('comment')
    .leftJoin('submission', 'submission.comment_id', 'comment.id')
    .select(COLUMNS)
    .where('submission.seq', 'is', null)
    .orderBy('comment.submitted_at')
    .orderBy('comment.id')
    .limit(limit)
    .execute()
}
