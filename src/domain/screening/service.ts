import { requirePermission } from '../accounts/rules.ts'
import { requireStanding } from '../accounts/standing.ts'
import { recordAudit } from '../audit/service.ts'
import type { Context, StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import { bumpRevisions } from '../revisions/store.ts'
import { SWITCHES, type SwitchName, type SwitchState } from './rules.ts'
import { countArrivals, deleteExpiredUses, deleteOldBands, listSwitches, turnSwitch } from './store.ts'

const BANDS_KEPT_MS = 30 * 24 * 3_600_000
const ARRIVALS_MS = 10 * 60_000

/** The switches as they stand, and what came in during the last ten minutes and still waits. */
export interface SwitchBoard {
  switches: SwitchState[]
  arrivals: { comments: number; networks: number }
}

/** @throws DomainError forbidden */
export async function getSwitchBoard(ctx: StaffContext): Promise<SwitchBoard> {
  requirePermission(ctx, 'switches.read')
  const stored = await listSwitches(ctx.db.read)
  const switches = SWITCHES.flatMap((name) => stored.find((state) => state.name === name) ?? [])
  const since = new Date(ctx.now().getTime() - ARRIVALS_MS).toISOString()
  return { switches, arrivals: await countArrivals(ctx.db.read, since) }
}

/**
 * Turns a switch on or off for every process at once: each reads it anew. Pages that show whether comments are taken
 * are marked as changed.
 * @param revision of the switch that was seen
 * @throws DomainError forbidden, conflict where somebody turned it in between
 */
export async function turn(
  ctx: StaffContext,
  { name, active, revision }: { name: SwitchName; active: boolean; revision: number },
): Promise<void> {
  requirePermission(ctx, 'switches.set')
  await ctx.db.transaction(async (tx) => {
    await requireStanding(tx, ctx)
    const since = ctx.now().toISOString()
    const changed = { name, active: active ? 1 : 0, revision, since, staff_id: ctx.staff.id } as const
    if (!(await turnSwitch(tx, changed))) {
      throw new DomainError('conflict', 'turned in between', {
        fields: [{ pointer: '', code: 'switch-turned' }],
      })
    }
    const action = active ? 'switch.turned-on' : 'switch.turned-off'
    await recordAudit(tx, { ctx, action, subject: `switch/${name}` })
    await bumpRevisions(tx, ['news', 'comments'])
  })
}

/** What finds texts that are nearly the same is kept as long as the senders' networks. */
export async function forgetOldTexts(ctx: Context): Promise<void> {
  await deleteOldBands(ctx.db.write, new Date(ctx.now().getTime() - BANDS_KEPT_MS).toISOString())
}

export async function forgetOldChallenges(ctx: Context): Promise<void> {
  await deleteExpiredUses(ctx.db.write, ctx.now().toISOString())
}
