import type { Context } from '../../domain/context.ts'
import type { DownloadTable } from '../../domain/downloads/rules.ts'
import {
  decisionAddress,
  recordAddress,
  ruleAddress,
  type PublicDecision,
  type RecordQuery,
} from '../../domain/public-record/rules.ts'
import { getPublicRecord } from '../../domain/public-record/service.ts'

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

const COLUMNS = [
  ...['seq', 'action', 'from_status', 'to_status', 'reason', 'rule', 'actor', 'at', 'received_on'],
  ...['receipt', 'sample', 'previous_hash', 'hash', 'record', 'address'],
]

/** Decisions as the CSV of the record holds them. */
export function decisionTable(ctx: Context, items: readonly PublicDecision[]): DownloadTable {
  const rows = items.map((decision) => {
    const item = decisionItem(ctx, decision)
    return [
      { decimal: String(item.seq) },
      ...[item.action, item.fromStatus, item.toStatus, item.reason, item.rule, item.actor, item.at],
      ...[item.receivedOn, item.receipt, item.sample, item.previousHash, item.hash],
      ...[item.record === null ? null : JSON.stringify(item.record), item.address],
    ]
  })
  return { columns: COLUMNS, rows }
}

/** One file of the record as JSON; `next` is the address of the older part, null at the end. */
export async function recordFile(ctx: Context, query: RecordQuery, limit: number) {
  const { items, next, ...record } = await getPublicRecord(ctx, { ...query, limit })
  const { origin } = ctx.config.siteUrl
  const more = next === null ? null : new URL(recordAddress({ ...query, before: next }, 'json'), origin).href
  return { ...record, items: items.map((item) => decisionItem(ctx, item)), next: more }
}
