import type { Writer } from '../../../db/connect.ts'
import type { StaffRole } from '../../../db/schema/staff.ts'
import { recordAudit } from '../audit/service.ts'
import type { StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import type { OpenLink, StaffEntry } from './factor-rules.ts'
import { makeInvitation, makeResetLink } from './links.ts'
import { requirePermission } from './rules.ts'
import { requireStanding } from './standing.ts'
import {
  closeLink,
  closeLinks,
  findStaff,
  holdAdmins,
  listAccounts,
  listOpenLinks,
  moveRole,
  setDisabledAt,
} from './staff-store.ts'
import { deleteSessions } from './store.ts'

/** Accounts and open links, for who manages staff or reads everything. @throws DomainError forbidden */
export async function listStaff(ctx: StaffContext): Promise<{ staff: StaffEntry[]; links: OpenLink[] }> {
  requirePermission(ctx, 'staff.read')
  const now = ctx.now().toISOString()
  return { staff: await listAccounts(ctx.db.read, now), links: await listOpenLinks(ctx.db.read, now) }
}

/**
 * Makes a link by which one person gets an account; an earlier unused one to the same address is withdrawn.
 * @returns its token, which is shown once
 * @throws DomainError `forbidden`; `invalid` with the fields, also where the address has an account
 */
export async function inviteStaff(
  ctx: StaffContext,
  person: { email: string; name: string; role: string },
): Promise<string> {
  requirePermission(ctx, 'staff.manage')
  return makeInvitation(ctx, person)
}

/** Withdraws a link that was not used yet. @throws DomainError forbidden */
export async function withdrawLink(ctx: StaffContext, linkId: string): Promise<void> {
  requirePermission(ctx, 'staff.manage')
  await ctx.db.transaction(async (tx) => {
    await requireStanding(tx, ctx)
    const link = await closeLink(tx, linkId, ctx.now().toISOString())
    if (link !== null)
      await recordAudit(tx, { ctx, action: 'staff.invitation-withdrawn', subject: `staff-link/${link.id}` })
  })
}

/**
 * Makes a link by which someone sets a new password, and with `secondFactor` has their second factors removed.
 * @returns its token, which is shown once
 * @throws DomainError `forbidden`; `not-found` where there is no such open account
 */
export async function resetStaff(
  ctx: StaffContext,
  staffId: string,
  { secondFactor }: { secondFactor: boolean },
): Promise<string> {
  requirePermission(ctx, 'staff.manage')
  return makeResetLink(ctx, staffId, { secondFactor })
}

/**
 * Gives someone another role, from the next request on.
 * @param change.from the role that the page showed
 * @throws DomainError `forbidden`; `conflict` where the role is another by now; `invalid` for the last admin
 */
export async function changeRole(
  ctx: StaffContext,
  staffId: string,
  { from, to }: { from: StaffRole; to: StaffRole },
): Promise<void> {
  requirePermission(ctx, 'staff.manage')
  if (from === to) return
  await ctx.db.transaction(async (tx) => {
    await keepAnAdmin(ctx, tx, to === 'admin' ? null : staffId)
    if (!(await moveRole(tx, staffId, from, to))) throw new DomainError('conflict', 'another role by now')
    if (from === 'admin') await closeLinks(tx, { createdBy: staffId }, ctx.now().toISOString())
    await recordAudit(tx, {
      ctx,
      action: 'staff.role-changed',
      subject: `staff/${staffId}`,
      details: { from, to },
    })
  })
}

/**
 * Disables an account, ends its sessions and withdraws the links it made; or makes it usable again.
 * @throws DomainError `forbidden`; `not-found`; `invalid` for the last admin
 */
export async function setDisabled(ctx: StaffContext, staffId: string, disabled: boolean): Promise<void> {
  requirePermission(ctx, 'staff.manage')
  const at = ctx.now().toISOString()
  await ctx.db.transaction(async (tx) => {
    await keepAnAdmin(ctx, tx, disabled ? staffId : null)
    const person = await findStaff(tx, staffId)
    if (person === null) throw new DomainError('not-found', 'no such account')
    if (!(await setDisabledAt(tx, staffId, disabled ? at : null))) return
    if (disabled) {
      await deleteSessions(tx, staffId)
      await closeLinks(tx, { email: person.email }, at)
      await closeLinks(tx, { createdBy: staffId }, at)
    }
    const action = disabled ? 'staff.disabled' : 'staff.enabled'
    await recordAudit(tx, { ctx, action, subject: `staff/${staffId}` })
  })
}

/**
 * Refuses to lose the last admin, of two at the same moment too: the accounts of all admins are held before one is
 * counted. It is the first write of its transaction, and stands in for `requireStanding`.
 */
async function keepAnAdmin(ctx: StaffContext, tx: Writer, losing: string | null): Promise<void> {
  const admins = await holdAdmins(tx)
  if (!admins.includes(ctx.staff.id)) throw new DomainError('forbidden', 'no longer in office')
  if (losing === null || !admins.includes(losing) || admins.length > 1) return
  throw new DomainError('invalid', 'the last admin', { fields: [{ pointer: '', code: 'last-admin' }] })
}
