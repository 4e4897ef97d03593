import type { Context } from '../context.ts'
import { networkPrefix } from '../rate-limits/rules.ts'

/** A tracking code as it is stored: whoever reads the database cannot track with it. */
export function hashCode(ctx: Context, code: string): string {
  return ctx.secrets.hmac('tracking-code', code)
}

/** The key changes with the month, so that a network cannot be followed for long. */
export function hashNetwork(ctx: Context, address: string, at: string): string {
  return ctx.secrets.hmac(`network ${at.slice(0, 7)}`, networkPrefix(address))
}
