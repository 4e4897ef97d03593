import { requirePermission } from '../accounts/rules.ts'
import { requireStanding } from '../accounts/standing.ts'
import { recordAudit } from '../audit/service.ts'
import type { Context, StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import { isWorkingDay } from '../working-days/rules.ts'
import { vietnamDay } from '../periods/rules.ts'
import { enqueue } from './outbox.ts'
import {
  CONFIRM_WITHIN_DAYS,
  KEEP_SETTLED_DAYS,
  KEEP_SUBSCRIPTION_DAYS,
  type OutboxEntry,
  type OutboxState,
} from './rules.ts'
import {
  countOutbox,
  deleteSettled,
  deleteStaleSubscriptions,
  listDeskStaff,
  listOutbox,
  revive,
} from './store.ts'

const DAY_MS = 86_400_000
/** The hour in Viet Nam from which the day's summary goes out. */
const SUMMARY_FROM_HOUR = 7
const ZONE_MS = 7 * 3_600_000
const LISTED = 100

/** What waits to be sent, what was given up and what went out lately. */
export interface OutboxOverview {
  counts: Readonly<Record<OutboxState, number>>
  state: OutboxState
  entries: OutboxEntry[]
  mail: boolean
  webhooks: number
}

/** @throws DomainError forbidden */
export async function getOutbox(ctx: StaffContext, state: OutboxState): Promise<OutboxOverview> {
  requirePermission(ctx, 'staff.read')
  const counts = await countOutbox(ctx.db.read)
  const rows = await listOutbox(ctx.db.read, state, LISTED)
  return {
    counts: {
      waiting: counts.get('waiting') ?? 0,
      failed: counts.get('failed') ?? 0,
      sent: counts.get('sent') ?? 0,
      dropped: counts.get('dropped') ?? 0,
    },
    state,
    entries: rows.map((row) => ({
      id: row.id,
      channel: row.channel,
      kind: row.kind,
      state: row.state,
      createdAt: row.created_at,
      dueAt: row.due_at,
      attempts: row.attempts,
      problem: row.problem,
    })),
    mail: ctx.config.mail !== null,
    webhooks: ctx.config.webhooks?.urls.length ?? 0,
  }
}

/** Sends a failed notice off again. @throws DomainError forbidden, or conflict where it has not failed */
export async function retryNotice(ctx: StaffContext, id: string): Promise<void> {
  requirePermission(ctx, 'staff.manage')
  await ctx.db.transaction(async (tx) => {
    await requireStanding(tx, ctx)
    if (!(await revive(tx, id, ctx.now().toISOString()))) {
      throw new DomainError('conflict', 'the notice has not failed')
    }
    await recordAudit(tx, { ctx, action: 'notice.retried', subject: `notice/${id}` })
  })
}

/** Housekeeping: one summary a working day for each who works at the desk, however often and wherever this runs. */
export async function queueSummaries(ctx: Context): Promise<void> {
  if (ctx.config.mail === null) return
  const now = ctx.now()
  const day = vietnamDay(now)
  const hour = new Date(now.getTime() + ZONE_MS).getUTCHours()
  if (hour < SUMMARY_FROM_HOUR || !isWorkingDay(day, ctx.site.calendar)) return
  for (const { id } of await listDeskStaff(ctx.db.read)) {
    await ctx.db.transaction((tx) =>
      enqueue(ctx, tx, {
        channel: 'mail',
        kind: 'summary',
        payload: { staff: id },
        dedupeKey: `summary ${day} ${id}`,
      }),
    )
  }
}

/** Housekeeping: forgets what was settled, and addresses that nobody needs any more. */
export async function forgetNotices(ctx: Context): Promise<void> {
  const before = (days: number): string => new Date(ctx.now().getTime() - days * DAY_MS).toISOString()
  await ctx.db.transaction(async (tx) => {
    await deleteSettled(tx, before(KEEP_SETTLED_DAYS))
    await deleteStaleSubscriptions(tx, {
      unconfirmed: before(CONFIRM_WITHIN_DAYS),
      any: before(KEEP_SUBSCRIPTION_DAYS),
    })
  })
}
