import type { DownloadTable } from '../../domain/downloads/rules.ts'
import { toCsv } from '../../domain/downloads/service.ts'
import { listResponse, wantsCsv } from './list-response.ts'
import { formatIdCursor, parseIdCursor, sliceAfter } from './paging.ts'

interface ListQuery {
  limit: number
  after?: string | undefined
  format?: 'json' | 'csv' | undefined
}

/** One page of a list that is in memory, as JSON or CSV. @param table what the CSV of some of its items is */
export function answerList<T extends { id: string }>(
  request: { url: URL; headers: Headers },
  { limit, after, format }: ListQuery,
  list: readonly T[],
  toItem: (entry: T) => object,
  table: (entries: readonly T[]) => DownloadTable,
): Response {
  const found = sliceAfter(list, { limit, after: parseIdCursor(after) })
  const next = formatIdCursor(found.next)
  if (wantsCsv(request, format))
    return listResponse(request.url, next, toCsv(table(found.items), { bom: false }))
  return listResponse(request.url, next, { items: found.items.map(toItem), next })
}
