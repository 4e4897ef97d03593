import type { APIContext, APIRoute } from 'astro'
import { RequestError, isOurs } from './errors.ts'
import type { Client } from '../domain/comments/rules.ts'
import type { Language } from '../domain/languages/rules.ts'
import { describeFailure, problemResponse } from './problem.ts'

/** An API handler whose errors become problem+json. */
export function apiRoute(handle: (context: APIContext) => Promise<Response>): APIRoute {
  return async (context) => {
    try {
      return await handle(context)
    } catch (error) {
      const lang = askedLanguage(context.request)
      if (isOurs(describeFailure(error, lang).code)) context.locals.reportError(error)
      return problemResponse(error, lang)
    }
  }
}

/** For every other method of an address. */
export function onlyMethods(...allowed: string[]): APIRoute {
  return ({ request }) =>
    problemResponse(new RequestError('method-not-allowed', 'method'), askedLanguage(request), {
      allow: allowed.join(', '),
    })
}

export function jsonResponse(
  body: unknown,
  options: { status?: number; cache?: 'shared' | 'never' } = {},
): Response {
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status: options.status ?? 200,
    headers: {
      'content-type': 'application/json',
      'cache-control': options.cache === 'shared' ? 'public, max-age=0, must-revalidate' : 'no-store',
    },
  })
}

/**
 * Language in which the API says why it refused: addresses of the API name none. English where the client asks for
 * nothing but English, as our own pages in English do; a browser that lists languages of its own gets Vietnamese.
 */
export function askedLanguage(request: Request): Language {
  return request.headers.get('accept-language')?.trim().toLowerCase() === 'en' ? 'en' : 'vi'
}

/** Who sent a request, as far as two people can be told apart. */
export function clientOf(locals: App.Locals, request: Request): Client {
  return { address: locals.clientAddress, userAgent: request.headers.get('user-agent') ?? '' }
}
