import { countCharacters, normalizeBody } from '../comments/rules.ts'
import { DomainError } from '../errors.ts'
import type { Deadline } from '../working-days/rules.ts'

/** Bounds of an answer and of the reason for changing one, in code points after normalising, both included. */
export const ANSWER_TEXT = { min: 5, max: 5_000 } as const
export const ANSWER_REASON = { min: 5, max: 500 } as const

/** What happens to an answer: its first text (again after a withdrawal), another text, its end. */
export type AnswerAction = 'publish' | 'correct' | 'withdraw'

/** The official answer to a comment as readers see it. */
export interface PublicAnswer {
  /** Code of the body in `content/site.yaml`. */
  body: string
  /** Its name when it answered. */
  bodyName: string
  /** Plain text with line breaks; http(s) addresses in it are links. */
  text: string
  /** ISO-8601 UTC. */
  publishedAt: string
  /** Last correction; null where the first text stands. */
  updatedAt: string | null
  revision: number
}

/** A comment that waits for an answer. */
export interface AwaitedAnswer {
  body: string
  bodyName: string
  deadline: Deadline
  overdue: boolean
}

/** One version of an answer, or its withdrawal. */
export interface AnswerVersion {
  revision: number
  action: AnswerAction
  bodyName: string
  /** Null for a withdrawal, for what was withdrawn, and after the comment was erased. */
  text: string | null
  /** Why it was corrected or withdrawn. */
  reason: string | null
  at: string
  hash: string
  previousHash: string
}

export type AnswerRefusal = 'not-published' | 'no-answer' | 'unchanged'

/**
 * What writing to an answer, or withdrawing it, is in the state it stands in.
 * @param standing the text and body that readers see; null where there is none
 */
export function judgeAnswer(
  commentIsPublished: boolean,
  standing: { text: string; body: string } | null,
  wish: { text: string; body: string } | 'withdraw',
): { ok: true; action: AnswerAction } | { ok: false; refusal: AnswerRefusal } {
  if (wish === 'withdraw') {
    return standing === null ? { ok: false, refusal: 'no-answer' } : { ok: true, action: 'withdraw' }
  }
  if (!commentIsPublished) return { ok: false, refusal: 'not-published' }
  if (standing === null) return { ok: true, action: 'publish' }
  if (standing.text === wish.text && standing.body === wish.body) return { ok: false, refusal: 'unchanged' }
  return { ok: true, action: 'correct' }
}

/**
 * Why an answer is changed, as it is stored.
 * @throws DomainError invalid, with the field
 */
export function readReason(raw: string): string {
  const reason = normalizeBody(raw)
  const length = countCharacters(reason)
  if (length === 0) throw refused('/why', 'required')
  if (length < ANSWER_REASON.min) throw refused('/why', 'too-short', ANSWER_REASON.min)
  if (length > ANSWER_REASON.max) throw refused('/why', 'too-long', length - ANSWER_REASON.max)
  return reason
}

/** A refusal of one field of the answer's form. */
export function refused(pointer: string, code: string, count?: number): DomainError {
  return new DomainError('invalid', `${pointer} ${code}`, {
    fields: [{ pointer, code, ...(count !== undefined && { count }) }],
  })
}

/**
 * Versions as the public may read them: what a withdrawal took back keeps its day, reason and hash but not its text.
 * @param versions first to last
 */
export function publicVersions(versions: readonly AnswerVersion[]): AnswerVersion[] {
  const end = versions.findLastIndex(({ action }) => action === 'withdraw')
  return versions.map((version, index) => (index <= end ? { ...version, text: null } : version))
}

/** Public page of an answer with all its versions. */
export const answerAddress = (commentId: string): `/tra-loi/${string}/` => `/tra-loi/${commentId}/`

export const ANSWER_DESK = '/quan-tri/tra-loi/'
export const answerDeskAddress = (commentId: string): string => `${ANSWER_DESK}${commentId}/`

/** Lists of the desk for answers; `other` are published comments that nobody asked an answer for. */
export const ANSWER_LISTS = ['waiting', 'overdue', 'answered', 'other'] as const
export type AnswerList = (typeof ANSWER_LISTS)[number]

const LIST_WORDS: Readonly<Record<AnswerList, string>> = {
  waiting: 'dang-cho',
  overdue: 'qua-han',
  answered: 'da-tra-loi',
  other: 'khac',
}

export interface AnswerDeskQuery {
  list: AnswerList
  /** Code of a body; null for all. */
  body: string | null
  after: string | null
}

/** What an address of the desk asks for; an unknown list is the one that waits. */
export function readAnswerDeskQuery(query: URLSearchParams): AnswerDeskQuery {
  return {
    list: ANSWER_LISTS.find((list) => LIST_WORDS[list] === query.get('muc')) ?? 'waiting',
    body: query.get('co-quan') || null,
    after: query.get('sau') || null,
  }
}

export function answerListAddress({ list, body, after }: Partial<AnswerDeskQuery>): string {
  const query = new URLSearchParams()
  if (list !== undefined && list !== 'waiting') query.set('muc', LIST_WORDS[list])
  if (body != null) query.set('co-quan', body)
  if (after != null) query.set('sau', after)
  return query.size === 0 ? ANSWER_DESK : `${ANSWER_DESK}?${query.toString()}`
}

export const listWord = (list: AnswerList): string => LIST_WORDS[list]
