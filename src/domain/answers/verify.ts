import type { Reader } from '../../../db/connect.ts'
import type { Context } from '../context.ts'
import { GENESIS, hashAnswer, hashWords } from './ledger.ts'

export type AnswerBreakCause =
  'gap' | 'previous-hash' | 'event-hash' | 'words-changed' | 'words-missing' | 'revision' | 'state' | 'head'

export type AnswerVerification =
  | { ok: true; events: number; head: string }
  | { ok: false; cause: AnswerBreakCause; seq: number | null; commentId: string | null }

const BATCH = 1_000

/** Walks the whole chain of answers and compares every answer with its last event; stops at the first break. */
export async function verifyAnswers(ctx: Context): Promise<AnswerVerification> {
  // One snapshot: answers given while it walks neither break nor hide anything.
  return ctx.db.read
    .transaction()
    .setAccessMode('read only')
    .setIsolationLevel('repeatable read')
    .execute(verifyIn)
}

async function verifyIn(db: Reader): Promise<AnswerVerification> {
  let seq = 0
  let hash = GENESIS
  for (;;) {
    const events = await readEvents(db, seq)
    for (const event of events) {
      const cause = breakOf(event, seq, hash)
      if (cause !== null) return { ok: false, cause, seq: event.seq, commentId: event.comment_id }
      ;({ seq, hash } = event)
    }
    if (events.length < BATCH) break
  }
  const head = await db
    .selectFrom('ledger_head')
    .selectAll()
    .where('ledger', '=', 'answers')
    .executeTakeFirst()
  if (head?.seq !== seq || head.hash !== hash) return { ok: false, cause: 'head', seq, commentId: null }
  return (await findStrayState(db)) ?? { ok: true, events: seq, head: hash }
}

async function readEvents(db: Reader, after: number) {
  return db
    .selectFrom('answer_event as event')
    .leftJoin('answer_words as words', 'words.event_seq', 'event.seq')
    .leftJoin('comment', 'comment.id', 'event.comment_id')
    .leftJoin('answer_event as before', (join) =>
      join
        .onRef('before.comment_id', '=', 'event.comment_id')
        .on((eb) => eb('before.revision', '=', eb('event.revision', '-', 1))),
    )
    .selectAll('event')
    .select(['words.salt', 'words.text', 'words.reason', 'comment.status'])
    .select('before.seq as seq_before')
    .where('event.seq', '>', after)
    .orderBy('event.seq')
    .limit(BATCH)
    .execute()
}

type ReadEvent = Awaited<ReturnType<typeof readEvents>>[number]

function breakOf(event: ReadEvent, seq: number, hash: string): AnswerBreakCause | null {
  if (event.seq !== seq + 1) return 'gap'
  if (event.prev_hash !== hash) return 'previous-hash'
  if (event.hash !== hashAnswer(event.seq, hash, event)) return 'event-hash'
  if (event.revision > 1 && (event.seq_before === null || event.seq_before > event.seq)) return 'revision'
  const { salt, text, reason } = event
  // Words go with the comment that is erased, and only then.
  if (salt === null) return event.status === 'erased' ? null : 'words-missing'
  return hashWords({ salt, text, reason }) === event.words_hash ? null : 'words-changed'
}

/** An answer that its last event does not explain. */
async function findStrayState(db: Reader): Promise<AnswerVerification | null> {
  let after = ''
  for (;;) {
    const comments = await db
      .selectFrom('answer_event as event')
      .innerJoin('comment', 'comment.id', 'event.comment_id')
      .leftJoin('official_answer as answer', 'answer.comment_id', 'event.comment_id')
      .select(['event.comment_id', 'event.seq', 'event.action', 'event.at', 'event.body', 'event.revision'])
      .select(['comment.status', 'answer.event_seq', 'answer.standing', 'answer.changed_at'])
      .select(['answer.body as answer_body', 'answer.revision as answer_revision'])
      .where('event.comment_id', '>', after)
      .where((eb) =>
        eb(
          'event.revision',
          '=',
          eb
            .selectFrom('answer_event as last')
            .select((inner) => inner.fn.max('last.revision').as('revision'))
            .whereRef('last.comment_id', '=', 'event.comment_id'),
        ),
      )
      .orderBy('event.comment_id')
      .limit(BATCH)
      .execute()
    for (const row of comments) {
      const stands = row.action !== 'withdraw' && row.status !== 'erased' ? 1 : 0
      const right =
        row.event_seq === row.seq &&
        row.answer_revision === row.revision &&
        row.answer_body === row.body &&
        row.changed_at === row.at &&
        row.standing === stands
      if (!right) return { ok: false, cause: 'state', seq: row.seq, commentId: row.comment_id }
      after = row.comment_id
    }
    if (comments.length < BATCH) return null
  }
}
