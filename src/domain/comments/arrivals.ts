import { isRefusedRow } from '../../../db/bulk/refused-row.ts'
import type { Writer } from '../../../db/connect.ts'
import type { CommentTable } from '../../../db/schema/comment.ts'
import type { Context } from '../context.ts'
import { keepFingerprints, type Fingerprint } from '../screening/content.ts'
import { useOnce } from '../screening/store.ts'
import { insertWords, wordsOf } from '../search/store.ts'
import { together } from '../turns/together.ts'
import { claim, type Claim } from './idempotency.ts'
import { insertComments } from './store.ts'
import { chainSubmissions, hashDetails } from './submission-ledger.ts'

/** A comment that was read, checked and admitted, with all that is written for it. */
export interface Arrival {
  comment: CommentTable & { body: string }
  /** Salted hash of what was sent, as on the receipt. */
  textHash: string
  fingerprint: Fingerprint
  /** Null where the sender cannot repeat the request. */
  claim: Claim | null
  /** What the sender showed, to be used up; null where nothing was asked for. */
  proof: { id: string; expires_at: string } | null
}

/** The challenge was used for another comment in between. */
export class ProofUsed extends Error {}

/** As many as a transaction of a few milliseconds takes. */
const AT_ONCE = 64

const known = new WeakMap<Context['db'], (arrival: Arrival) => Promise<boolean>>()

/**
 * Stores a comment, durable when this settles, in one transaction with whatever arrives meanwhile.
 * @returns false where another request with the same claim was first: then nothing was written
 * @throws ProofUsed
 */
export async function takeIn({ db }: Context, arrival: Arrival): Promise<boolean> {
  const take =
    known.get(db) ??
    together<Arrival, boolean>({
      run: (arrivals) => db.transaction((tx) => store(tx, arrivals)),
      most: AT_ONCE,
      keysOf: ({ claim, proof }) => [
        ...(claim === null ? [] : [`claim ${claim.row.id}`]),
        ...(proof === null ? [] : [`proof ${proof.id}`]),
      ],
      isOfOne: (error) => error instanceof ProofUsed || isRefusedRow(error),
    })
  known.set(db, take)
  return take(arrival)
}

async function store(tx: Writer, arrivals: readonly Arrival[]): Promise<boolean[]> {
  const claims = arrivals.flatMap((arrival) => arrival.claim ?? [])
  const claimed = await claim(tx, claims)
  const fresh = arrivals.filter((arrival) => arrival.claim === null || claimed.has(arrival.claim.row.id))
  for (const { proof } of fresh) if (proof !== null && !(await useOnce(tx, proof))) throw new ProofUsed()
  const comments = fresh.map(({ comment }) => comment)
  await insertComments(tx, comments)
  const numbers = await chainSubmissions(
    tx,
    fresh.map(({ comment, textHash }) => ({
      comment_id: comment.id,
      sample: comment.sample,
      submitted_at: comment.submitted_at,
      text_hash: textHash,
      details_hash: hashDetails(comment),
    })),
  )
  await insertWords(tx, comments.map(wordsOf))
  await keepFingerprints(
    tx,
    fresh.map(({ comment: { id, submitted_at: at }, fingerprint }, place) => ({
      ...{ id, number: numbers[place] ?? 0, at, fingerprint },
    })),
  )
  const stored = new Set(fresh)
  return arrivals.map((arrival) => stored.has(arrival))
}
