import type { StaffRole } from '../../../db/schema/staff.ts'
import type { AuditAction } from '../audit/rules.ts'
import { recordAudit } from '../audit/service.ts'
import type { Context, StaffMember } from '../context.ts'
import { DomainError, type FieldFault } from '../errors.ts'
import { networkPrefix } from '../rate-limits/rules.ts'
import { consume, isMarked, mark, refund } from '../rate-limits/service.ts'
import { sha256 } from '../secrets.ts'
import { deviceLabel, isFromTheFuture, SEEN_SECONDS } from './factor-rules.ts'
import type { Origin } from './links.ts'
import { acceptPasskey, deleteExpiredChallenges } from './passkeys.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { useRecoveryCode } from './recovery-codes.ts'
import {
  checkPassword,
  isEmail,
  KNOWN_NETWORK_SECONDS,
  knownNetworkKey,
  normalizeEmail,
  passkeyLimit,
  PASSWORD_BOUND,
  readSessionId,
  SESSION,
  sessionCookieName,
  signInLimits,
} from './rules.ts'
import { openSessions, type Opening } from './session-adapter.ts'
import {
  deleteSession,
  deleteSessions,
  findAccount,
  insertAccount,
  markSeen,
  updatePassword,
  type Account,
} from './store.ts'
import { acceptTotp, newTotp } from './totp.ts'

export interface SignInAttempt {
  email: string
  password: string
  /** Six digits from the app, or a recovery code; needed where the account has a second factor. */
  totp?: string | null
  clientAddress: string
  userAgent?: string | null
}

/**
 * Checks e-mail, password and code, and opens a session under a new id.
 * @returns who it is, and the value of the Set-Cookie header
 * @throws DomainError `unauthorized` for whatever was wrong; `rate-limited` with `retryAfter` (see {@link signInLimits})
 */
export async function signIn(
  ctx: Context,
  attempt: SignInAttempt,
): Promise<{ staff: StaffMember; cookie: string }> {
  const email = normalizeEmail(attempt.email)
  const network = networkPrefix(attempt.clientAddress)
  const networkKey = knownNetworkKey(email, network)
  // Points are taken before the password is looked at: many attempts at once would otherwise all find room.
  const points = await consume(ctx, ...signInLimits(email, network, await isMarked(ctx, networkKey)))
  if (!points.allowed) {
    throw new DomainError('rate-limited', 'too many failed sign-ins', {
      retryAfter: points.retryAfterSeconds,
    })
  }

  const account = await findAccount(ctx.db.read, email)
  const passwordRight = await verifyPassword(account?.passwordHash ?? null, attempt.password)
  const action =
    account === null || account.disabled || !passwordRight
      ? null
      : await acceptCode(ctx, account, attempt.totp ?? '')
  // The same for every cause, so that the answer tells nobody which accounts exist or which part was right.
  if (account === null || action === null) throw new DomainError('unauthorized', 'wrong credentials')

  const { staff, passwordHash } = account
  const cookie = await openSession(ctx, { staff, passwordHash, action }, attempt.userAgent ?? '')
  await refund(ctx, points)
  await mark(ctx, networkKey, KNOWN_NETWORK_SECONDS)
  return { staff, cookie }
}

/** What the second factor was; null where it is missing or wrong. Without any there is nothing to ask. */
async function acceptCode(ctx: Context, account: Account, code: string): Promise<AuditAction | null> {
  if (!account.secondFactor) return 'session.opened'
  if (account.totpSealed !== null && (await acceptTotp(ctx, account, code))) return 'session.opened'
  const used = await useRecoveryCode(ctx, account.staff.id, code)
  return used ? 'session.opened-with-recovery-code' : null
}

/**
 * Opens a session with a passkey alone: its owner unlocked it with a finger, a face or a PIN, so it is two factors.
 * @throws DomainError `unauthorized` for whatever was wrong; `rate-limited` after too many wrong ones from a network
 */
export async function signInWithPasskey(
  ctx: Context,
  attempt: { response: string; token: string; clientAddress: string; userAgent?: string | null },
): Promise<{ staff: StaffMember; cookie: string }> {
  const network = networkPrefix(attempt.clientAddress)
  const points = await consume(ctx, passkeyLimit(network))
  if (!points.allowed) {
    throw new DomainError('rate-limited', 'too many failed sign-ins', {
      retryAfter: points.retryAfterSeconds,
    })
  }
  const accepted = await acceptPasskey(ctx, attempt)
  const account = accepted === null ? null : await findAccount(ctx.db.read, accepted.email)
  if (accepted === null || account === null || account.disabled)
    throw new DomainError('unauthorized', 'passkey refused')
  const { staff } = account
  const { passwordHash } = accepted
  const opening = { staff, passwordHash, action: 'session.opened-with-passkey' } as const
  const cookie = await openSession(ctx, opening, attempt.userAgent ?? '')
  await refund(ctx, points)
  await mark(ctx, knownNetworkKey(staff.email, network), KNOWN_NETWORK_SECONDS)
  return { staff, cookie }
}

/** A session under a new id, whatever cookie came along. @throws DomainError unauthorized where the account changed */
export async function openSession(ctx: Context, opening: Opening, userAgent: string): Promise<string> {
  const sessions = openSessions(ctx)
  const session = await sessions.createSession(opening.staff.id, {
    createdAt: ctx.now(),
    lastSeenAt: ctx.now().toISOString(),
    device: deviceLabel(userAgent),
    opening,
  })
  return sessions.createSessionCookie(session.id).serialize()
}

/** Who is signed in, and through which session. */
export interface SignedIn {
  staff: StaffMember
  /** As the session is stored. */
  sessionId: string
  /** Whether the account has a second factor: without one it is for setting one up alone, but for a demonstration. */
  secondFactor: boolean
  /** There when the idle expiry was moved. */
  setCookie?: string
}

/**
 * Whose session the request's Cookie header carries; null when there is none, it has ended, its holder was disabled
 * or removed, or the clock was set back to before it was used.
 */
export async function authenticate(ctx: Context, cookieHeader: string | null): Promise<SignedIn | null> {
  const id = sessionIdIn(ctx, cookieHeader)
  if (id === null) return null
  const sessions = openSessions(ctx)
  const { session, user } = await sessions.validateSession(id)
  if (session === null) return null
  const now = ctx.now()
  const { createdAt, lastSeenAt } = session
  const over = now.getTime() >= createdAt.getTime() + SESSION.absoluteSeconds * 1000
  if (over || isFromTheFuture(now, createdAt.toISOString(), lastSeenAt)) {
    await sessions.invalidateSession(id)
    return null
  }
  const sessionId = sha256(id)
  if (lastSeenAt === null || now.getTime() - Date.parse(lastSeenAt) >= SEEN_SECONDS * 1000)
    await ctx.db.transaction((tx) => markSeen(tx, sessionId, now.toISOString()))
  const { staff, secondFactor } = user
  const signedIn = { staff, sessionId, secondFactor }
  return session.fresh ? { ...signedIn, setCookie: sessions.createSessionCookie(id).serialize() } : signedIn
}

/** Ends the session, if there is one. @returns the Set-Cookie value that removes the cookie */
export async function signOut(ctx: Context, cookieHeader: string | null): Promise<string> {
  const sessions = openSessions(ctx)
  const id = sessionIdIn(ctx, cookieHeader)
  if (id !== null) {
    const { session, user } = await sessions.validateSession(id)
    await ctx.db.transaction(async (tx) => {
      const ended = await deleteSession(tx, sha256(id))
      if (!ended || session === null) return
      const { staff } = user
      await recordAudit(tx, {
        ctx: { ...ctx, staff },
        action: 'session.closed',
        subject: `staff/${staff.id}`,
      })
    })
  }
  return sessions.createBlankSessionCookie().serialize()
}

/** Ends every session of one person, on every device. It asks for no permission. */
export async function signOutEverywhere(ctx: Context, staffId: string): Promise<void> {
  await ctx.db.transaction((tx) => deleteSessions(tx, staffId))
}

/** As {@link signOutEverywhere}, on the log: for the command line. */
export async function signOutByCommand(ctx: Context, staffId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await deleteSessions(tx, staffId)
    await recordAudit(tx, { ctx, action: 'staff.signed-out', subject: `staff/${staffId}`, byCommand: true })
  })
}

/** Housekeeping: removes sessions and challenges whose time has run out. */
export async function deleteExpiredSessions(ctx: Context): Promise<void> {
  await openSessions(ctx).deleteExpiredSessions()
  await deleteExpiredChallenges(ctx)
}

export interface NewStaff {
  email: string
  /** Shown to colleagues; by default what stands before the @. */
  name?: string
  role: StaffRole
  password: string
  /** Whether to set up a second factor. */
  totp: boolean
}

/**
 * Adds an account. It asks for no permission: it is for the command line, whose user holds the database anyway, and
 * for setting up a demonstration. A page has to ask for `staff.manage` first.
 * @returns the new id, and with a second factor its secret, which is shown nowhere again
 * @throws DomainError `invalid` with the fields in question; `conflict` when the e-mail is taken
 */
export async function addStaff(
  ctx: Context,
  { role, password, totp, ...person }: NewStaff,
  { byCommand = false }: Origin = {},
): Promise<{ id: string; totpUri?: string; totpSecret?: string }> {
  const email = normalizeEmail(person.email)
  const fields = accountFaults(email, password)
  if (fields.length > 0) throw new DomainError('invalid', 'unusable account', { fields })

  const id = ctx.newId()
  const factor = totp ? newTotp(ctx, id, email) : null
  const account = {
    id,
    email,
    name: (person.name ?? '').normalize('NFC').trim() || (email.split('@')[0] ?? email),
    role,
    password_hash: await hashPassword(password),
    totp_sealed: factor?.sealed ?? null,
    created_at: ctx.now().toISOString(),
  }
  const added = await ctx.db.transaction(async (tx) => {
    if (!(await insertAccount(tx, account))) return false
    const subject = `staff/${id}`
    await recordAudit(tx, { ctx, action: 'staff.added', subject, details: { role }, byCommand })
    return true
  })
  if (!added) throw new DomainError('conflict', 'e-mail is taken')
  return factor === null ? { id } : { id, totpUri: factor.uri, totpSecret: factor.secret }
}

/**
 * Gives an account a new password and ends its sessions. Like {@link addStaff} it asks for no permission.
 * @throws DomainError `invalid` with the fields in question; `not-found` where there is no such account
 */
export async function replacePassword(
  ctx: Context,
  email: string,
  password: string,
  { byCommand = false }: Origin = {},
): Promise<void> {
  const fields = accountFaults(normalizeEmail(email), password)
  if (fields.length > 0) throw new DomainError('invalid', 'unusable password', { fields })
  const hash = await hashPassword(password)
  await ctx.db.transaction(async (tx) => {
    const id = await updatePassword(tx, normalizeEmail(email), hash)
    if (id === null) throw new DomainError('not-found', 'no such account')
    await deleteSessions(tx, id)
    await recordAudit(tx, { ctx, action: 'account.password-changed', subject: `staff/${id}`, byCommand })
  })
}

function sessionIdIn(ctx: Context, cookieHeader: string | null): string | null {
  return readSessionId(cookieHeader, sessionCookieName(ctx.config.siteUrl))
}

function accountFaults(email: string, password: string): FieldFault[] {
  const faults: FieldFault[] = []
  if (!isEmail(email)) faults.push({ pointer: '/email', code: 'not-an-email' })
  const problem = checkPassword(password, email)
  if (problem !== null) faults.push({ pointer: '/password', code: problem, count: PASSWORD_BOUND[problem] })
  return faults
}

/** Id of the account with this e-mail, also of a disabled one; null where there is none. */
export async function findStaffId(ctx: Context, email: string): Promise<string | null> {
  return (await findAccount(ctx.db.read, normalizeEmail(email)))?.staff.id ?? null
}
