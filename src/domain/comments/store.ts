import { insertMany } from '../../../db/bulk/insert-many.ts'
import type { Reader, Writer } from '../../../db/connect.ts'
import type { CommentStatus, CommentTable } from '../../../db/schema/comment.ts'
import { knownReason } from '../moderation/rules.ts'
import type {
  CommentCorrection,
  CommentTarget,
  Cursor,
  HiddenComment,
  PublicStep,
  PublishedComment,
} from './rules.ts'

export async function insertComments(tx: Writer, rows: readonly CommentTable[]): Promise<void> {
  await insertMany(tx, 'comment', rows)
}

/** A published comment, and what else there is to be read of it. Most have nothing else. */
export interface ListedComment extends Omit<PublishedComment, 'answer' | 'awaited' | 'corrections'> {
  /** It has an official answer, or waits for one. */
  forOffice: boolean
  /** Figures were corrected after it. */
  corrected: boolean
}

/** Published comments of one target, oldest first; keyset, so a page never shifts while people post. */
export async function listPublished(
  db: Reader,
  thread: Thread,
  page: { limit: number; after: Cursor | null },
): Promise<ListedComment[]> {
  let query = inThread(db, thread)
    .leftJoin('official_answer as answer', 'answer.comment_id', 'comment.id')
    .leftJoin('answer_request as request', 'request.comment_id', 'comment.id')
    .select([
      'comment.id',
      'comment.body',
      'display_name',
      'comment.published_at',
      'sample',
      'figure_revision',
    ])
    .select(['answer.revision as answered', 'request.revision as asked'])
    .select((eb) =>
      eb
        .selectFrom('comment_correction as correction')
        .select('correction.revision_seq')
        .whereRef('correction.comment_id', '=', 'comment.id')
        .limit(1)
        .as('correction'),
    )
    .where('status', '=', 'published')
  const { after } = page
  if (after !== null) {
    query = query.where((eb) =>
      eb(eb.refTuple('comment.published_at', 'comment.id'), '>', eb.tuple(after.at, after.id)),
    )
  }
  const rows = await query.orderBy('comment.published_at').orderBy('comment.id').limit(page.limit).execute()
  return rows.map((row) => ({
    id: row.id,
    body: row.body ?? '',
    displayName: row.display_name,
    publishedAt: row.published_at ?? '',
    sample: row.sample === 1,
    figureRevision: row.figure_revision,
    forOffice: row.answered !== null || row.asked !== null,
    corrected: row.correction !== null,
  }))
}

/** The newest published comments of one target, newest first. */
export async function listNewest(
  db: Reader,
  thread: Thread,
  limit: number,
): Promise<Pick<PublishedComment, 'id' | 'body' | 'displayName' | 'publishedAt' | 'sample'>[]> {
  const rows = await inThread(db, thread)
    .select(['id', 'body', 'display_name', 'published_at', 'sample'])
    .where('status', '=', 'published')
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    body: row.body ?? '',
    displayName: row.display_name,
    publishedAt: row.published_at ?? '',
    sample: row.sample === 1,
  }))
}

/** Comments of one target that readers may know of. */
export interface Thread {
  target: CommentTarget
  /** Only what was written under one revision of a figure; null for all of them. */
  revision: number | null
  samples: boolean
}

function inThread(db: Reader, { target, revision, samples }: Thread) {
  let query = db.selectFrom('comment').where('comment.target', '=', target)
  if (revision !== null) query = query.where('comment.figure_revision', '=', revision)
  return samples ? query : query.where('comment.sample', '=', 0)
}

/** The published comments before one in its thread, the nearest first. */
export async function listBefore(
  db: Reader,
  thread: Thread,
  place: Cursor,
  limit: number,
): Promise<Cursor[]> {
  const rows = await inThread(db, thread)
    .select(['id', 'published_at'])
    .where('status', '=', 'published')
    .where((eb) => eb(eb.refTuple('published_at', 'id'), '<', eb.tuple(place.at, place.id)))
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, published_at: at }) => ({ id, at: at ?? '' }))
}

/** Placeholders on one page: a thread full of them shows this many. */
const MOST_HIDDEN = 100

/**
 * Comments of one thread that were published and are hidden now, oldest first, also while their sender asks for
 * another look.
 * @param between after the first place, up to the second; null for an open end
 */
export async function listHidden(
  db: Reader,
  thread: Thread,
  between: { after: Cursor | null; upTo: Cursor | null },
): Promise<HiddenComment[]> {
  let query = inThread(db, thread)
    .innerJoin('moderation_event as hiding', (join) =>
      join
        .onRef('hiding.comment_id', '=', 'comment.id')
        .on('hiding.to_status', '=', 'hidden')
        .on((eb) =>
          eb(
            'hiding.comment_revision',
            '=',
            eb
              .case()
              .when('comment.status', '=', 'appealed')
              .then(eb('comment.revision', '-', eb.lit(1)))
              .else(eb.ref('comment.revision'))
              .end(),
          ),
        ),
    )
    .select(['comment.id', 'comment.published_at', 'hiding.reason'])
    .where('comment.status', 'in', ['hidden', 'appealed'])
    .where('comment.published_at', 'is not', null)
  for (const [sign, place] of [['>', between.after] as const, ['<=', between.upTo] as const]) {
    if (place === null) continue
    query = query.where((eb) =>
      eb(eb.refTuple('comment.published_at', 'comment.id'), sign, eb.tuple(place.at, place.id)),
    )
  }
  const rows = await query.orderBy('comment.published_at').orderBy('comment.id').limit(MOST_HIDDEN).execute()
  return rows.map((row) => ({
    id: row.id,
    reason: knownReason(row.reason ?? ''),
    publishedAt: row.published_at ?? '',
  }))
}

/** Corrections of figures that followed these comments, by comment, oldest first. */
export async function findCorrections(
  db: Reader,
  commentIds: readonly string[],
): Promise<Map<string, CommentCorrection[]>> {
  const corrections = new Map<string, CommentCorrection[]>()
  if (commentIds.length === 0) return corrections
  const rows = await db
    .selectFrom('comment_correction as correction')
    .innerJoin('figure_revision as revision', 'revision.seq', 'correction.revision_seq')
    .select(['correction.comment_id', 'revision.figure_id', 'revision.revision'])
    .where('correction.comment_id', 'in', commentIds)
    .orderBy('correction.revision_seq')
    .execute()
  for (const { comment_id: id, figure_id: figure, revision } of rows) {
    const known = corrections.get(id) ?? []
    corrections.set(id, [...known, { figure, revision }])
  }
  return corrections
}

/** Every step of a comment, first to last, without who took it. */
export async function listPublicSteps(db: Reader, commentId: string): Promise<PublicStep[]> {
  const rows = await db
    .selectFrom('moderation_event as event')
    .leftJoin('moderation_note as note', 'note.event_seq', 'event.seq')
    .select(['event.action', 'event.to_status', 'event.reason', 'event.at', 'event.actor', 'note.note'])
    .where('event.comment_id', '=', commentId)
    .orderBy('event.comment_revision')
    .execute()
  return rows.map((row) => ({
    action: row.action,
    to: row.to_status,
    reason: row.reason === null ? null : knownReason(row.reason),
    note: row.actor === 'staff' ? row.note : null,
    at: row.at,
  }))
}

/** Of a whole target as it is kept; of one revision of a figure they are few, and counted. */
export async function countPublished(db: Reader, thread: Thread): Promise<number> {
  return thread.revision === null ? findCount(db, thread) : countRevision(db, thread)
}

async function findCount(db: Reader, { target, samples }: Thread): Promise<number> {
  const rows = await db
    .selectFrom('thread_count')
    .select(['sample', 'count'])
    .where('target', '=', target)
    .execute()
  return rows.reduce((sum, { sample, count }) => (samples || sample === 0 ? sum + count : sum), 0)
}

async function countRevision(db: Reader, thread: Thread): Promise<number> {
  const row = await inThread(db, thread)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('status', '=', 'published')
    .executeTakeFirstOrThrow()
  return row.count
}

/** What the submitter may know of a comment, with the reason of its last decision. */
export async function findByCode(db: Reader, codeHash: string) {
  const comment = await db
    .selectFrom('comment')
    .select([
      'id',
      'target',
      'figure_revision',
      'status',
      'revision',
      'body',
      'body_salt',
      'display_name',
      'submitted_at',
      'decided_at',
      'erasure_asked_at',
    ])
    .where('code_hash', '=', codeHash)
    .executeTakeFirst()
  if (comment === undefined) return null
  const last = await db
    .selectFrom('moderation_event as event')
    .leftJoin('moderation_note as note', 'note.event_seq', 'event.seq')
    .select(['event.reason', 'event.from_status', 'event.actor', 'event.text_hash', 'note.note'])
    .where('event.comment_id', '=', comment.id)
    .where('event.comment_revision', '=', comment.revision)
    .executeTakeFirst()
  return { ...comment, last: last ?? null }
}

/** Forgets the sender's network of comments sent before `before`. @returns how many rows changed */
export async function forgetNetworks(db: Reader, before: string): Promise<number> {
  const result = await db
    .updateTable('comment')
    .set({ network_hash: null })
    .where('network_hash', 'is not', null)
    .where('submitted_at', '<', before)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export type { CommentStatus }
