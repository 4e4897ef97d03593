import type { FigureSelection } from '../domain/downloads/rules.ts'
import { readResultQuery, resultParameters, type ResultQuery } from '../domain/results/query-rules.ts'

/** Units that an address may name: more are no comparison any more. */
const MAX_CHOSEN = 5

/** What the address of a download or a picture asks for. */
export interface DownloadQuery extends ResultQuery, FigureSelection {
  chosen: string[]
  /** True for samples only, false for none. */
  sample: boolean | undefined
  /** Keys and values as they stand in the address of the page, without the day. */
  kept: Record<string, string>
}

/**
 * The keys of the pages of results, and besides `don-vi` (ids of units, with commas) and `minh-hoa` (`1` samples
 * only, `0` none; without it samples only where there is nothing real). @throws DomainError invalid naming each key whose value is none
 */
export function readDownloadQuery(address: URLSearchParams): DownloadQuery {
  const query = readResultQuery(address)
  const chosen = (address.get('don-vi') ?? '').split(',').filter((id) => id !== '')
  const sample = { '1': true, '0': false }[address.get('minh-hoa') ?? '']
  const { asof: _, ...kept } = resultParameters(query)
  return {
    ...query,
    chosen: [...new Set(chosen)].slice(0, MAX_CHOSEN),
    sample,
    kept: { ...kept, ...(chosen.length > 0 && { 'don-vi': chosen.join(',') }) },
  }
}
