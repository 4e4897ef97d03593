import { readRecordQuery, recordAddress } from '../domain/public-record/rules.ts'
import { getPublicRecord } from '../domain/public-record/service.ts'
import { publicRoute } from '../http/api/public-route.ts'
import { MOST_DECISIONS, decisionItem } from '../http/api/record-item.ts'
import { jsonResponse } from '../http/api.ts'

export const GET = publicRoute(async ({ locals: { context: ctx }, url }) => {
  const query = readRecordQuery(url.searchParams)
  const { items, next, ...record } = await getPublicRecord(ctx, { ...query, limit: MOST_DECISIONS })
  const { origin } = ctx.config.siteUrl
  const more = next === null ? null : new URL(recordAddress({ ...query, before: next }, 'json'), origin).href
  return jsonResponse(
    { ...record, items: items.map((item) => decisionItem(ctx, item)), next: more },
    { cache: 'shared' },
  )
})
