import { encode } from 'uqr'
import { recordAudit } from '../audit/service.ts'
import type { StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import { printRecoveryCode, type OwnAccount, type QrCode } from './factor-rules.ts'
import { readOwnAccount } from './factor-store.ts'
import { confirmPassword } from './own-password.ts'
import { hashPassword } from './passwords.ts'
import { replaceRecoveryCodes } from './recovery-codes.ts'
import { checkPassword, PASSWORD_BOUND } from './rules.ts'
import { openSession } from './service.ts'
import { deleteSessions, findAccount, replaceHash, replaceTotp } from './store.ts'
import { newTotp, readTotp } from './totp.ts'

/** Whoever is signed in may look after their own account; no permission is asked. */
export async function getOwnAccount(ctx: StaffContext, sessionId: string): Promise<OwnAccount> {
  return readOwnAccount(ctx.db.read, ctx.staff.id, sessionId, ctx.now().toISOString())
}

/**
 * Replaces the password, ends every session of this person and opens a new one for this device.
 * @returns the cookie of the new session
 * @throws DomainError `invalid` for the old or the new password; `rate-limited`; `conflict` where it was changed meanwhile
 */
export async function changePassword(
  ctx: StaffContext,
  change: { current: string; password: string; again: string; userAgent: string },
): Promise<string> {
  const { staff } = ctx
  const problem = checkPassword(change.password, staff.email)
  if (problem !== null) {
    throw new DomainError('invalid', 'unusable password', {
      fields: [{ pointer: '/password', code: problem, count: PASSWORD_BOUND[problem] }],
    })
  }
  if (change.password !== change.again)
    throw new DomainError('invalid', 'not the same', { fields: [{ pointer: '/again', code: 'different' }] })
  const before = await confirmPassword(ctx, change.current, '/current')
  const passwordHash = await hashPassword(change.password)
  await ctx.db.transaction(async (tx) => {
    if (!(await replaceHash(tx, staff.id, before, passwordHash)))
      throw new DomainError('conflict', 'the password was changed meanwhile')
    await deleteSessions(tx, staff.id)
    await recordAudit(tx, { ctx, action: 'account.password-changed', subject: `staff/${staff.id}` })
  })
  return openSession(ctx, { staff, passwordHash, action: 'session.opened' }, change.userAgent)
}

/** A second factor to be set up: nothing counts before {@link confirmTotp}. */
export interface TotpSetup {
  qr: QrCode
  /** For typing, in base32. */
  secret: string
  /** Goes through the form: sealed for this person. */
  sealed: string
}

/** @param sealed of a set-up under way, so that a wrong code does not ask for another scan */
export function startTotp(ctx: StaffContext, sealed?: string): TotpSetup {
  const under = sealed === undefined ? null : readTotp(ctx, ctx.staff, sealed)
  const { uri, secret, sealed: kept } = under ?? newTotp(ctx, ctx.staff.id, ctx.staff.email)
  const { data, size } = encode(uri, { ecc: 'M', border: 4 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return { qr: { size, path }, secret, sealed: kept }
}

/**
 * Makes the app of {@link startTotp} the second factor, in place of any before it.
 * @throws DomainError `invalid` for the password or the code; `rate-limited`
 */
export async function confirmTotp(
  ctx: StaffContext,
  { sealed, code, password }: { sealed: string; code: string; password: string },
): Promise<void> {
  await confirmPassword(ctx, password)
  const step = readTotp(ctx, ctx.staff, sealed)?.stepOf(code) ?? null
  if (step === null)
    throw new DomainError('invalid', 'wrong code', { fields: [{ pointer: '/code', code: 'wrong-code' }] })
  await ctx.db.transaction(async (tx) => {
    await replaceTotp(tx, ctx.staff.id, sealed, step)
    await recordAudit(tx, { ctx, action: 'account.totp-set', subject: `staff/${ctx.staff.id}` })
  })
}

/**
 * Ten new recovery codes; older ones no longer open anything.
 * @returns them as they are printed; they are shown once
 * @throws DomainError `invalid` for the password, or where there is no second factor to stand in for; `rate-limited`
 */
export async function makeRecoveryCodes(ctx: StaffContext, password: string): Promise<string[]> {
  await confirmPassword(ctx, password)
  if ((await findAccount(ctx.db.read, ctx.staff.email))?.secondFactor !== true) {
    throw new DomainError('invalid', 'no second factor', {
      fields: [{ pointer: '', code: 'no-second-factor' }],
    })
  }
  const codes = await ctx.db.transaction(async (tx) => {
    const made = await replaceRecoveryCodes(ctx, tx, ctx.staff.id)
    await recordAudit(tx, { ctx, action: 'account.recovery-codes-made', subject: `staff/${ctx.staff.id}` })
    return made
  })
  return codes.map(printRecoveryCode)
}

/** Ends one session of one's own. Ending one that is over already changes nothing. */
export async function endSession(ctx: StaffContext, sessionId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    if ((await deleteSessions(tx, ctx.staff.id, { only: sessionId })) === 0) return
    await recordAudit(tx, { ctx, action: 'session.closed', subject: `staff/${ctx.staff.id}` })
  })
}

/** Ends every session of one's own, this one included. */
export async function endAllSessions(ctx: StaffContext): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await deleteSessions(tx, ctx.staff.id)
    await recordAudit(tx, { ctx, action: 'session.all-closed', subject: `staff/${ctx.staff.id}` })
  })
}
