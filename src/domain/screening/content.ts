import type { Writer } from '../../../db/connect.ts'
import type { Context } from '../context.ts'
import { LOOKING_UP, together } from '../turns/together.ts'
import { NEARLY, SEEDS_BYTES, bandsOf, isLongEnough, likeness, piecesOf } from './likeness-rules.ts'
import { bareText } from './look-alike-rules.ts'
import { findPatterns } from './pattern-rules.ts'
import type { HeldReason } from './rules.ts'
import { findCandidates, findSameGroups, insertFingerprints, type Candidate } from './store.ts'
import { findWords } from './word-rules.ts'

/** What the form noticed about how it was filled in. A missing hint proves nothing: the page is the same for everyone. */
export interface Hints {
  /** Milliseconds from the first keystroke to sending. */
  openMs?: number | undefined
  /** A field that people do not see was filled in. */
  hiddenField?: boolean
}

/** Nobody types or pastes, ticks and sends within this. */
const TOO_FAST_MS = 2_000
/** As long as the sender's network is kept. */
const COMPARED_FOR_MS = 30 * 24 * 3_600_000
/** Work on one comment is bounded, however many are alike. */
const CANDIDATES = { perBand: 8, inAll: 24 } as const

/** What a text will be recognised by. */
export interface Fingerprint {
  exact: string
  /** Null for the first of its kind. */
  groupId: string | null
  bands: readonly number[]
}

export interface Judgement {
  held: HeldReason[]
  fingerprint: Fingerprint
}

/** Looks at a text and at what the form noticed. It holds, it never refuses. */
export async function judgeContent(
  ctx: Context,
  { body, displayName }: { body: string; displayName: string | null },
  hints: Hints,
): Promise<Judgement> {
  const text = displayName === null ? body : `${body}\n${displayName}`
  const patterns = findPatterns(text)
  const { reason, fingerprint } = await compare(ctx, body)
  const held = [
    ...(hints.hiddenField === true ? (['hidden-field'] as const) : []),
    ...(hints.openMs !== undefined && hints.openMs < TOO_FAST_MS ? (['too-fast'] as const) : []),
    ...(reason === null ? [] : [reason]),
    ...patterns,
    ...findWords(ctx.words, text, patterns.has('phone-number')),
  ]
  return { held, fingerprint }
}

/**
 * Remembers texts, in the transaction that stores their comments.
 * @param comments each with its number in the chain of arrivals
 */
export async function keepFingerprints(
  tx: Writer,
  comments: readonly { id: string; number: number; at: string; fingerprint: Fingerprint }[],
): Promise<void> {
  const known = comments.map((comment) => ({ ...comment, bands: [...new Set(comment.fingerprint.bands)] }))
  await insertFingerprints(
    tx,
    known.map(({ id, number, at, bands, fingerprint: { exact, groupId } }) => ({
      ...{ comment_id: id, exact, group_id: groupId ?? id, at },
      ...(bands.length === 0 ? { number: null, bands: null } : { number, bands: JSON.stringify(bands) }),
    })),
    known.flatMap(({ number, bands }) => bands.map((band) => ({ band, number }))),
  )
}

/**
 * Only the first of a group has bands, so that a flood of one text neither fills the table nor slows the search down.
 */
async function compare(
  ctx: Context,
  body: string,
): Promise<{ reason: HeldReason | null; fingerprint: Fingerprint }> {
  const bare = bareText(body)
  const exact = ctx.secrets.hmac('fingerprint', bare)
  const since = new Date(ctx.now().getTime() - COMPARED_FOR_MS).toISOString()
  const { findSame, findNear } = findersOf(ctx.db)
  const same = await findSame({ exact, since })
  if (same !== null) return { reason: 'same-text', fingerprint: { exact, groupId: same, bands: [] } }
  if (!isLongEnough(bare)) return { reason: null, fingerprint: { exact, groupId: null, bands: [] } }
  const pieces = piecesOf(bare)
  const bands = bandsOf(pieces, seedsOf(ctx))
  const candidates = await findNear(bands)
  const near = candidates.find((other) => likeness(pieces, piecesOf(bareText(other.body))) >= NEARLY)
  return near === undefined
    ? { reason: null, fingerprint: { exact, groupId: null, bands } }
    : { reason: 'similar-text', fingerprint: { exact, groupId: near.groupId, bands: [] } }
}

interface Finders {
  findSame: (text: { exact: string; since: string }) => Promise<string | null>
  findNear: (bands: readonly number[]) => Promise<readonly Candidate[]>
}

const finders = new WeakMap<Context['db'], Finders>()

/** Texts that arrive at the same time are looked up together. */
function findersOf(db: Context['db']): Finders {
  const known = finders.get(db)
  if (known !== undefined) return known
  const made: Finders = {
    findSame: together({
      ...LOOKING_UP,
      run: async (texts) => {
        const since = texts[0]?.since ?? ''
        const exact = [...new Set(texts.map((text) => text.exact))]
        const groups = await findSameGroups(db.read, exact, since)
        return texts.map((text) => groups.get(text.exact) ?? null)
      },
    }),
    findNear: together({
      ...LOOKING_UP,
      run: (texts) => findCandidates(db.read, texts, CANDIDATES),
    }),
  }
  finders.set(db, made)
  return made
}

const seeds = new WeakMap<Context['secrets'], Uint32Array>()

function seedsOf({ secrets }: Context): Uint32Array {
  const known = seeds.get(secrets)
  if (known !== undefined) return known
  const blocks = Array.from({ length: SEEDS_BYTES / 32 }, (_, block) => secrets.hmac('bands', String(block)))
  const made = new Uint32Array(Uint8Array.from(Buffer.from(blocks.join(''), 'hex')).buffer)
  seeds.set(secrets, made)
  return made
}
