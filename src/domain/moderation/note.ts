import { MAX_TYPED, countCharacters, normalizeBody } from '../comments/rules.ts'
import { DomainError } from '../errors.ts'
import { MAX_NOTE } from './rules.ts'

/** A note beside a step; null where nothing was written. @throws DomainError invalid where it is too long */
export function readNote(raw: string | null): string | null {
  const tooLong = (raw ?? '').length > MAX_TYPED
  const note = tooLong ? '' : normalizeBody(raw ?? '')
  if (tooLong || countCharacters(note) > MAX_NOTE) {
    throw new DomainError('invalid', 'note too long', {
      fields: [{ pointer: '/note', code: 'too-long', count: MAX_NOTE }],
    })
  }
  return note === '' ? null : note
}
