import { authenticate, type SignedIn } from '../domain/accounts/service.ts'
import type { Context, StaffContext } from '../domain/context.ts'
import { DomainError } from '../domain/errors.ts'

export async function readSession(ctx: Context, request: Request): Promise<SignedIn | null> {
  return authenticate(ctx, request.headers.get('cookie'))
}

/** The context of who is signed in. @throws DomainError unauthorized */
export function staffContext(locals: App.Locals): StaffContext {
  if (locals.staff === undefined) throw new DomainError('unauthorized', 'not signed in')
  return { ...locals.context, staff: locals.staff }
}

/**
 * The context for one's own account, which is open also to who has to set up a second factor first.
 * @throws DomainError unauthorized
 */
export function ownContext(locals: App.Locals): { ctx: StaffContext; session: SignedIn } {
  const { context, session } = locals
  if (session === undefined) throw new DomainError('unauthorized', 'not signed in')
  return { ctx: { ...context, staff: session.staff }, session }
}
