import type { StaffLinkTable } from '../../../db/schema/staff-link.ts'
import { recordAudit } from '../audit/service.ts'
import type { Context, StaffContext } from '../context.ts'
import { DomainError, type FieldFault } from '../errors.ts'
import { networkPrefix } from '../rate-limits/rules.ts'
import { spend } from '../rate-limits/service.ts'
import { base32, isLinkToken, LINK, NAME_MAX, normalizeName, type LinkOffer } from './factor-rules.ts'
import { deleteFactors } from './factor-store.ts'
import { hashPassword } from './passwords.ts'
import { checkPassword, isEmail, isStaffRole, normalizeEmail, PASSWORD_BOUND } from './rules.ts'
import { requireStanding } from './standing.ts'
import { closeLink, closeLinks, findLink, findStaff, insertLink } from './staff-store.ts'
import { deleteSessions, findAccount, insertAccount, updatePassword } from './store.ts'

/** Set where the command line does it, whose user holds the database anyway. */
export interface Origin {
  byCommand?: boolean
}

/** As `inviteStaff`, without asking for a permission. */
export async function makeInvitation(
  ctx: Context | StaffContext,
  person: { email: string; name: string; role: string },
  { byCommand = false }: Origin = {},
): Promise<string> {
  const email = normalizeEmail(person.email)
  const name = normalizeName(person.name) || (email.split('@')[0] ?? email)
  const { role } = person
  const fields: FieldFault[] = []
  if (!isEmail(email)) fields.push({ pointer: '/email', code: 'not-an-email' })
  else if ((await findAccount(ctx.db.read, email)) !== null)
    fields.push({ pointer: '/email', code: 'has-account' })
  if (Array.from(name).length > NAME_MAX) fields.push({ pointer: '/name', code: 'too-long', count: NAME_MAX })
  if (!isStaffRole(role)) fields.push({ pointer: '/role', code: 'unknown' })
  if (fields.length > 0 || !isStaffRole(role))
    throw new DomainError('invalid', 'unusable invitation', { fields })
  const { token, link } = newLink(ctx, { kind: 'invitation', email, name, role, staff_id: null })
  await ctx.db.transaction(async (tx) => {
    if ('staff' in ctx) await requireStanding(tx, ctx)
    await closeLinks(tx, { email }, link.created_at)
    await insertLink(tx, link)
    await recordAudit(tx, {
      ctx,
      action: 'staff.invited',
      subject: `staff-link/${link.id}`,
      details: { role },
      byCommand,
    })
  })
  return token
}

/** As `resetStaff`, without asking for a permission. */
export async function makeResetLink(
  ctx: Context | StaffContext,
  staffId: string,
  { secondFactor, byCommand = false }: Origin & { secondFactor: boolean },
): Promise<string> {
  const person = await findStaff(ctx.db.read, staffId)
  if (person === null || person.disabled) throw new DomainError('not-found', 'no such open account')
  const { email, name, role } = person
  const { token, link } = newLink(ctx, { kind: 'reset', email, name, role, staff_id: staffId }, secondFactor)
  await ctx.db.transaction(async (tx) => {
    if ('staff' in ctx) await requireStanding(tx, ctx)
    await closeLinks(tx, { email }, link.created_at)
    await insertLink(tx, link)
    await recordAudit(tx, {
      ctx,
      action: 'staff.reset-link-made',
      subject: `staff/${staffId}`,
      details: { secondFactor },
      byCommand,
    })
  })
  return token
}

const LOOKS = { points: 60, windowSeconds: 15 * 60 } as const

/**
 * What a link is for. Looking uses nothing up, since mail programs look first.
 * @throws DomainError `not-found` alike for one that never was, was used, or has expired; `rate-limited`
 */
export async function readLink(ctx: Context, token: string, clientAddress: string): Promise<LinkOffer> {
  await spend(ctx, { key: `staff link network ${networkPrefix(clientAddress)}`, ...LOOKS })
  const link = await openLink(ctx, token)
  const { kind, email, name, role } = link
  return { kind, email, name, role, secondFactor: link.second_factor === 1 }
}

/**
 * Uses a link: makes the account, or sets its new password and ends its sessions. It signs nobody in.
 * @throws DomainError `not-found` and `rate-limited` as {@link readLink}; `invalid` with the fields
 */
export async function useLink(
  ctx: Context,
  token: string,
  answer: { name: string; password: string; again: string; clientAddress: string },
): Promise<void> {
  await spend(ctx, { key: `staff link network ${networkPrefix(answer.clientAddress)}`, ...LOOKS })
  const link = await openLink(ctx, token)
  const name = normalizeName(answer.name) || link.name
  const fields = faultsOf(link.email, name, answer)
  if (fields.length > 0) throw new DomainError('invalid', 'unusable account', { fields })
  const passwordHash = await hashPassword(answer.password)
  const at = ctx.now().toISOString()
  await ctx.db.transaction(async (tx) => {
    const used = await closeLink(tx, link.id, at)
    if (used === null) throw gone()
    const staffId = used.staff_id ?? ctx.newId()
    const person = { id: staffId, email: used.email, name, role: used.role }
    if (used.kind === 'invitation') {
      const account = { ...person, password_hash: passwordHash, totp_sealed: null, created_at: at }
      if (!(await insertAccount(tx, account))) throw gone()
    } else {
      if ((await updatePassword(tx, used.email, passwordHash)) !== staffId) throw gone()
      if (used.second_factor === 1) await deleteFactors(tx, staffId)
      await deleteSessions(tx, staffId)
    }
    await recordAudit(tx, {
      ctx: { ...ctx, staff: person },
      action: used.kind === 'invitation' ? 'staff.joined' : 'staff.reset',
      subject: `staff/${staffId}`,
      details: { link: used.id },
    })
  })
}

async function openLink(ctx: Context, token: string): Promise<StaffLinkTable> {
  const link = isLinkToken(token) ? await findLink(ctx.db.read, hashOf(ctx, token)) : null
  if (link?.used_at !== null) throw gone()
  const left = Date.parse(link.expires_at) - ctx.now().getTime()
  // More time left than was ever given: the clock was set back.
  if (left <= 0 || left > LINK.lifeSeconds * 1000) throw gone()
  if (link.staff_id !== null && (await findStaff(ctx.db.read, link.staff_id))?.disabled !== false)
    throw gone()
  return link
}

function faultsOf(
  email: string,
  name: string,
  { password, again }: { password: string; again: string },
): FieldFault[] {
  const fields: FieldFault[] = []
  if (Array.from(name).length > NAME_MAX) fields.push({ pointer: '/name', code: 'too-long', count: NAME_MAX })
  const problem = checkPassword(password, email)
  if (problem !== null) fields.push({ pointer: '/password', code: problem, count: PASSWORD_BOUND[problem] })
  else if (password !== again) fields.push({ pointer: '/again', code: 'different' })
  return fields
}

function newLink(
  ctx: Context | StaffContext,
  about: Pick<StaffLinkTable, 'kind' | 'email' | 'name' | 'role' | 'staff_id'>,
  secondFactor = false,
): { token: string; link: Omit<StaffLinkTable, 'used_at'> } {
  const token = base32(ctx.randomBytes(LINK.tokenBytes))
  const now = ctx.now()
  const link = {
    id: ctx.newId(),
    token_hash: hashOf(ctx, token),
    ...about,
    second_factor: secondFactor ? 1 : 0,
    created_by: 'staff' in ctx ? ctx.staff.id : null,
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + LINK.lifeSeconds * 1000).toISOString(),
  } as const
  return { token, link }
}

function hashOf(ctx: Context, token: string): string {
  return ctx.secrets.hmac('staff-link', token)
}

function gone(): DomainError {
  return new DomainError('not-found', 'no such link')
}
