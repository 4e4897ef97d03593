import { setTimeout as rest } from 'node:timers/promises'
import type { CommentTable } from '../../../db/schema/comment.ts'
import type { Context } from '../context.ts'
import { commentEntries, type PublishedComment } from './comment-entries.ts'
import { INDEX_VERSION } from './entries.ts'
import { keepPublished, replaceEntries } from './store.ts'
import {
  findLastStep,
  findPlace,
  hasLostAll,
  insertPlace,
  listPublishedBy,
  listTakenIn,
  movePlace,
  type Place,
} from './walk-store.ts'

const GENERATION = String(INDEX_VERSION)
/**
 * Steps of moderation in one transaction. On SQLite readers wait for it, and most of it costs the same for few steps as
 * for many: among a million comments a hundred steps took some 75 ms, three thousand some 260.
 */
const STEPS = 500

export interface WalkOptions {
  /** Ends the walk after the transaction under way; the next walk goes on from there. */
  signal?: AbortSignal
  /** Told once, with the first comments that are taken in. @param steps of moderation that are still to be followed */
  onFirst?: (steps: number) => void
  stepsAtOnce?: number
}

/** What a walk did. */
export interface Walked {
  /** Comments that were put into the index. */
  taken: number
  /** Steps of moderation that are still to be followed: none, unless the walk was ended. */
  left: number
}

/**
 * Takes published comments into the index that are not in it: those of a site that had none, all after the rules
 * changed, and those that a process of an earlier version published meanwhile.
 *
 * Whatever was ever published was so by a step of moderation, and steps are a chain that only grows. So the walk
 * follows the chain and the database keeps the last step that was followed: a later start looks at nothing but what
 * came after it. Meanwhile comments enter and leave the index in the step that publishes or hides them, as ever.
 *
 * Several processes may do it at once and share the work. Of two versions of the rules the one that started last has
 * its way, and the other stops.
 */
export async function takeInComments(ctx: Context, options: WalkOptions = {}): Promise<Walked> {
  const { signal, onFirst, stepsAtOnce = STEPS } = options
  await begin(ctx)
  let taken = 0
  for (;;) {
    const place = await findPlace(ctx.db.read)
    const left = Math.max(0, (await findLastStep(ctx.db.read)) - place.seq)
    if (left === 0 || signal?.aborted === true || place.generation !== GENERATION) return { taken, left }
    const next = { ...place, seq: place.seq + Math.min(stepsAtOnce, left) }
    const started = performance.now()
    const missing = await follow(ctx, place, next)
    if (taken === 0 && missing > 0) onFirst?.(left)
    taken += missing
    // A page takes several turns of this process: if each waited for a transaction, it would take many times as long.
    await rest(performance.now() - started)
  }
}

/** Goes back to the first step where the entries are of other rules, or where the index lost them. */
async function begin(ctx: Context): Promise<void> {
  const place = await findPlace(ctx.db.read)
  if (place.generation === GENERATION && !(place.seq > 0 && (await hasLostAll(ctx.db.read)))) return
  await ctx.db.transaction(async (tx) => {
    await insertPlace(tx)
    await movePlace(tx, place, { generation: GENERATION, seq: 0 })
  })
}

/** @returns how many comments of these steps were missing; none where another process was faster */
async function follow(ctx: Context, from: Place, to: Place): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    if (!(await movePlace(tx, from, to))) return 0
    const published = await listPublishedBy(tx, from.seq, to.seq)
    const takenIn = await listTakenIn(tx, published, GENERATION)
    const missing = published.filter((id) => !takenIn.has(id))
    const kept = await keepPublished(ctx.db.dialect, tx, missing)
    const entries = await commentEntries(tx, kept.map(toPublished))
    await replaceEntries(tx, 'comment', entries)
    return entries.length
  })
}

function toPublished({ id, body, published_at: publishedAt, sample }: CommentTable): PublishedComment {
  return { id, body: body ?? '', publishedAt: publishedAt ?? '', sample: sample === 1 }
}
