import type { AstroGlobal } from 'astro'
import {
  changePassword,
  confirmTotp,
  endAllSessions,
  endSession,
  makeRecoveryCodes,
} from '../domain/accounts/own-account.ts'
import { OWN_ACCOUNT } from '../domain/accounts/factor-rules.ts'
import { addPasskey, removePasskey, renamePasskey } from '../domain/accounts/passkeys.ts'
import { signOut } from '../domain/accounts/service.ts'
import type { StaffContext } from '../domain/context.ts'
import { DomainError } from '../domain/errors.ts'
import type { FormValues } from './errors.ts'
import { seeOther } from './form-post.ts'

export const ACCOUNT_ACTIONS = [
  'password',
  'totp',
  'codes',
  'passkey-add',
  'passkey-rename',
  'passkey-remove',
  'session-end',
  'session-end-all',
] as const

export type AccountAction = (typeof ACCOUNT_ACTIONS)[number]

export function accountAction(text: string | null | undefined): AccountAction | undefined {
  return ACCOUNT_ACTIONS.find((action) => action === text)
}

/** What the page shows once and then never again. */
export interface ShownOnce {
  codes?: readonly string[]
}

/**
 * Takes a form of one's own account.
 * @param shown receives what is to be shown in the answer itself; then null is returned
 * @throws DomainError as the use cases do
 */
export async function receiveAccount(
  { request, locals }: Pick<AstroGlobal, 'request' | 'locals'>,
  ctx: StaffContext,
  form: FormValues,
  shown: ShownOnce,
): Promise<Response | null> {
  const field = (name: string): string => form.get(name) ?? ''
  const password = field('password')
  const id = field('id')
  const action = accountAction(field('action'))
  const done = (cookies: readonly string[] = []): Response =>
    seeOther(`${OWN_ACCOUNT}?xong=${action ?? ''}`, cookies)
  switch (action) {
    case 'password': {
      const change = { current: field('current'), password, again: field('again') }
      const userAgent = request.headers.get('user-agent') ?? ''
      return done([await changePassword(ctx, { ...change, userAgent })])
    }
    case 'totp':
      await confirmTotp(ctx, { sealed: field('sealed'), code: field('code'), password })
      return done()
    case 'codes':
      shown.codes = await makeRecoveryCodes(ctx, password)
      return null
    case 'passkey-add':
      await addPasskey(ctx, {
        name: field('name'),
        password,
        response: field('passkey'),
        token: field('challenge'),
      })
      return done()
    case 'passkey-rename':
      await renamePasskey(ctx, id, field('name'))
      return done()
    case 'passkey-remove':
      await removePasskey(ctx, id, password)
      return done()
    case 'session-end':
      await endSession(ctx, id)
      return id === locals.session?.sessionId ? signedOut(ctx, request) : done()
    case 'session-end-all':
      await endAllSessions(ctx)
      return signedOut(ctx, request)
    case undefined:
      throw new DomainError('invalid', 'no such action', {
        fields: [{ pointer: '/action', code: 'unknown' }],
      })
  }
}

async function signedOut(ctx: StaffContext, request: Request): Promise<Response> {
  return seeOther('/quan-tri/dang-nhap/', [await signOut(ctx, request.headers.get('cookie'))])
}
