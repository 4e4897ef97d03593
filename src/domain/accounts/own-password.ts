import type { StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import { consume, refund } from '../rate-limits/service.ts'
import { verifyPassword } from './passwords.ts'
import { findAccount } from './store.ts'

const MINUTE = 60
const WRONG_PASSWORDS = { points: 10, windowSeconds: 15 * MINUTE } as const

/**
 * Asks who is signed in for their password again, before anything that decides who can sign in later: a session left
 * open on a desk, or a stolen cookie, must not be enough to take an account over. Wrong ones are counted.
 * @returns the hash that the password was checked against
 * @throws DomainError `invalid` for a wrong password, named by `pointer`; `rate-limited`
 */
export async function confirmPassword(
  ctx: StaffContext,
  password: string,
  pointer = '/password',
): Promise<string> {
  const points = await consume(ctx, { key: `own password ${ctx.staff.id}`, ...WRONG_PASSWORDS })
  if (!points.allowed) {
    throw new DomainError('rate-limited', 'too many wrong passwords', {
      retryAfter: points.retryAfterSeconds,
    })
  }
  const account = await findAccount(ctx.db.read, ctx.staff.email)
  if (account === null || !(await verifyPassword(account.passwordHash, password)))
    throw new DomainError('invalid', 'wrong password', { fields: [{ pointer, code: 'wrong-password' }] })
  await refund(ctx, points)
  return account.passwordHash
}
