import type { Reader, Writer } from '../../../db/connect.ts'
import type { SubmissionTable } from '../../../db/schema/submission.ts'
import type { Context } from '../context.ts'
import { sha256 } from '../secrets.ts'
import { hashSent } from './receipt.ts'
import {
  findSubmissionHead,
  insertSubmissions,
  listSubmissions,
  listUnchained,
  setSubmissionHead,
  takeSubmissionPlaces,
  type ChainedComment,
} from './submission-store.ts'

export type SubmissionBreakCause =
  | 'gap'
  | 'previous-hash'
  | 'entry-hash'
  | 'head'
  | 'comment-missing'
  | 'comment-changed'
  | 'text'
  | 'unknown-comment'

export type SubmissionVerification =
  | { ok: true; submissions: number; head: string }
  | { ok: false; cause: SubmissionBreakCause; seq: number | null; commentId: string | null }

const BATCH = 1_000

/** What a link of the chain says of a comment. */
export type Content = Pick<
  SubmissionTable,
  'comment_id' | 'sample' | 'submitted_at' | 'text_hash' | 'details_hash'
>

/**
 * Chains what arrived, in the transaction that takes it in: later nobody can change, add or remove it unseen.
 * @returns the place of each in the chain
 */
export async function chainSubmissions(tx: Writer, contents: readonly Content[]): Promise<number[]> {
  if (contents.length === 0) return []
  const head = await takeSubmissionPlaces(tx, contents.length)
  let seq = head.seq - contents.length
  let last = head.hash
  const links = contents.map((content): SubmissionTable => {
    seq += 1
    const previous = last
    last = hashEntry(previous, seq, content)
    return { seq, ...content, prev_hash: previous, hash: last }
  })
  await insertSubmissions(tx, links)
  await setSubmissionHead(tx, last)
  return links.map((link) => link.seq)
}

/**
 * Chains the comments of a site that ran before there was this chain, once, at its start.
 * @returns how many
 */
export async function chainEarlierComments(ctx: Context): Promise<number> {
  const head = await findSubmissionHead(ctx.db.read)
  if (head?.seq !== 0 || (await listUnchained(ctx.db.read, 1)).length === 0) return 0
  return ctx.db.transaction(async (tx) => {
    let count = 0
    for (;;) {
      const comments = await listUnchained(tx, BATCH)
      await chainSubmissions(tx, comments.map(contentOf))
      count += comments.length
      if (comments.length < BATCH) return count
    }
  })
}

/**
 * Walks the chain and compares every comment with what arrived. The text of an erased comment is gone, and its hash
 * stays.
 */
export async function verifySubmissions(ctx: Context): Promise<SubmissionVerification> {
  // One snapshot: comments that arrive while it walks break nothing.
  return ctx.db.read
    .transaction()
    .setAccessMode('read only')
    .setIsolationLevel('repeatable read')
    .execute(verifyIn)
}

async function verifyIn(db: Reader): Promise<SubmissionVerification> {
  let seq = 0
  let hash = ''
  for (;;) {
    const entries = await listSubmissions(db, seq, BATCH)
    for (const { entry, comment } of entries) {
      const cause = breakOf(entry, comment, seq, hash)
      if (cause !== null) return { ok: false, cause, seq: entry.seq, commentId: entry.comment_id }
      seq = entry.seq
      hash = entry.hash
    }
    if (entries.length < BATCH) break
  }
  const head = await findSubmissionHead(db)
  if (head?.seq !== seq || head.hash !== hash) return { ok: false, cause: 'head', seq, commentId: null }
  const [stranger] = await listUnchained(db, 1)
  if (stranger === undefined) return { ok: true, submissions: seq, head: hash }
  return { ok: false, cause: 'unknown-comment', seq: null, commentId: stranger.id }
}

function breakOf(
  entry: SubmissionTable,
  comment: ChainedComment | null,
  seq: number,
  previous: string,
): SubmissionBreakCause | null {
  if (entry.seq !== seq + 1) return 'gap'
  if (entry.prev_hash !== previous) return 'previous-hash'
  if (entry.hash !== hashEntry(previous, entry.seq, entry)) return 'entry-hash'
  if (comment === null) return 'comment-missing'
  if (comment.submitted_at !== entry.submitted_at || comment.sample !== entry.sample) return 'comment-changed'
  if (entry.details_hash !== null && entry.details_hash !== hashDetails(comment)) return 'comment-changed'
  if (comment.body === null) return comment.status === 'erased' ? null : 'text'
  return contentOf(comment).text_hash === entry.text_hash ? null : 'text'
}

function contentOf(comment: ChainedComment): Content {
  const { id, sample, submitted_at: at, body, body_salt: salt } = comment
  return {
    comment_id: id,
    sample,
    submitted_at: at,
    text_hash: hashSent(salt ?? '', { ...comment, body: body ?? '' }),
    details_hash: hashDetails(comment),
  }
}

/** What arrives with a text and never changes. The code's own hash is keyed, so nothing can be tried out on this one. */
export function hashDetails(comment: Pick<ChainedComment, 'code_hash' | 'consent_version'>): string {
  return sha256(JSON.stringify(['details/1', comment.code_hash, comment.consent_version]))
}

/**
 * SHA-256 over a JSON array of a version mark, the previous hash and every column in a fixed order. Links without a
 * hash of details are hashed as they always were.
 */
export function hashEntry(previous: string, seq: number, content: Content): string {
  const { comment_id: id, sample, submitted_at: at, text_hash: text, details_hash: details } = content
  const columns = [previous, seq, id, sample, at, text]
  const record = details === null ? ['submission/1', ...columns] : ['submission/2', ...columns, details]
  return sha256(JSON.stringify(record))
}
