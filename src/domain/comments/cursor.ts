import { DomainError } from '../errors.ts'
import type { Cursor } from './rules.ts'

/** A place in a list as an opaque word for addresses. */
export function formatCursor(cursor: Cursor): string {
  return Buffer.from(`${cursor.at} ${cursor.id}`, 'utf8').toString('base64url')
}

/** @throws DomainError invalid for anything {@link formatCursor} did not make */
export function parseCursor(word: string | null | undefined): Cursor | null {
  if (word === null || word === undefined || word === '') return null
  const [, at, id] =
    /^(\d{4}-\d{2}-\d{2}T[\d:.]{12}Z) ([\w-]{1,64})$/u.exec(
      Buffer.from(word, 'base64url').toString('utf8'),
    ) ?? []
  if (at !== undefined && id !== undefined) return { at, id }
  throw new DomainError('invalid', 'not a cursor', {
    fields: [{ pointer: '/after', code: 'not-a-cursor' }],
  })
}
