import type { StaffContext } from '../domain/context.ts'
import { DomainError } from '../domain/errors.ts'
import { SWITCHES, SWITCH_DESK } from '../domain/screening/rules.ts'
import { turn } from '../domain/screening/service.ts'
import type { FormValues } from './errors.ts'
import { seeOther } from './form-post.ts'

/** Turns the switch that a button of the desk names. @throws DomainError as `turn` does, invalid */
export async function receiveSwitch(ctx: StaffContext, form: FormValues): Promise<Response> {
  const name = SWITCHES.find((known) => known === form.get('switch'))
  const revision = Number(form.get('revision'))
  const active = form.get('active')
  if (name === undefined || !Number.isInteger(revision) || (active !== '0' && active !== '1')) {
    throw new DomainError('invalid', 'no such switch', { fields: [{ pointer: '/switch', code: 'unknown' }] })
  }
  await turn(ctx, { name, active: active === '1', revision })
  return seeOther(SWITCH_DESK)
}
