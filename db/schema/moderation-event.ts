import type { CommentStatus } from './comment.ts'

/** Append-only: triggers refuse UPDATE and DELETE. Each row carries the hash of the one before. */
export interface ModerationEventTable {
  /** Position in the chain, from 1, without gaps. */
  seq: number
  comment_id: string
  /** The comment's revision after this event. */
  comment_revision: number
  action: string
  from_status: CommentStatus
  to_status: CommentStatus
  reason: string | null
  /** SHA-256 of the public note and its salt, which stand in `moderation_note`. */
  note_hash: string | null
  actor: 'system' | 'staff' | 'submitter'
  /** Set exactly when `actor` is `staff`. */
  staff_id: string | null
  at: string
  /** SHA-256 of salt and text, the same as on the submitter's receipt. */
  text_hash: string
  /** 128 random bits (hex) that hide the person and the comment in the public record; null before `moderation/2`. */
  salt: string | null
  prev_hash: string
  hash: string
}
