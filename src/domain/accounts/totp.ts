import { Secret, TOTP } from 'otpauth'
import type { Context, StaffMember } from '../context.ts'
import type { Account } from './store.ts'
import { acceptTotpStep } from './store.ts'

const PURPOSE = 'totp'
/** RFC 4226 recommends 160 bits, which is also what every authenticator app reads. */
const SECRET_BYTES = 20
const PERIOD_SECONDS = 30
/** One step to either side: clocks of phones differ, and typing takes time. */
const WINDOW_STEPS = 1

/** A second factor to be set up; the secret is shown once and then only kept sealed. */
export interface NewTotp {
  /** `otpauth://` address, as authenticator apps read it from a QR code. */
  uri: string
  /** The same secret for typing, in base32. */
  secret: string
  sealed: string
}

/** Sealed for this one account: copied into another's row it opens nothing. */
export function newTotp(ctx: Context, staffId: string, email: string): NewTotp {
  const secret = new Secret({ buffer: new Uint8Array(ctx.randomBytes(SECRET_BYTES)).buffer })
  // The host rather than the site's name, so that a trial installation is told from the real one.
  const totp = new TOTP({ issuer: ctx.config.siteUrl.hostname, label: email, secret, period: PERIOD_SECONDS })
  return {
    uri: totp.toString(),
    secret: secret.base32,
    sealed: ctx.secrets.seal(PURPOSE, secret.base32, staffId),
  }
}

/** A secret that was sealed for this person, to be confirmed; null where it was not. */
export function readTotp(
  ctx: Context,
  { id, email }: StaffMember,
  sealed: string,
): (NewTotp & { stepOf: (code: string) => number | null }) | null {
  let base32: string
  try {
    base32 = ctx.secrets.open(PURPOSE, sealed, id)
  } catch {
    return null
  }
  const secret = Secret.fromBase32(base32)
  const totp = new TOTP({ issuer: ctx.config.siteUrl.hostname, label: email, secret, period: PERIOD_SECONDS })
  return { uri: totp.toString(), secret: base32, sealed, stepOf: (code) => stepOf(ctx, secret, code) }
}

/**
 * Accepts a code once: of two uses of one code, even at the same moment, one is refused, and so is a code from a
 * step before the last accepted one (RFC 6238, 5.2), also where the clock was set back. Without a second factor of
 * this kind no code is right.
 */
export async function acceptTotp(ctx: Context, account: Account, code: string): Promise<boolean> {
  if (account.totpSealed === null) return false
  const secret = Secret.fromBase32(ctx.secrets.open(PURPOSE, account.totpSealed, account.staff.id))
  const step = stepOf(ctx, secret, code)
  return step !== null && ctx.db.transaction((tx) => acceptTotpStep(tx, account.staff.id, step))
}

/** Time step of a code that is right now; null for any other. */
function stepOf(ctx: Context, secret: Secret, code: string): number | null {
  const token = code.replace(/\s/gu, '')
  const timestamp = ctx.now().getTime()
  const drift = TOTP.validate({ token, secret, timestamp, period: PERIOD_SECONDS, window: WINDOW_STEPS })
  return drift === null ? null : TOTP.counter({ period: PERIOD_SECONDS, timestamp }) + drift
}
