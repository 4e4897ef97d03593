import { prefersCsv } from '../media-type.ts'

/** Whether a list is asked for as CSV: by its query, or by what the client accepts. */
export function wantsCsv({ headers }: { headers: Headers }, format: string | undefined): boolean {
  return format === undefined ? prefersCsv(headers.get('accept') ?? undefined) : format === 'csv'
}

/**
 * An answer for everyone: JSON of an object, CSV of a text. The next page is in the header, which is the only place
 * where CSV can name it.
 */
export function listResponse(url: URL, next: string | null, body: object | string): Response {
  const csv = typeof body === 'string'
  const headers = new Headers({
    'content-type': csv ? 'text/csv; charset=utf-8; header=present' : 'application/json',
    'cache-control': 'public, max-age=0, must-revalidate',
    vary: 'accept',
  })
  if (next !== null) {
    const following = new URL(url)
    following.searchParams.set('after', next)
    headers.set('link', `<${following.pathname}${following.search}>; rel="next"`)
  }
  return new Response(csv ? body : JSON.stringify(body), { headers })
}
