import type { IncomingHttpHeaders } from 'node:http'
import type { Context } from '../domain/context.ts'
import { addressIn, ENGLISH, hasEnglish, splitLanguage, type Language } from '../domain/languages/rules.ts'
import { contextIn } from '../domain/languages/service.ts'
import { printedPath } from '../http/address.ts'
import { makeAnew, type Keep } from '../http/keep.ts'
import type { Answer } from './answer.ts'
import { headerOf } from './answer.ts'
import { exchange, type AstroHandler } from './astro-exchange.ts'
import { errorAnswer, isApi } from './error-answers.ts'
import type { Log } from './log.ts'
import type { Target } from './request-target.ts'

/** A request that passed every check at the door: headers believed, body whole, method known. */
export interface SiteRequest extends Target {
  /** HEAD arrives here as GET; its body is left out when the answer is sent. */
  method: string
  headers: IncomingHttpHeaders
  body: Buffer
  clientAddress: string
  requestId: string
  /** Of a page that is made for nobody in particular. */
  keep?: Keep
}

/** Answers one request. A cache stands in front of a renderer by being one itself. */
export type Render = (request: SiteRequest) => Promise<Answer>

/** As `src/http/address.ts` spells it; otherwise the page would answer with a redirect to itself. */
const NOT_FOUND_PATH = '/404/'
/** Routes that Astro adds by itself and the site has no use for. */
const UNUSED_ROUTES = /^\/_(?:image|server-islands|actions)(?:\/|$)/u

/** Renders with the built site. Rejects when it fails in a way that no page of it explains. */
export function astroRenderer(handler: AstroHandler, context: Context, log: Log): Render {
  const { siteUrl } = context.config
  const english = contextIn(context, 'en')
  const run = async (
    request: SiteRequest,
    to: { method: string; url: string; body: Buffer },
    lang: Language,
  ): Promise<Answer | null> =>
    exchange(
      handler,
      {
        ...to,
        headers: request.headers,
        https: siteUrl.protocol === 'https:',
        remoteAddress: request.clientAddress,
      },
      {
        context: lang === 'vi' ? context : english,
        lang,
        requestId: request.requestId,
        keep: keepFor(request, lang),
        clientAddress: request.clientAddress,
        reportError: (error) => {
          log.error({ err: error, requestId: request.requestId }, 'page failed')
        },
      },
    )

  const notFound = async (request: SiteRequest, path: string, lang: Language): Promise<Answer> => {
    const plain = errorAnswer(404, request)
    if (isApi(request.path)) return plain
    const elsewhere = request.method === 'GET' ? otherSpelling(path) : null
    if (elsewhere !== null) return redirect(addressIn(elsewhere, lang) + request.search)
    const page = await run(request, { method: 'GET', url: NOT_FOUND_PATH, body: Buffer.alloc(0) }, lang)
    return page === null || (page.status !== 404 && page.status !== 200) ? plain : { ...page, status: 404 }
  }

  return async (request) => {
    const { method, search, body } = request
    const { lang, path } = splitLanguage(request.path)
    if (UNUSED_ROUTES.test(path)) return notFound(request, path, lang)
    if (lang !== 'vi' && method === 'GET') {
      // At once where it belongs: the prefix alone would be a step of its own.
      const elsewhere = !hasEnglish(path) || !request.path.startsWith(`${ENGLISH}/`)
      if (elsewhere) return redirect(addressIn(printedPath(path) ?? path, lang) + search)
    }
    const answer = await run(request, { method, url: path + search, body }, lang)
    return answer === null ? notFound(request, path, lang) : explained(answer, request)
  }
}

function keepFor({ keep }: SiteRequest, lang: Language): Keep {
  return keep === undefined ? makeAnew : (key, make) => keep(`${lang} ${key}`, make)
}

/**
 * Routes are matched letter by letter, so an address in capitals matches none and never gets to the middleware.
 * A missing slash alone is no reason for a detour to the same "not found".
 */
function otherSpelling(path: string): string | null {
  const printed = printedPath(path)
  const bare = (text: string | null): string | undefined => text?.replace(/\/$/u, '')
  return bare(printed) === bare(path) ? null : printed
}

function redirect(location: string): Answer {
  return { status: 308, headers: { location }, body: Buffer.alloc(0) }
}

/** Errors that Astro leaves without a page, or gives a page to at an API address, get the site's own words. */
function explained(answer: Answer, request: SiteRequest): Answer {
  if (answer.status < 400) return answer
  const type = headerOf(answer.headers, 'content-type')
  const empty = Buffer.isBuffer(answer.body) && answer.body.length === 0
  const wrongShape = isApi(request.path) && type?.startsWith('text/html') === true
  return empty || type === undefined || wrongShape ? errorAnswer(answer.status, request) : answer
}
