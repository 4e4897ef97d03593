import type { Context } from '../../domain/context.ts'
import { decisionAddress, ruleAddress, type PublicDecision } from '../../domain/public-record/rules.ts'

/** Decisions in one file of the record; the next goes on where it ends. */
export const MOST_DECISIONS = 5_000

/** A decision as files hold it, with the address of the rule that was applied. */
export function decisionItem(ctx: Context, decision: PublicDecision) {
  const { origin } = ctx.config.siteUrl
  const { seq, action, fromStatus, toStatus, reason, actor, at, receivedOn, ...marks } = decision
  return {
    ...{ seq, action, fromStatus, toStatus, reason },
    rule: reason === null ? null : new URL(ruleAddress(reason), origin).href,
    ...{ actor, at, receivedOn },
    ...marks,
    address: new URL(decisionAddress(seq), origin).href,
  }
}
