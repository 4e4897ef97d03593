import type { APIContext, APIRoute } from 'astro'
import { RequestError } from './errors.ts'
import type { Client } from '../domain/comments/rules.ts'
import { describeFailure, problemResponse } from './problem.ts'

/** An API handler whose errors become problem+json. */
export function apiRoute(handle: (context: APIContext) => Promise<Response>): APIRoute {
  return async (context) => {
    try {
      return await handle(context)
    } catch (error) {
      if (describeFailure(error).code === 'internal') context.locals.reportError(error)
      return problemResponse(error)
    }
  }
}

/** For every other method of an address. */
export function onlyMethods(...allowed: string[]): APIRoute {
  return () =>
    problemResponse(new RequestError('method-not-allowed', 'method'), { allow: allowed.join(', ') })
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

/** Who sent a request, as far as two people can be told apart. */
export function clientOf(locals: App.Locals, request: Request): Client {
  return { address: locals.clientAddress, userAgent: request.headers.get('user-agent') ?? '' }
}
