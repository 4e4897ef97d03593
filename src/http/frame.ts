import type { AstroGlobal } from 'astro'
import { orNotFound } from '../domain/errors.ts'

/**
 * Lets every site show this page in a frame, and no site anything else. What is not there is said in the frame
 * itself: the site's own page for that may not be framed.
 */
export async function framed<T>(astro: AstroGlobal, found: Promise<T>): Promise<T | null> {
  astro.csp?.insertDirective('frame-ancestors *')
  // A site that isolates itself shows only frames that allow it and isolate themselves.
  astro.response.headers.set('cross-origin-resource-policy', 'cross-origin')
  astro.response.headers.set('cross-origin-embedder-policy', 'require-corp')
  const shown = await orNotFound(found)
  if (shown === null) astro.response.status = 404
  return shown
}
