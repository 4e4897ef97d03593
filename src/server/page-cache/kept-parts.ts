import type { Keep } from '../../http/keep.ts'
import { SITE } from './addresses.ts'
import type { Moment, Revisions } from './revisions.ts'

/** Text with Vietnamese letters takes two for each in memory. */
const BYTES_PER_CHARACTER = 2
/** What counts for a part that is no markup: the row of an article, a list of headings. */
const PLAIN_VALUE_CHARACTERS = 4_000

interface Part {
  since: Moment
  value: Promise<unknown>
  /** 0 while it is being made. */
  characters: number
}

/**
 * Keeps what pages are made of and what changes seldom, so that a new comment has only comments made anew. A page says
 * what it keeps; what it gets was made, as the page itself, for nobody in particular.
 * @param maxBytes room; what was made first goes first
 * @returns for a page that is made now: `since` was read before anything it shows
 */
export function keptParts(
  revisions: Pick<Revisions, 'standsSince'>,
  maxBytes: number,
): (since: Moment) => Keep {
  const parts = new Map<string, Part>()
  const mostCharacters = maxBytes / BYTES_PER_CHARACTER
  let characters = 0
  return (since) =>
    <T>(key: string, make: () => Promise<T>): Promise<T> => {
      const found = parts.get(key)
      if (found !== undefined && revisions.standsSince(SITE, found.since)) {
        // As the same key has always had it made by the same lines of the same page.
        return found.value as Promise<T>
      }
      const value = make()
      // A slower page that began before must not push it out.
      if (found === undefined || found.since <= since) put(key, { since, value, characters: 0 })
      return value
    }

  function put(key: string, part: Part): void {
    forget(key)
    parts.set(key, part)
    part.value.then(
      (value) => {
        if (parts.get(key) === part) weigh(key, part, value)
      },
      () => {
        if (parts.get(key) === part) forget(key)
      },
    )
  }

  /** Pushes out the oldest where there is too much. */
  function weigh(key: string, part: Part, value: unknown): void {
    part.characters = key.length + (typeof value === 'string' ? value.length : PLAIN_VALUE_CHARACTERS)
    characters += part.characters
    for (const oldest of parts.keys()) {
      if (characters <= mostCharacters) return
      forget(oldest)
    }
  }

  function forget(key: string): void {
    characters -= parts.get(key)?.characters ?? 0
    parts.delete(key)
  }
}
