import { authenticate } from '../domain/accounts/service.ts'
import type { Context, StaffContext, StaffMember } from '../domain/context.ts'
import { DomainError } from '../domain/errors.ts'

/** Who is signed in, and the cookie to send along when the session was prolonged. */
export interface Session {
  staff: StaffMember
  setCookie?: string | undefined
}

export async function readSession(ctx: Context, request: Request): Promise<Session | null> {
  return authenticate(ctx, request.headers.get('cookie'))
}

/** The context of who is signed in. @throws DomainError unauthorized */
export function staffContext(locals: App.Locals): StaffContext {
  if (locals.staff === undefined) throw new DomainError('unauthorized', 'not signed in')
  return { ...locals.context, staff: locals.staff }
}
