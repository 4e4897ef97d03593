import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { decisionDue } from '../moderation/due.ts'
import { admit, challengeRequired, type Evidence } from '../screening/admission.ts'
import { judgeContent, type Hints } from '../screening/content.ts'
import { sortReasons } from '../screening/rules.ts'
import { ProofUsed, takeIn, type Arrival } from './arrivals.ts'
import {
  findAnswer,
  makeClaim,
  repeatableByContent,
  repeatableByKey,
  type Repeatable,
} from './idempotency.ts'
import { hashCode, hashNetwork } from './keyed-hashes.ts'
import { lookAround } from './looking-up.ts'
import { hashSent } from './receipt.ts'
import type { Client, Receipt } from './rules.ts'
import { readSubmission, type Submission } from './submission.ts'
import { formatTrackingCode, makeTrackingCode } from './tracking-code.ts'

export interface SubmitOptions {
  client: Client
  /** The Idempotency-Key header; null for a form without JavaScript. */
  idempotencyKey: string | null
  /** A form is recognised by its content when it comes twice; an API client says so with a key. */
  from: 'form' | 'api'
  /** What the sender shows where more is asked for than a text. */
  evidence?: Evidence
  hints?: Hints
}

/**
 * Takes in a comment, or gives the first answer again where the same request came before.
 * @returns the receipt as JSON text, so that a repeated answer is the same to the byte
 * @throws DomainError invalid with the fields, not-found, comments-closed, challenge-required, rate-limited,
 * idempotency-mismatch
 */
export async function submitComment(
  ctx: Context,
  submission: Submission,
  options: SubmitOptions,
): Promise<string> {
  const request = repeatableOf(submission, options)
  const { earlier, found, switches } = await lookAround(ctx, submission.target, request)
  if (earlier !== null) return earlier
  if (found === null) throw new DomainError('not-found', 'unknown target')
  if (!found.open) throw new DomainError('comments-closed', 'comments are closed')
  if (switches.has('comments-paused')) {
    const fields = [{ pointer: '', code: 'comments-paused' }]
    throw new DomainError('comments-closed', 'comments are paused', { fields })
  }
  const consentMissing = submission.consent === false || (options.from === 'form' && !submission.consent)
  const { body, displayName } = readSubmission(
    submission,
    consentMissing ? [{ pointer: '/consent', code: 'required' }] : [],
  )
  const { address } = options.client
  const sender = { target: found.target, address, evidence: options.evidence ?? {} }
  // Comments of a demonstration are put in at the start and say nothing about a flood.
  const sample = submission.sample === true
  const { held, proof } = sample ? { held: [], proof: null } : await admit(ctx, sender, switches)
  const judged = await judgeContent(ctx, { body, displayName }, options.hints ?? {})

  const id = ctx.newId()
  const code = makeTrackingCode(ctx.randomBytes)
  const salt = Buffer.from(ctx.randomBytes(16)).toString('hex')
  const submittedAt = ctx.now().toISOString()
  const receipt: Receipt = {
    code: formatTrackingCode(code),
    status: 'pending',
    submittedAt,
    trackUrl: `${ctx.config.siteUrl.origin}/tra-cuu/${formatTrackingCode(code)}`,
    receiptHash: hashSent(salt, {
      target: found.target,
      figure_revision: found.revision,
      display_name: displayName,
      body,
    }),
  }
  const answer = JSON.stringify(receipt)
  const arrival: Arrival = {
    comment: {
      id,
      target: found.target,
      figure_revision: found.revision,
      status: 'pending',
      revision: 1,
      body,
      body_salt: salt,
      display_name: displayName,
      code_hash: hashCode(ctx, code),
      consent_version: submission.consent === true ? ctx.site.settings.consent.version : null,
      network_hash: hashNetwork(ctx, address, submittedAt),
      held: JSON.stringify(sortReasons([...held, ...judged.held])),
      sample: sample ? 1 : 0,
      submitted_at: submittedAt,
      decided_at: null,
      published_at: null,
      due_at: decisionDue(ctx, new Date(submittedAt)),
      decided_by: null,
      open_reports: 0,
      erasure_asked_at: null,
    },
    textHash: receipt.receiptHash,
    fingerprint: judged.fingerprint,
    claim: request === null ? null : makeClaim(ctx, request, answer),
    proof: proof === null ? null : { id: proof.id, expires_at: proof.expiresAt },
  }
  const stored = await takeIn(ctx, arrival).catch(async (error: unknown) => {
    throw error instanceof ProofUsed ? await challengeRequired(ctx, address) : error
  })
  if (stored || request === null) return answer
  const first = await findAnswer(ctx, ctx.db.write, request)
  if (first === null) throw new Error('a claimed answer vanished')
  return first
}

function repeatableOf(submission: Submission, options: SubmitOptions): Repeatable | null {
  const { target, body, displayName, consent } = submission
  const content = [target, body, displayName, consent]
  const { idempotencyKey: key, client } = options
  if (key !== null) return repeatableByKey(key, content, client)
  return options.from === 'form' ? repeatableByContent(content, client) : null
}
