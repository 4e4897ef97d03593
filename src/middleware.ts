import { randomUUID } from 'node:crypto'
import type { APIContext, MiddlewareNext } from 'astro'
import { defineMiddleware } from 'astro:middleware'
import { OWN_ACCOUNT } from './domain/accounts/factor-rules.ts'
import { DomainError } from './domain/errors.ts'
import { contextIn } from './domain/languages/service.ts'
import { printedPath } from './http/address.ts'
import { askedLanguage } from './http/api.ts'
import { cacheControl } from './http/cache-control.ts'
import { readSession, staffContext } from './http/cookies.ts'
import { countDesks } from './http/desk-counts.ts'
import { RequestError, isOurs } from './http/errors.ts'
import { leftoverValues, seeOther } from './http/form-post.ts'
import { isOwnOrigin, isStaffPath, isUnsafe } from './http/origin.ts'
import { makeAnew } from './http/keep.ts'
import { LANGUAGE_HEADER } from './http/language-header.ts'
import { inEnglish } from './http/print-english.ts'
import { describeFailure, problemResponse, type Failure } from './http/problem.ts'

const SIGN_IN = '/quan-tri/dang-nhap/'
/** Staff addresses that someone who is not signed in may reach: to sign in or out, or with a one-time link. */
const OPEN_TO_ALL = /^\/(?:quan-tri\/(?:dang-nhap|dang-xuat|loi-moi\/[^/]+)\/|api\/v1\/staff\/session)$/u
/** Pages that take a form; every other page is for reading only. */
const TAKES_FORM =
  /^\/(?:tin-tuc\/[^/]+\/|dia-phuong\/[^/]+\/|so-lieu\/[^/.]+(?:\/v\d+)?|bao-cao-binh-luan\/[^/]+\/|tra-cuu\/(?:[^/]+)?|thong-bao\/[^/]+|quan-tri\/(?:dang-nhap\/|dang-xuat\/|binh-luan\/[^/]+\/(?:bao-vi-pham\/)?|so-lieu\/(?:[^/]+\/)?|tra-loi\/[^/]+\/|tai-khoan\/|che-do\/|nhan-su\/|loi-moi\/[^/]+\/|thong-bao\/))$/u

/** What stands between a request and its page: spelling, origin, session, and words for whatever goes wrong. */
export const onRequest = defineMiddleware(async (context, next) => {
  const { locals, request } = context
  if (import.meta.env.DEV) await fillLocals(locals, request)
  const response = await answer(context, next)
  return locals.lang === 'vi' ? response : inEnglish(response, locals.context.config.siteUrl.origin)
})

async function answer(context: APIContext, next: MiddlewareNext): Promise<Response> {
  const { locals, request, url } = context
  // Set where a refused request is rendered again, as for reading: everything below was done.
  if (locals.refused !== undefined) return next()
  const printed = printedPath(url.pathname)
  if (printed !== null)
    return new Response(null, { status: 308, headers: { location: `${printed}${url.search}` } })
  try {
    return await serve(context, next)
  } catch (error) {
    const failure = describeFailure(error, locals.lang)
    if (isOurs(failure.code)) locals.reportError(error)
    if (url.pathname.startsWith('/api/')) return problemResponse(error, askedLanguage(request))
    return showFailure(context, failure)
  }
}

async function serve(context: APIContext, next: MiddlewareNext): Promise<Response> {
  const { locals, request, url } = context
  if (isUnsafe(request.method)) {
    if (!isOwnOrigin(request, locals.context.config.siteUrl, url.pathname)) {
      throw new RequestError('foreign-origin', 'the request comes from another site')
    }
    const form = request.method === 'POST' && TAKES_FORM.test(url.pathname)
    if (!form && !url.pathname.startsWith('/api/')) {
      throw new RequestError('method-not-allowed', 'this page is for reading')
    }
  }
  const session = isStaffPath(url.pathname) ? await readSession(locals.context, request) : null
  if (session !== null) {
    locals.session = session
    // Deny by default: without `locals.staff` no page or route of staff does anything.
    if (session.secondFactor || locals.context.config.demo) {
      locals.staff = session.staff
      locals.countDesks = () => countDesks(staffContext(locals))
    }
  }
  if (isStaffPath(url.pathname) && locals.staff === undefined && !OPEN_TO_ALL.test(url.pathname)) {
    if (session === null) throw new DomainError('unauthorized', 'not signed in')
    const refused = secondFactorFirst(request, url)
    if (refused !== null) return refused
  }
  const response = await next()
  if (session?.setCookie !== undefined) response.headers.append('set-cookie', session.setCookie)
  if (!response.headers.has('cache-control')) {
    response.headers.set('cache-control', cacheControl(url.pathname, response.status))
  }
  return response
}

/**
 * Who has no second factor yet sets one up before anything else. @returns the way there, null where they are
 * @throws DomainError forbidden for anything but reading a page
 */
function secondFactorFirst(request: Request, url: URL): Response | null {
  if (url.pathname === OWN_ACCOUNT) return null
  if (!isUnsafe(request.method) && !url.pathname.startsWith('/api/')) return seeOther(OWN_ACCOUNT)
  throw new DomainError('forbidden', 'no second factor', {
    fields: [{ pointer: '', code: 'second-factor-first' }],
  })
}

/** The page that says what went wrong, with everything that was typed still in its form. */
async function showFailure(context: APIContext, failure: Failure): Promise<Response> {
  const { locals, request, url } = context
  if (failure.code === 'unauthorized' && !isUnsafe(request.method)) {
    const next = encodeURIComponent(url.pathname + url.search)
    return new Response(null, {
      status: 303,
      headers: { location: `${SIGN_IN}?next=${next}`, 'cache-control': 'no-store' },
    })
  }
  locals.refused = { failure, values: locals.formValues ?? (await leftoverValues(request)) }
  const shown = await context
    .rewrite(new Request(new URL(pageFor(failure, url.pathname), url)))
    .catch(() => context.rewrite(new Request(new URL('/500', url))))
  const headers = new Headers(shown.headers)
  headers.set('cache-control', 'no-store')
  if (failure.retryAfter !== undefined) headers.set('retry-after', String(failure.retryAfter))
  if (failure.code === 'method-not-allowed') headers.set('allow', 'GET, HEAD')
  return new Response(shown.body, { status: failure.status, headers })
}

function pageFor(failure: Failure, path: string): string {
  if (failure.code === 'not-found' || failure.code === 'gone') return '/404'
  if (failure.code === 'unauthorized') return `${SIGN_IN}?next=${encodeURIComponent(path)}`
  return failure.code === 'foreign-origin' && TAKES_FORM.test(path) && !isStaffPath(path) ? path : '/500'
}

/** While developing there is no server of ours in front. */
async function fillLocals(locals: Partial<App.Locals>, request: Request): Promise<void> {
  const { developmentContext } = await import('./server/development-context.ts')
  locals.lang ??= request.headers.get(LANGUAGE_HEADER) === 'en' ? 'en' : 'vi'
  locals.context ??= contextIn(developmentContext(), locals.lang)
  locals.requestId ??= randomUUID()
  locals.keep ??= makeAnew
  locals.clientAddress ??= '127.0.0.1'
  locals.reportError ??= (error) => {
    console.error(error)
  }
}
