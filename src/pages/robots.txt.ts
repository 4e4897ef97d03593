import { ENGLISH } from '../domain/languages/rules.ts'
import { SITEMAP } from '../domain/sitemap/rules.ts'
import { apiRoute } from '../http/api.ts'

/** Staff, pages of one reader, and answers that are made anew for every question. */
const CLOSED = ['/quan-tri/', '/tra-cuu/', '/tim-kiem', '/api/']
/** The page where a code is typed, without those that a code leads to. */
const OPEN = ['/tra-cuu/$']

export const GET = apiRoute(({ locals: { context } }) => {
  const both = (paths: readonly string[]): string[] => [...paths, ...paths.map((path) => ENGLISH + path)]
  const lines = [
    'User-agent: *',
    ...both(OPEN).map((path) => `Allow: ${path}`),
    ...both(CLOSED).map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${new URL(SITEMAP, context.config.siteUrl).href}`,
    '',
  ]
  const headers = { 'content-type': 'text/plain; charset=utf-8' }
  return Promise.resolve(new Response(lines.join('\n'), { headers }))
})
