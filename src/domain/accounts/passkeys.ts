import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Writer } from '../../../db/connect.ts'
import { recordAudit } from '../audit/service.ts'
import type { Context, StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import { CHALLENGE_SECONDS, NAME_MAX, normalizeName } from './factor-rules.ts'
import {
  deletePasskey,
  findPasskey,
  insertPasskey,
  listPasskeys,
  renamePasskey as renameStored,
} from './factor-store.ts'
import { confirmPassword } from './own-password.ts'

/** What the page hands to the browser, and gets back beside its answer. */
export interface PasskeyRequest {
  /** JSON for `navigator.credentials`. */
  options: string
  /** The challenge, sealed with what it is for; good once and for some minutes. */
  token: string
}

interface Challenge {
  challenge: string
  purpose: 'add' | 'sign-in'
  staffId: string | null
  expiresAt: string
}

const SEAL = 'passkey-challenge'
const CHALLENGE_BYTES = 32
/** A body of a few kilobytes at most; attestation is not asked for. */
const MAX_RESPONSE = 20_000

/** Loaded when somebody uses a passkey: with all it brings it takes a sixth of the start of a command. */
const webauthn = () => import('@simplewebauthn/server')

/** Asks for a passkey that its owner unlocks: with a finger, a face or a PIN. */
export async function requestNewPasskey(ctx: StaffContext): Promise<PasskeyRequest> {
  const { challenge, bytes, token } = newChallenge(ctx, 'add', ctx.staff.id)
  const known = await listPasskeys(ctx.db.read, ctx.staff.id)
  const { generateRegistrationOptions } = await webauthn()
  const options = await generateRegistrationOptions({
    rpName: ctx.site.settings.name,
    rpID: ctx.config.siteUrl.hostname,
    userName: ctx.staff.email,
    userDisplayName: ctx.staff.name,
    userID: new TextEncoder().encode(ctx.staff.id),
    challenge: bytes,
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { options: JSON.stringify({ ...options, challenge }), token }
}

/** Asks for any passkey of this site: who signs in is told by the answer, so the page tells nobody who has one. */
export async function requestSignIn(ctx: Context): Promise<PasskeyRequest> {
  const { bytes, token } = newChallenge(ctx, 'sign-in', null)
  const { generateAuthenticationOptions } = await webauthn()
  const options = await generateAuthenticationOptions({
    rpID: ctx.config.siteUrl.hostname,
    challenge: bytes,
    userVerification: 'required',
  })
  return { options: JSON.stringify(options), token }
}

/**
 * Adds a passkey to the account of who is signed in.
 * @throws DomainError `invalid` for the password, the name or the browser's answer; `rate-limited`
 */
export async function addPasskey(
  ctx: StaffContext,
  { name, password, response, token }: { name: string; password: string; response: string; token: string },
): Promise<void> {
  const given = passkeyName(name)
  await confirmPassword(ctx, password)
  const challenge = openChallenge(ctx, token, 'add')
  if (challenge?.staffId !== ctx.staff.id) throw refusedPasskey()
  const { verifyRegistrationResponse } = await webauthn()
  const verified = await verifyRegistrationResponse({
    response: parseResponse(response) as unknown as RegistrationResponseJSON,
    expectedChallenge: challenge.challenge,
    expectedOrigin: ctx.config.siteUrl.origin,
    expectedRPID: ctx.config.siteUrl.hostname,
    requireUserVerification: true,
  }).catch(() => null)
  if (verified?.verified !== true) throw refusedPasskey()
  const { credential } = verified.registrationInfo
  await ctx.db.transaction(async (tx) => {
    if (!(await useChallenge(ctx, tx, challenge))) throw refusedPasskey()
    const added = await insertPasskey(tx, {
      id: credential.id,
      staff_id: ctx.staff.id,
      name: given,
      public_key: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: JSON.stringify(credential.transports ?? []),
      created_at: ctx.now().toISOString(),
    })
    if (!added) throw refusedPasskey()
    await recordAudit(tx, { ctx, action: 'account.passkey-added', subject: `staff/${ctx.staff.id}` })
  })
}

/** @throws DomainError `not-found`; `invalid` for the name */
export async function renamePasskey(ctx: StaffContext, id: string, name: string): Promise<void> {
  const given = passkeyName(name)
  await ctx.db.transaction(async (tx) => {
    if (!(await renameStored(tx, ctx.staff.id, id, given))) throw new DomainError('not-found', 'passkey')
    await recordAudit(tx, { ctx, action: 'account.passkey-renamed', subject: `staff/${ctx.staff.id}` })
  })
}

/** @throws DomainError `not-found`; `invalid` for the password */
export async function removePasskey(ctx: StaffContext, id: string, password: string): Promise<void> {
  await confirmPassword(ctx, password)
  await ctx.db.transaction(async (tx) => {
    if (!(await deletePasskey(tx, ctx.staff.id, id))) throw new DomainError('not-found', 'passkey')
    await recordAudit(tx, { ctx, action: 'account.passkey-removed', subject: `staff/${ctx.staff.id}` })
  })
}

/** Who signed the challenge with one of their passkeys; null for whatever was wrong. A challenge is good once. */
export async function acceptPasskey(
  ctx: Context,
  answer: { response: string; token: string },
): Promise<{ staffId: string; email: string; passwordHash: string } | null> {
  const challenge = openChallenge(ctx, answer.token, 'sign-in')
  if (challenge === null) return null
  let response: AuthenticationResponseJSON
  try {
    response = parseResponse(answer.response) as unknown as AuthenticationResponseJSON
  } catch {
    return null
  }
  const passkey = await findPasskey(ctx.db.read, response.id)
  if (passkey === null) return null
  const { verifyAuthenticationResponse } = await webauthn()
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge.challenge,
    expectedOrigin: ctx.config.siteUrl.origin,
    expectedRPID: ctx.config.siteUrl.hostname,
    requireUserVerification: true,
    credential: {
      id: passkey.id,
      publicKey: new Uint8Array(Buffer.from(passkey.public_key, 'base64url')),
      counter: passkey.counter,
    },
  }).catch(() => null)
  if (verified?.verified !== true || !verified.authenticationInfo.userVerified) return null
  const { newCounter } = verified.authenticationInfo
  const accepted = await ctx.db.transaction(async (tx) => {
    if (!(await useChallenge(ctx, tx, challenge))) return false
    // A counter that stands still where it once moved comes from a copy of the authenticator.
    const moved = await tx
      .updateTable('staff_passkey')
      .set({ counter: newCounter, last_used_at: ctx.now().toISOString() })
      .where('id', '=', passkey.id)
      .where((eb) => (newCounter === 0 ? eb('counter', '=', 0) : eb('counter', '<', newCounter)))
      .returning('id')
      .executeTakeFirst()
    return moved !== undefined
  })
  if (!accepted) return null
  return { staffId: passkey.staff_id, email: passkey.email, passwordHash: passkey.password_hash }
}

/** Housekeeping: removes used challenges whose time has run out anyway. */
export async function deleteExpiredChallenges(ctx: Context): Promise<void> {
  const now = ctx.now().toISOString()
  await ctx.db.transaction((tx) => tx.deleteFrom('staff_challenge').where('expires_at', '<=', now).execute())
}

function newChallenge(
  ctx: Context,
  purpose: Challenge['purpose'],
  staffId: string | null,
): { challenge: string; bytes: Uint8Array<ArrayBuffer>; token: string } {
  const bytes = new Uint8Array(ctx.randomBytes(CHALLENGE_BYTES))
  const challenge = Buffer.from(bytes).toString('base64url')
  const expiresAt = new Date(ctx.now().getTime() + CHALLENGE_SECONDS * 1000).toISOString()
  const token = ctx.secrets.seal(SEAL, JSON.stringify({ challenge, purpose, staffId, expiresAt }))
  return { challenge, bytes, token }
}

function openChallenge(ctx: Context, token: string, purpose: Challenge['purpose']): Challenge | null {
  try {
    const challenge = JSON.parse(ctx.secrets.open(SEAL, token)) as Challenge
    const left = Date.parse(challenge.expiresAt) - ctx.now().getTime()
    // More time left than was ever given: the clock was set back.
    if (left <= 0 || left > CHALLENGE_SECONDS * 1000) return null
    return challenge.purpose === purpose ? challenge : null
  } catch {
    return null
  }
}

/** Nothing is written when a challenge is made, so that looking at the sign-in page fills no table. */
async function useChallenge(
  ctx: Context,
  tx: Writer,
  { challenge, purpose, staffId, expiresAt }: Challenge,
): Promise<boolean> {
  const used = await tx
    .insertInto('staff_challenge')
    .values({
      challenge,
      purpose,
      staff_id: staffId,
      created_at: ctx.now().toISOString(),
      expires_at: expiresAt,
    })
    .onConflict((conflict) => conflict.column('challenge').doNothing())
    .returning('challenge')
    .executeTakeFirst()
  return used !== undefined
}

/** An object with an id; the verification looks at the rest. */
function parseResponse(json: string): { id: string } {
  try {
    if (json.length > MAX_RESPONSE) throw new Error('too long')
    const value: unknown = JSON.parse(json)
    if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string')
      return { ...value, id: value.id }
  } catch {
    // Falls through: whatever it is, it is no answer of an authenticator.
  }
  throw refusedPasskey()
}

function passkeyName(raw: string): string {
  const name = normalizeName(raw)
  const code = name === '' ? 'required' : Array.from(name).length > NAME_MAX ? 'too-long' : null
  if (code === null) return name
  throw new DomainError('invalid', 'name of a passkey', {
    fields: [{ pointer: '/name', code, count: NAME_MAX }],
  })
}

function refusedPasskey(): DomainError {
  return new DomainError('invalid', 'passkey refused', {
    fields: [{ pointer: '/passkey', code: 'refused' }],
  })
}
