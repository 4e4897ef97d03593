import type { StaffRole } from '../../../db/schema/staff.ts'

/** Where staff look after their own account. */
export const OWN_ACCOUNT = '/quan-tri/tai-khoan/'
/** Where accounts of others are looked after. */
export const STAFF_DESK = '/quan-tri/nhan-su/'

/** A link lives a week. Addresses are printed in lower case, so its token is too: base32 of 160 bits. */
export const LINK = { lifeSeconds: 7 * 24 * 60 * 60, tokenBytes: 20 } as const

export function linkAddress(token: string): string {
  return `/quan-tri/loi-moi/${token}/`
}

export function isLinkToken(text: string): boolean {
  return /^[a-z2-7]{32}$/u.test(text)
}

/** Ten codes of 50 bits, each good once: a list that fits on a slip of paper, while guessing is throttled. */
export const RECOVERY_CODES = { count: 10, length: 10 } as const

/** A recovery code as it is hashed, or null where it cannot be one. Six digits are never one. */
export function parseRecoveryCode(typed: string): string | null {
  const bare = typed.toLowerCase().replace(/[\s-]/gu, '')
  return bare.length === RECOVERY_CODES.length && /^[a-z2-7]+$/u.test(bare) ? bare : null
}

export function printRecoveryCode(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`
}

/** RFC 4648 in lower case, without padding. */
export function base32(bytes: Uint8Array): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{5}/gu) ?? [])
    .map((five) => 'abcdefghijklmnopqrstuvwxyz234567'[parseInt(five, 2)])
    .join('')
}

/** Names of passkeys and of people, in code points. */
export const NAME_MAX = 80

export function normalizeName(raw: string): string {
  return raw
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .normalize('NFC')
    .trim()
}

/** How long a person may take over the browser's own dialogue, and a little more. */
export const CHALLENGE_SECONDS = 10 * 60

/** A session is written as seen at most this often, and a clock may go back this far without anyone noticing. */
export const SEEN_SECONDS = 5 * 60

/**
 * Whether times kept with a session lie ahead of the clock: then the clock was set back, and how long the session
 * has been open or unused cannot be told. It ends; signing in again costs less than a session that never does.
 */
export function isFromTheFuture(now: Date, ...times: readonly (string | null)[]): boolean {
  const latest = now.getTime() + SEEN_SECONDS * 1000
  return times.some((time) => time !== null && Date.parse(time) > latest)
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bcoc_coc/iu, 'Cốc Cốc'],
  [/\bEdgA?\//u, 'Edge'],
  [/\bOPR\//u, 'Opera'],
  [/\bSamsungBrowser\//u, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//u, 'Firefox'],
  [/(?:Chrome|CriOS|Chromium)\//u, 'Chrome'],
  [/\bSafari\//u, 'Safari'],
]

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/u, 'Android'],
  [/\b(?:iPhone|iPad|iPod)\b/u, 'iOS'],
  [/\bWindows\b/u, 'Windows'],
  [/\bCrOS\b/u, 'ChromeOS'],
  [/\bMac OS X\b/u, 'macOS'],
  [/\bLinux\b/u, 'Linux'],
]

/** Browser and system in two words, coarse on purpose: enough to know one's own devices again. Null: not told. */
export function deviceLabel(userAgent: string): string | null {
  const find = (known: readonly (readonly [RegExp, string])[]): string | undefined =>
    known.find(([pattern]) => pattern.test(userAgent))?.[1]
  const words = [find(BROWSERS), find(SYSTEMS)].filter((word) => word !== undefined)
  return words.length === 0 ? null : words.join(' · ')
}

/** One account as its administrators see it. */
export interface StaffEntry {
  id: string
  email: string
  name: string
  role: StaffRole
  disabled: boolean
  totp: boolean
  passkeys: number
  /** Newest use of a session that is still open; null without one. */
  lastSeenAt: string | null
  createdAt: string
}

/** A link that has not been used yet. */
export interface OpenLink {
  id: string
  kind: 'invitation' | 'reset'
  email: string
  name: string
  role: StaffRole
  expiresAt: string
}

export interface PasskeyEntry {
  id: string
  name: string
  createdAt: string
  lastUsedAt: string | null
}

export interface SessionEntry {
  id: string
  device: string | null
  createdAt: string
  lastSeenAt: string | null
  /** The one that asks. */
  current: boolean
}

/** A QR code with its quiet zone: a square of modules, and a path (SVG) over the dark ones. */
export interface QrCode {
  size: number
  path: string
}

/** What the owner of an account sees of it. */
export interface OwnAccount {
  totp: boolean
  /** Recovery codes that are left. */
  recoveryCodes: number
  passkeys: readonly PasskeyEntry[]
  sessions: readonly SessionEntry[]
}

/** What the page of a one-time link shows. */
export interface LinkOffer {
  kind: 'invitation' | 'reset'
  email: string
  name: string
  role: StaffRole
  /** Whether the second factors of the account go as well. */
  secondFactor: boolean
}
