import type { AstroGlobal } from 'astro'
import { isPermitted } from '../domain/accounts/rules.ts'
import { signIn, signInWithPasskey, signOut } from '../domain/accounts/service.ts'
import { DomainError, isDomainError } from '../domain/errors.ts'
import { saveDrafts } from '../domain/moderation/drafts.ts'
import { draftsIn } from './decision-form.ts'
import type { FormValues } from './errors.ts'
import { seeOther } from './form-post.ts'

const DESK = '/quan-tri/'

/**
 * Takes the sign-in form, or a passkey's answer. @returns the way to where the person wanted to go
 * @throws DomainError as `signIn` does
 */
export async function receiveSignIn(
  { locals, request }: Pick<AstroGlobal, 'locals' | 'request'>,
  form: FormValues,
): Promise<Response> {
  const client = { clientAddress: locals.clientAddress, userAgent: request.headers.get('user-agent') }
  const response = form.get('passkey') ?? ''
  const passkey = response !== ''
  const entering = passkey
    ? signInWithPasskey(locals.context, { response, token: form.get('challenge') ?? '', ...client })
    : signIn(locals.context, {
        email: form.get('email') ?? '',
        password: form.get('password') ?? '',
        totp: form.get('totp')?.trim() || null,
        ...client,
      })
  const { cookie, staff } = await entering.catch((error: unknown) => {
    throw isDomainError(error) && error.code === 'unauthorized'
      ? new DomainError('unauthorized', 'wrong credentials', {
          fields: [{ pointer: '', code: passkey ? 'passkey-refused' : 'wrong-credentials' }],
        })
      : error
  })
  // What was typed before the session ended waits in the forms it was typed into.
  if (isPermitted(staff.role, 'comments.decide'))
    await saveDrafts({ ...locals.context, staff }, draftsIn(form))
  return seeOther(safeNext(form.get('next')), [cookie])
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

/** Fields in which something about a comment was typed before the session ended. */
export function draftOf(values: FormValues): Record<string, string> | undefined {
  const draft = [...draftsIn(values)].flatMap(([id, { note, reason }]) => [
    ...(note === '' ? [] : [[`note-${id}`, note] as const]),
    ...(reason === '' ? [] : [[`reason-${id}`, reason] as const]),
  ])
  return draft.length === 0 ? undefined : Object.fromEntries(draft)
}
