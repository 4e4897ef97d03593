import { MOST_DECISIONS, readRecordQuery } from '../domain/public-record/rules.ts'
import { publicRoute } from '../http/api/public-route.ts'
import { recordFile } from '../http/api/record-item.ts'
import { jsonResponse } from '../http/api.ts'

export const GET = publicRoute(async ({ locals: { context: ctx }, url }) => {
  const file = await recordFile(ctx, readRecordQuery(url.searchParams), MOST_DECISIONS)
  return jsonResponse(file, { cache: 'shared' })
})
