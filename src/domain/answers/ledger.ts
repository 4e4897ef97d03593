import type { Writer } from '../../../db/connect.ts'
import type { AnswerEventTable } from '../../../db/schema/answer-event.ts'
import type { AnswerWordsTable } from '../../../db/schema/answer-words.ts'
import { sha256 } from '../secrets.ts'

/** Hash before the first event. */
export const GENESIS = ''

export type AnswerEventContent = Omit<AnswerEventTable, 'seq' | 'prev_hash' | 'hash'>

/** SHA-256 over a JSON array of a version mark, the previous hash and every column in a fixed order. */
export function hashAnswer(seq: number, previous: string, event: AnswerEventContent): string {
  return sha256(
    JSON.stringify([
      'answers/1',
      previous,
      seq,
      event.comment_id,
      event.revision,
      event.action,
      event.body,
      event.body_name,
      event.words_hash,
      event.staff_id,
      event.at,
    ]),
  )
}

/** Salted, so that words that were erased cannot be guessed back. */
export function hashWords({ salt, text, reason }: Omit<AnswerWordsTable, 'event_seq'>): string {
  return sha256(JSON.stringify([salt, text, reason]))
}

/** Takes the end of the chain for this transaction. Must be its first statement, as in the chain of decisions. */
export async function takeAnswersHead(tx: Writer): Promise<{ seq: number; hash: string }> {
  return tx
    .updateTable('ledger_head')
    .set((eb) => ({ seq: eb('seq', '+', 1) }))
    .where('ledger', '=', 'answers')
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
}

/** Appends the event, with its words, at the place that {@link takeAnswersHead} gave. */
export async function appendAnswer(
  tx: Writer,
  head: { seq: number; hash: string },
  event: Omit<AnswerEventContent, 'words_hash'>,
  words: Omit<AnswerWordsTable, 'event_seq'>,
): Promise<void> {
  const content = { ...event, words_hash: hashWords(words) }
  const hash = hashAnswer(head.seq, head.hash, content)
  await tx
    .insertInto('answer_event')
    .values({ seq: head.seq, ...content, prev_hash: head.hash, hash })
    .execute()
  await tx
    .insertInto('answer_words')
    .values({ event_seq: head.seq, ...words })
    .execute()
  await tx.updateTable('ledger_head').set({ hash }).where('ledger', '=', 'answers').execute()
}
