import type { Keep } from '../../http/keep.ts'
import { SITE } from './addresses.ts'
import type { Moment, Revisions } from './revisions.ts'

/** Those of some fifty articles, of tens of kilobytes each: more are not being discussed at a time. */
const MOST_PARTS = 400

interface Part {
  since: Moment
  value: Promise<unknown>
}

/**
 * Keeps what pages are made of and what changes seldom, so that a new comment has only comments made anew. A page says
 * what it keeps; what it gets was made, as the page itself, for nobody in particular.
 * @returns for a page that is made now: `since` was read before anything it shows
 */
export function keptParts(revisions: Pick<Revisions, 'standsSince'>): (since: Moment) => Keep {
  const parts = new Map<string, Part>()
  return (since) =>
    <T>(key: string, make: () => Promise<T>): Promise<T> => {
      const found = parts.get(key)
      if (found !== undefined && revisions.standsSince(SITE, found.since)) {
        // As the same key has always had it made by the same lines of the same page.
        return found.value as Promise<T>
      }
      const value = make()
      // A slower page that began before must not push it out.
      if (found === undefined || found.since <= since) put(key, { since, value })
      return value
    }

  function put(key: string, part: Part): void {
    parts.delete(key)
    parts.set(key, part)
    const forget = (): void => {
      if (parts.get(key) === part) parts.delete(key)
    }
    part.value.catch(forget)
    const [oldest] = parts.keys()
    if (parts.size > MOST_PARTS && oldest !== undefined) parts.delete(oldest)
  }
}
