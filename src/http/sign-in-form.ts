import type { AstroGlobal } from 'astro'
import { signIn, signOut } from '../domain/accounts/service.ts'
import { DomainError, isDomainError } from '../domain/errors.ts'
import type { FormValues } from './errors.ts'
import { seeOther } from './form-post.ts'

const DESK = '/quan-tri/'
/** Fields of the decision form that survive a session which ended in between. */
const DRAFT_FIELDS = ['action', 'reason', 'note'] as const

/** Takes the sign-in form. @returns the way to where the person wanted to go @throws DomainError as `signIn` does */
export async function receiveSignIn(
  { locals }: Pick<AstroGlobal, 'locals'>,
  form: FormValues,
): Promise<Response> {
  const { cookie } = await signIn(locals.context, {
    email: form.get('email') ?? '',
    password: form.get('password') ?? '',
    totp: form.get('totp')?.trim() || null,
    clientAddress: locals.clientAddress,
  }).catch((error: unknown) => {
    throw isDomainError(error) && error.code === 'unauthorized'
      ? new DomainError('unauthorized', 'wrong credentials', {
          fields: [{ pointer: '', code: 'wrong-credentials' }],
        })
      : error
  })
  const next = new URL(safeNext(form.get('next')), locals.context.config.siteUrl)
  for (const [name, value] of Object.entries(draftOf(form) ?? {})) next.searchParams.set(name, value)
  return seeOther(next.pathname + next.search, [cookie])
}

/** @returns the way to the sign-in form, with the cookie removed */
export async function receiveSignOut({
  locals,
  request,
}: Pick<AstroGlobal, 'locals' | 'request'>): Promise<Response> {
  return seeOther(`${DESK}dang-nhap/`, [await signOut(locals.context, request.headers.get('cookie'))])
}

/** An address of the desk; anything else, above all another site, becomes the desk's first page. */
export function safeNext(next: string | null | undefined): string {
  // Judged as a browser would resolve it: dots and doubled slashes may lead elsewhere.
  const url = next == null ? null : URL.parse(next, 'https://desk.invalid')
  if (url?.origin !== 'https://desk.invalid' || !url.pathname.startsWith(DESK)) return DESK
  return url.pathname + url.search
}

/** What was typed into a decision form before the session ended. */
export function draftOf(values: FormValues): Record<string, string> | undefined {
  const draft = DRAFT_FIELDS.flatMap((name) => {
    const value = values.get(name)
    return value === undefined || value === '' ? [] : [[name, value] as const]
  })
  return draft.length === 0 ? undefined : Object.fromEntries(draft)
}
