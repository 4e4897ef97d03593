import type { TrackedComment } from '../../domain/comments/service.ts'

/** What the API says of a tracked comment. */
export function trackedItem({ status, reason, note, submittedAt, decidedAt }: TrackedComment) {
  return { status, reason, note, submittedAt, decidedAt, answer: null }
}
