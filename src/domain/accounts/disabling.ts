import { recordAudit } from '../audit/service.ts'
import type { Context } from '../context.ts'
import type { Origin } from './links.ts'
import { findStaffId } from './service.ts'
import { setDisabledAt } from './staff-store.ts'
import { deleteSessions } from './store.ts'

/** Disables an account, if there is one, and ends its sessions. Like `addStaff` it asks for no permission. */
export async function disableStaff(ctx: Context, email: string, origin: Origin = {}): Promise<void> {
  await markAccount(ctx, email, ctx.now().toISOString(), origin)
}

/** Makes a disabled account usable again. Like `addStaff` it asks for no permission. */
export async function enableStaff(ctx: Context, email: string, origin: Origin = {}): Promise<void> {
  await markAccount(ctx, email, null, origin)
}

/** @param at since when it is disabled; null where it is usable. What is so already leaves no line in the log. */
async function markAccount(ctx: Context, email: string, at: string | null, { byCommand = false }: Origin) {
  const id = await findStaffId(ctx, email)
  if (id === null) return
  await ctx.db.transaction(async (tx) => {
    if (!(await setDisabledAt(tx, id, at))) return
    if (at !== null) await deleteSessions(tx, id)
    const action = at === null ? 'staff.enabled' : 'staff.disabled'
    await recordAudit(tx, { ctx, action, subject: `staff/${id}`, byCommand })
  })
}
