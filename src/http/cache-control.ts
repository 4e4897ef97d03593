import { isStaffPath } from './origin.ts'

/** What someone types is theirs, in a search too. */
const ONE_READER_ONLY = /^\/(?:(?:tra-cuu|thong-bao|api)(?:\/|$)|tim-kiem(?:\.|$))/u

/**
 * Pages that everyone sees alike may be kept and must be asked for again each time; everything that belongs to one
 * person is never kept. API answers that may be shared say so themselves.
 */
export function cacheControl(path: string, status: number): string {
  if (isStaffPath(path) || ONE_READER_ONLY.test(path) || (status !== 200 && status !== 404)) return 'no-store'
  return 'public, max-age=0, must-revalidate'
}
