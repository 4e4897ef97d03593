import { createChallenge, verifySolution, type Payload } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import type { Context } from '../context.ts'
import { networkPrefix } from '../rate-limits/rules.ts'
import { isSameSecret } from '../secrets.ts'
import type { Challenge } from './rules.ts'

/** Rounds of PBKDF2 for one try; with {@link TRIES} about half a second on a computer and two on a cheap phone. */
const COST = 1_000
/** The answer is found at a try between these, times two for each level. */
const TRIES = { least: 300, most: 900 } as const
const GOOD_FOR_SECONDS = 20 * 60

/** What was shown instead of a reason to doubt: it serves one comment. */
export interface Proof {
  kind: 'solved' | 'confirmed'
  id: string
  expiresAt: string
}

/** A sum for the sender's browser. It belongs to one network, so that it cannot be solved in another's stead. */
export async function makeChallenge(ctx: Context, address: string, level: number): Promise<Challenge> {
  const [random = 0] = new Uint32Array(Uint8Array.from(ctx.randomBytes(4)).buffer)
  const { least, most } = TRIES
  const challenge = await createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: COST,
    counter: (least + (random % (most - least))) * 2 ** level,
    data: { network: hashHolder(ctx, address), until: expiry(ctx) },
    deriveKey,
    ...keysOf(ctx),
  })
  return challenge as Challenge
}

/** Base64 of JSON, as ALTCHA clients send it. Null for what is no solution of a challenge of ours that still counts. */
export async function readSolution(ctx: Context, encoded: string, address: string): Promise<Proof | null> {
  const payload = decode(encoded)
  if (payload === null) return null
  const { challenge, solution } = payload
  const { data, nonce } = challenge.parameters
  const until = data?.['until']
  // Our own clock decides, and the library's is the machine's: an expiry of its own is left out.
  if (typeof until !== 'string' || until <= ctx.now().toISOString()) return null
  const holder = data?.['network']
  if (typeof holder !== 'string' || !isSameSecret(holder, hashHolder(ctx, address))) return null
  const { verified } = await verifySolution({ challenge, solution, deriveKey, ...keysOf(ctx) })
  return verified ? { kind: 'solved', id: nonce, expiresAt: until } : null
}

/** What the page without a script asks to have back with a tick: no sum, and good for one comment of this network. */
export function makeConfirmation(ctx: Context, address: string): string {
  const confirmation = { id: Buffer.from(ctx.randomBytes(16)).toString('hex'), until: expiry(ctx) }
  return ctx.secrets.seal(CONFIRMATION, JSON.stringify(confirmation), networkPrefix(address))
}

export function readConfirmation(ctx: Context, sealed: string, address: string): Proof | null {
  try {
    const opened = JSON.parse(ctx.secrets.open(CONFIRMATION, sealed, networkPrefix(address))) as {
      id: string
      until: string
    }
    if (opened.until <= ctx.now().toISOString()) return null
    return { kind: 'confirmed', id: opened.id, expiresAt: opened.until }
  } catch {
    // Not ours, of another network, or cut on the way: as good as none.
    return null
  }
}

const CONFIRMATION = 'comment-confirmation'

function keysOf(ctx: Context) {
  return {
    hmacSignatureSecret: ctx.secrets.hmac('challenge', 'signature'),
    hmacKeySignatureSecret: ctx.secrets.hmac('challenge', 'key'),
  }
}

function expiry(ctx: Context): string {
  return new Date(ctx.now().getTime() + GOOD_FOR_SECONDS * 1000).toISOString()
}

function hashHolder(ctx: Context, address: string): string {
  return ctx.secrets.hmac('challenge-holder', networkPrefix(address)).slice(0, 32)
}

function decode(encoded: string): Payload | null {
  try {
    const value = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as Partial<Payload> | null
    const parameters = value?.challenge?.parameters
    const usable = typeof parameters?.nonce === 'string' && typeof value?.challenge?.signature === 'string'
    return usable && value.solution !== undefined ? (value as Payload) : null
  } catch {
    return null
  }
}
