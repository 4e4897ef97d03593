import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { networkPrefix, type Limit } from '../rate-limits/rules.ts'
import { consume, countTaken, spend } from '../rate-limits/service.ts'
import { makeChallenge, makeConfirmation, readConfirmation, readSolution, type Proof } from './challenge.ts'
import type { HeldReason, SwitchName } from './rules.ts'

/** What a sender shows when asked for more: the solution of a challenge, or the confirmation of a page. */
export interface Evidence {
  altcha?: string | undefined
  confirmation?: string | undefined
}

export interface Sender {
  target: string
  address: string
  evidence: Evidence
}

/** A comment that may come in now. */
export interface Admission {
  held: HeldReason[]
  /** To be used up in the transaction that stores the comment. */
  proof: Proof | null
}

const TEN_MINUTES = 600
/**
 * Comments of one network within ten minutes that nobody gets past. Wide, because a commune or a phone network shares
 * one address: below it, whoever has a browser that does the sum gets through.
 */
const MOST = { usual: 1_000, slow: 100 } as const
/** Confirmations without a sum from one network within ten minutes: they cost a program next to nothing. */
const MOST_CONFIRMED = { usual: 60, slow: 20 } as const
/** Above these, comments are looked at more closely and the sender's browser has a sum to do. */
const FREE = {
  usual: { network: 40, target: 120, site: 60 },
  slow: { network: 10, target: 30, site: 15 },
} as const
/** Comments of one network from which each sum is twice the one before. */
const HARDER_FROM = [100, 300, 600] as const

/**
 * Counts a comment that is about to come in.
 * @throws DomainError challenge-required with a challenge, where it needs one and there is no proof; nothing is
 * counted then. rate-limited where the network has sent more than anyone may.
 */
export async function admit(
  ctx: Context,
  { target, address, evidence }: Sender,
  switches: ReadonlySet<SwitchName>,
): Promise<Admission> {
  if (!ctx.config.rateLimits) return { held: [], proof: null }
  const mode = switches.has('slow-mode') ? 'slow' : 'usual'
  const network = networkPrefix(address)
  const hard: Limit = { key: `comment ${network}`, points: MOST[mode], windowSeconds: TEN_MINUTES }
  const free = FREE[mode]
  const soft: (Limit & { reason: HeldReason })[] = [
    {
      reason: 'busy-network',
      key: `comment free ${network}`,
      points: free.network,
      windowSeconds: TEN_MINUTES,
    },
    {
      reason: 'busy-target',
      key: `comment target ${target}`,
      points: free.target,
      windowSeconds: TEN_MINUTES,
    },
    { reason: 'busy-site', key: 'comment site', points: free.site, windowSeconds: 60 },
  ]
  for (;;) {
    // Looked up before anything is written: refusing a flood must cost less than making one.
    const [sent = 0, ...counts] = await countTaken(ctx, [hard, ...soft])
    if (sent >= hard.points) await spend(ctx, hard)
    const full = soft.filter(({ points }, at) => (counts[at] ?? 0) >= points)
    const held: HeldReason[] = full.map(({ reason }) => reason)
    if (mode === 'slow') held.push('slow-mode')
    const proof = held.length === 0 ? null : await readProof(ctx, evidence, address)
    if (held.length > 0 && proof === null) throw await challengeRequired(ctx, address, sent)
    if (proof?.kind === 'confirmed') {
      const limit = { points: MOST_CONFIRMED[mode], windowSeconds: TEN_MINUTES }
      await spend(ctx, { key: `comment confirmed ${network}`, ...limit })
      held.push('confirmed-by-hand')
    }
    const { allowed } = await consume(ctx, hard, ...soft.filter((limit) => !full.includes(limit)))
    // Somebody took the last point in between: what is full now is seen the next time round.
    if (allowed) return { held, proof }
  }
}

async function readProof(ctx: Context, evidence: Evidence, address: string): Promise<Proof | null> {
  const solved = evidence.altcha === undefined ? null : await readSolution(ctx, evidence.altcha, address)
  if (solved !== null || evidence.confirmation === undefined) return solved
  return readConfirmation(ctx, evidence.confirmation, address)
}

/** What a sender who needs a proof is told, whether it was missing, too old or used before. */
export async function challengeRequired(ctx: Context, address: string, sent = 0): Promise<DomainError> {
  const level = HARDER_FROM.filter((from) => sent >= from).length
  return new DomainError('challenge-required', 'the sender has to show more', {
    challenge: await makeChallenge(ctx, address, level),
    confirmation: makeConfirmation(ctx, address),
  })
}
