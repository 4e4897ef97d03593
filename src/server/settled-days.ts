import { dayAskedFor } from '../domain/periods/rules.ts'
import type { Render } from './render.ts'

const KEY = 'asof'

/**
 * Puts the day that counts into every query for reading, so that pages, files and the API speak of the same one and a
 * cache holds it once. Belongs in front of any cache.
 */
export function withSettledDays(render: Render, now: () => Date): Render {
  return (request) => {
    if (request.method !== 'GET' || !request.search.includes(KEY)) return render(request)
    const query = new URLSearchParams(request.search)
    const asked = query.get(KEY)
    if (asked === null) return render(request)
    const day = dayAskedFor(asked, now())
    if (day === asked) return render(request)
    query.set(KEY, day)
    return render({ ...request, search: `?${query.toString()}` })
  }
}
