import type { z } from 'zod'
import { readAsof } from '../../domain/figures/service.ts'
import { readQuery } from '../body.ts'

/**
 * Checks the query of a list. A key without a value asks for nothing, as if it were not there.
 * @throws DomainError invalid with a pointer for each parameter
 */
export function readListQuery<T extends z.ZodType>(url: URL, schema: T): z.infer<T> {
  const filled = new URL(url)
  for (const [name, value] of url.searchParams) if (value === '') filled.searchParams.delete(name, value)
  return readQuery(filled, schema)
}

/** The same for a table that is not versioned: its day is looked at and then left aside. @throws DomainError invalid */
export function readReferenceQuery<T extends z.ZodType<{ asof?: string | undefined }>>(
  url: URL,
  schema: T,
): z.infer<T> {
  const query = readListQuery(url, schema)
  readAsof(query.asof)
  return query
}
