import type { Database } from '../../../db/connect.ts'
import {
  SESSION,
  isPermitted,
  readSessionId,
  requirePermission,
  sessionCookieName,
} from '../accounts/rules.ts'
import type { StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import { sha256 } from '../secrets.ts'
import { countComments, type QueueCounts } from './queue.ts'

/** A queue that changed is told of after at most this long, whichever process changed it. */
const POLL_MS = 2_000
/** A session that ended ends its streams after at most this many polls. */
const POLLS_BETWEEN_CHECKS = 5
const MAX_WATCHERS = 200
const MAX_OF_ONE_PERSON = 8

/** One open page of the desk. */
export interface Watcher {
  /** Cookie header of the request that opened it. */
  cookie: string | null
  onChange: (counts: QueueCounts) => void
  /** The session ended, or a newer page of the same person took this one's place. */
  onEnd: () => void
}

interface Hub {
  watchers: Map<Watcher, { ctx: StaffContext; sessionId: string }>
  timer: NodeJS.Timeout | undefined
  polls: number
  last: string
}

/** One for each open database: what is being watched in this process. */
const hubs = new WeakMap<Database, Hub>()

/**
 * Tells of every change of the lists' counts, the first time at once. One question to the database serves all
 * watchers of this process, and none is asked while nobody watches.
 * @returns stops telling
 * @throws DomainError forbidden, or rate-limited where too many watch already
 */
export async function watchQueues(ctx: StaffContext, watcher: Watcher): Promise<() => void> {
  requirePermission(ctx, 'comments.read')
  const hub = hubOf(ctx.db)
  if (hub.watchers.size >= MAX_WATCHERS) {
    throw new DomainError('rate-limited', 'too many watch the queue', { retryAfter: 60 })
  }
  const own = [...hub.watchers].filter(([, other]) => other.ctx.staff.id === ctx.staff.id)
  if (own.length >= MAX_OF_ONE_PERSON) own[0]?.[0].onEnd()
  const counts = await countComments(ctx)
  hub.watchers.set(watcher, { ctx, sessionId: storedSession(ctx, watcher.cookie) })
  hub.timer ??= setInterval(() => void poll(ctx.db, hub), POLL_MS).unref()
  watcher.onChange(counts)
  return () => {
    hub.watchers.delete(watcher)
    if (hub.watchers.size > 0) return
    clearInterval(hub.timer)
    hub.timer = undefined
    hub.last = ''
  }
}

function hubOf(db: Database): Hub {
  const known = hubs.get(db)
  if (known !== undefined) return known
  const hub: Hub = { watchers: new Map(), timer: undefined, polls: 0, last: '' }
  hubs.set(db, hub)
  return hub
}

async function poll(db: Database, hub: Hub): Promise<void> {
  try {
    hub.polls += 1
    if (hub.polls % POLLS_BETWEEN_CHECKS === 0) await endOldSessions(db, hub)
    const [first] = hub.watchers.values()
    if (first === undefined) return
    const counts = await countComments(first.ctx)
    const state = JSON.stringify([...counts.byStatus, ...counts.entered])
    if (state === hub.last) return
    hub.last = state
    for (const watcher of [...hub.watchers.keys()]) watcher.onChange(counts)
  } catch {
    // The database is busy or away: the next poll asks again.
  }
}

/** Asks without prolonging any session: an open page alone is no sign of its reader. */
async function endOldSessions(db: Database, hub: Hub): Promise<void> {
  const [first] = hub.watchers.values()
  if (first === undefined) return
  const now = first.ctx.now()
  const rows = await db.read
    .selectFrom('staff_session as session')
    .innerJoin('staff', 'staff.id', 'session.staff_id')
    .select(['session.id', 'staff.role'])
    .where('session.id', 'in', [...new Set([...hub.watchers.values()].map(({ sessionId }) => sessionId))])
    .where('session.expires_at', '>', now.toISOString())
    .where('session.created_at', '>', new Date(now.getTime() - SESSION.absoluteSeconds * 1000).toISOString())
    .where('staff.disabled_at', 'is', null)
    .execute()
  const open = new Set(rows.filter(({ role }) => isPermitted(role, 'comments.read')).map(({ id }) => id))
  for (const [watcher, { sessionId }] of [...hub.watchers]) if (!open.has(sessionId)) watcher.onEnd()
}

function storedSession(ctx: StaffContext, cookie: string | null): string {
  return sha256(readSessionId(cookie, sessionCookieName(ctx.config.siteUrl)) ?? '')
}
