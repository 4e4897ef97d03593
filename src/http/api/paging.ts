import { z } from 'zod'
import { DomainError } from '../../domain/errors.ts'

export const instant = z.iso
  .datetime()
  .meta({ description: 'ISO-8601, UTC', examples: ['2026-11-20T02:15:00.000Z'] })

export const cursor = z
  .string()
  .max(1_000)
  .meta({ description: 'Place in the list, from `next` of the page before' })

export const limitOf = (usual: number, most = 100) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(most)
    .default(usual)
    .meta({ description: `Items on a page, 1 to ${most}` })

export const page = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().meta({ description: 'null on the last page' }),
  })

/** Id of the last item of a page as an opaque word. */
export function formatIdCursor(id: string | null): string | null {
  return id === null ? null : Buffer.from(id, 'utf8').toString('base64url')
}

/** @throws DomainError invalid for anything {@link formatIdCursor} did not make */
export function parseIdCursor(word: string | undefined): string | null {
  if (word === undefined || word === '') return null
  const id = Buffer.from(word, 'base64url').toString('utf8')
  if (/^[\w.-]{1,500}$/u.test(id) && formatIdCursor(id) === word) return id
  throw new DomainError('invalid', 'not a cursor', {
    fields: [{ pointer: '/after', code: 'not-a-cursor' }],
  })
}

/** A page of a list that is in memory. An id that is not in it any more ends the list. */
export function sliceAfter<T extends { id: string }>(
  list: readonly T[],
  { limit, after }: { limit: number; after: string | null },
): { items: T[]; next: string | null } {
  const from = after === null ? 0 : list.findIndex(({ id }) => id === after) + 1
  const items = after !== null && from === 0 ? [] : list.slice(from, from + limit)
  return { items, next: from + limit < list.length && items.length > 0 ? (items.at(-1)?.id ?? null) : null }
}
