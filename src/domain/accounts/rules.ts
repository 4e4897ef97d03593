import type { StaffRole } from '../../../db/schema/staff.ts'
import type { StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import type { Limit } from '../rate-limits/rules.ts'

export const STAFF_ROLES = [
  'moderator',
  'publisher',
  'auditor',
  'admin',
] as const satisfies readonly StaffRole[]

/**
 * Who may do what. The auditor reads everything and changes nothing; the admin may do whatever anyone may, because
 * a small office has days with nobody else in it.
 */
export const PERMISSIONS = {
  'comments.read': ['moderator', 'auditor', 'admin'],
  'comments.decide': ['moderator', 'admin'],
  /** Mark a comment as waiting for an official answer. */
  'comments.ask-answer': ['moderator', 'publisher', 'admin'],
  'comments.erase': ['admin'],
  'answers.read': ['moderator', 'publisher', 'auditor', 'admin'],
  'answers.publish': ['publisher', 'admin'],
  /** Slow mode and closing of comments for the whole site. */
  'switches.read': ['moderator', 'auditor', 'admin'],
  'switches.set': ['moderator', 'admin'],
  'audit.read': ['auditor', 'admin'],
  'releases.read': ['publisher', 'auditor', 'admin'],
  'releases.publish': ['publisher', 'admin'],
  'staff.read': ['auditor', 'admin'],
  'staff.manage': ['admin'],
} as const satisfies Record<string, readonly StaffRole[]>

export type Permission = keyof typeof PERMISSIONS

export function isPermitted(role: StaffRole, permission: Permission): boolean {
  const roles: readonly StaffRole[] = PERMISSIONS[permission]
  return roles.includes(role)
}

/**
 * First line of every use case of staff.
 * @throws DomainError `forbidden` when the signed-in person's role does not have the permission
 */
export function requirePermission(ctx: StaffContext, permission: Permission): void {
  if (!isPermitted(ctx.staff.role, permission))
    throw new DomainError('forbidden', `${permission} is not permitted`)
}

/**
 * For rules about a role itself; what someone may do is asked with {@link requirePermission}.
 * An admin passes for every role.
 * @throws DomainError `forbidden`
 */
export function requireRole(ctx: StaffContext, ...roles: readonly StaffRole[]): void {
  if (ctx.staff.role === 'admin' || roles.includes(ctx.staff.role)) return
  throw new DomainError('forbidden', `needs the role ${roles.join(' or ')}`)
}

export function isStaffRole(text: string): text is StaffRole {
  return (STAFF_ROLES as readonly string[]).includes(text)
}

/** The one spelling of an e-mail address under which an account is kept and found. */
export function normalizeEmail(raw: string): string {
  return raw
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
    .normalize('NFC')
    .trim()
    .toLowerCase()
}

/** No more than what a typing error would break: whether mail arrives there is not ours to know. */
export function isEmail(email: string): boolean {
  return email.length <= 254 && /^[^\s@,;:<>"()[\]\\]+@[^\s@,;:<>"()[\]\\]+$/u.test(email)
}

/** In code points of the normalised password. NIST SP 800-63B asks for 8 beside a second factor; we for 12. */
export const PASSWORD = { min: 12, max: 256, distinct: 5 } as const

export type PasswordProblem = 'too-short' | 'too-long' | 'too-simple'

/** The number that the message about a password names. */
export const PASSWORD_BOUND = {
  'too-short': PASSWORD.min,
  'too-long': PASSWORD.max,
  'too-simple': PASSWORD.distinct,
} as const satisfies Record<PasswordProblem, number>

/**
 * A password as it is hashed: other spaces become U+0020, then NFC, as RFC 8265 (OpaqueString) has it. NFC makes the
 * two ways in which keyboards write "ế" the same; NFKC would also make different characters the same ("²" and "2")
 * and so weaken a password without helping anyone type it.
 */
export function normalizePassword(raw: string): string {
  return raw
    .toWellFormed()
    .replace(/\p{Zs}/gu, ' ')
    .normalize('NFC')
}

/** Accepts or refuses a new password; it must not be the account's own address either. */
export function checkPassword(raw: string, email: string): PasswordProblem | null {
  const password = normalizePassword(raw)
  const characters = Array.from(password)
  if (characters.length < PASSWORD.min) return 'too-short'
  if (characters.length > PASSWORD.max) return 'too-long'
  const simple =
    new Set(characters).size < PASSWORD.distinct || normalizeEmail(password) === normalizeEmail(email)
  return simple ? 'too-simple' : null
}

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const SESSION = {
  /** Ends when it has not been used for this long: a desk left in the evening is signed out in the morning. */
  idleSeconds: 12 * HOUR,
  /** Ends this long after the sign-in, however much it is used. */
  absoluteSeconds: 7 * DAY,
} as const

/** Browsers hold `__Host-` to its promise (Secure, this host only, whole site), so no neighbour can plant one. */
export function sessionCookieName(siteUrl: URL): string {
  return siteUrl.protocol === 'https:' ? '__Host-session' : 'session'
}

/**
 * Session id in a Cookie header, or null. What does not look like one of our ids is no id: another cookie's broken
 * escape must not fail the request, which Lucia's own parser would let happen.
 */
export function readSessionId(cookieHeader: string | null, name: string): string | null {
  for (const pair of (cookieHeader ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name && value !== undefined && /^[a-z2-7]{40}$/u.test(value)) return value
  }
  return null
}

/**
 * Limits on failed sign-ins. Signing in gives the points back, so only failures count.
 *
 * - 50 in 15 minutes from one network: one machine that tries many accounts.
 * - 5 in 15 minutes on one account from one network: one machine that tries one account.
 * - 20 in an hour on one account from everywhere: many machines that try one account. This is the limit by which a
 *   stranger could keep an honest moderator out, so it does not apply to networks from which that account has signed
 *   in during the last 30 days. There only the first two hold, and a stranger elsewhere cannot use them up; nor does
 *   any of them touch a session that is open. Left over is a moderator who comes from a new network while someone is
 *   at it, and waits at most an hour.
 *
 * Limits count an e-mail that has no account like any other, so they tell nobody which exist.
 */
export function signInLimits(email: string, network: string, networkIsKnown: boolean): Limit[] {
  const limits = [
    { key: `sign-in network ${network}`, points: 50, windowSeconds: 15 * MINUTE },
    { key: `sign-in account ${email} network ${network}`, points: 5, windowSeconds: 15 * MINUTE },
  ]
  if (!networkIsKnown) limits.push({ key: `sign-in account ${email}`, points: 20, windowSeconds: HOUR })
  return limits
}

/** Failed sign-ins with a passkey. There is nothing to guess; the limit is for the work of checking. */
export function passkeyLimit(network: string): Limit {
  return { key: `sign-in passkey network ${network}`, points: 50, windowSeconds: 15 * MINUTE }
}

/** Under which it is remembered that an account has signed in from a network. */
export function knownNetworkKey(email: string, network: string): string {
  return `sign-in known account ${email} network ${network}`
}

export const KNOWN_NETWORK_SECONDS = 30 * DAY
