import { DomainError, type FieldFault } from '../errors.ts'
import {
  COMMENT_BODY,
  DISPLAY_NAME,
  MAX_TYPED,
  countCharacters,
  normalizeDisplayName,
  parseBody,
  type BodyProblem,
  type CommentBody,
} from './rules.ts'
import { stripTags } from './sanitize.ts'

/** A comment as it was sent. */
export interface Submission {
  target: string
  body: string
  displayName: string | null
  /** The form asks for consent; an API client that says nothing of it (null) has asked for it itself. */
  consent: boolean | null
  sample?: boolean
}

/**
 * Text and name as they are stored.
 * @param before faults that were found already; they are told together with the others
 * @throws DomainError invalid with every field that was refused
 */
export function readSubmission(
  submission: Submission,
  before: readonly FieldFault[] = [],
): { body: CommentBody; displayName: string | null } {
  const fields: FieldFault[] = []
  const parsed = readBody(submission.body)
  if (!parsed.ok) fields.push(bodyFault(parsed.problem, parsed.length))
  const displayName = submission.displayName === null ? null : readName(submission.displayName)
  if (displayName !== null && countCharacters(displayName) > DISPLAY_NAME.max) {
    fields.push({ pointer: '/displayName', code: 'too-long', count: DISPLAY_NAME.max })
  }
  fields.push(...before)
  if (!parsed.ok || fields.length > 0) throw new DomainError('invalid', 'comment refused', { fields })
  return { body: parsed.body, displayName }
}

function readBody(typed: string): ReturnType<typeof parseBody> {
  if (typed.length > MAX_TYPED) return { ok: false, problem: 'too-long', length: countCharacters(typed) }
  return parseBody(stripTags(typed))
}

/** What is far too long comes back as it is, and is too long. */
function readName(typed: string): string | null {
  return typed.length > MAX_TYPED ? typed : normalizeDisplayName(stripTags(typed))
}

function bodyFault(problem: BodyProblem, length: number): FieldFault {
  const counts = { 'too-short': COMMENT_BODY.min, 'too-long': length - COMMENT_BODY.max, 'no-letters': 0 }
  return { pointer: '/body', code: problem, count: counts[problem] }
}
