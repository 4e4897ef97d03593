import { linkAddress, STAFF_DESK } from '../domain/accounts/factor-rules.ts'
import { useLink } from '../domain/accounts/links.ts'
import { isStaffRole } from '../domain/accounts/rules.ts'
import { changeRole, inviteStaff, resetStaff, setDisabled, withdrawLink } from '../domain/accounts/staff.ts'
import type { StaffContext } from '../domain/context.ts'
import { DomainError } from '../domain/errors.ts'
import type { FormValues } from './errors.ts'
import { seeOther } from './form-post.ts'

/** A new link as the page shows it once. */
export interface NewLink {
  href?: string
}

/**
 * Takes a form of the staff desk.
 * @param made receives the address of a new link, which is shown in the answer itself; then null is returned
 * @throws DomainError as the use cases do
 */
export async function receiveStaff(
  ctx: StaffContext,
  form: FormValues,
  made: NewLink,
): Promise<Response | null> {
  const field = (name: string): string => form.get(name) ?? ''
  const id = field('id')
  switch (field('action')) {
    case 'invite': {
      const person = { email: field('email'), name: field('name'), role: field('role') }
      made.href = absolute(ctx, await inviteStaff(ctx, person))
      return null
    }
    case 'reset':
      made.href = absolute(ctx, await resetStaff(ctx, id, { secondFactor: form.get('factor') === '1' }))
      return null
    case 'withdraw':
      await withdrawLink(ctx, id)
      return seeOther(STAFF_DESK)
    case 'role': {
      const [from, to] = [field('from'), field('role')]
      if (!isStaffRole(from) || !isStaffRole(to)) throw unknown('/role')
      await changeRole(ctx, id, { from, to })
      return seeOther(`${STAFF_DESK}#${id}`)
    }
    case 'disable':
    case 'enable':
      await setDisabled(ctx, id, field('action') === 'disable')
      return seeOther(`${STAFF_DESK}#${id}`)
    default:
      throw unknown('/action')
  }
}

/** Takes the form behind a one-time link. @returns the way to the sign-in page @throws DomainError as `useLink` */
export async function receiveLink(locals: App.Locals, token: string, form: FormValues): Promise<Response> {
  await useLink(locals.context, token, {
    name: form.get('name') ?? '',
    password: form.get('password') ?? '',
    again: form.get('again') ?? '',
    clientAddress: locals.clientAddress,
  })
  return seeOther('/quan-tri/dang-nhap/?xong=mat-khau')
}

function absolute(ctx: StaffContext, token: string): string {
  return new URL(linkAddress(token), ctx.config.siteUrl.origin).href
}

function unknown(pointer: string): DomainError {
  return new DomainError('invalid', 'no such choice', { fields: [{ pointer, code: 'unknown' }] })
}
