import type { AstroGlobal } from 'astro'
import { readForm } from './body.ts'
import { isOurs, isRequestError, type FormValues } from './errors.ts'
import { readUpload, type Upload } from './multipart.ts'
import { describeFailure } from './problem.ts'

/**
 * Takes the form of a page; `handle` returns null where the page itself shows the outcome. A refusal is put into `locals.refused`, with what was typed, and the page goes on to
 * show it under the right status.
 * @returns the answer to send, or null where the page is to be rendered
 */
export async function receiveForm(
  astro: Pick<AstroGlobal, 'request' | 'locals' | 'response'>,
  handle: (values: FormValues) => Promise<Response | null>,
): Promise<Response | null> {
  return receive(
    astro,
    async (request) => ({ values: await readForm(request) }),
    (form) => handle(form.values),
  )
}

/** As {@link receiveForm}, of a form with a file. */
export async function receiveUpload(
  astro: Pick<AstroGlobal, 'request' | 'locals' | 'response'>,
  handle: (upload: Upload) => Promise<Response>,
): Promise<Response | null> {
  return receive(astro, readUpload, handle)
}

async function receive<T extends { values: FormValues }>(
  astro: Pick<AstroGlobal, 'request' | 'locals' | 'response'>,
  read: (request: Request) => Promise<T>,
  handle: (form: T) => Promise<Response | null>,
): Promise<Response | null> {
  if (astro.request.method !== 'POST') return null
  let values: FormValues = new Map()
  try {
    const form = await read(astro.request)
    ;({ values } = form)
    astro.locals.formValues = values
    return await handle(form)
  } catch (error) {
    const failure = describeFailure(error, astro.locals.lang)
    if (isOurs(failure.code)) throw error
    astro.locals.refused = { failure, values: isRequestError(error) ? error.values : values }
    astro.response.status = failure.status
    astro.response.headers.set('cache-control', 'no-store')
    if (failure.retryAfter !== undefined)
      astro.response.headers.set('retry-after', String(failure.retryAfter))
    return null
  }
}

/** 303: what follows a form that was taken. */
export function seeOther(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}

/** What a form held whose post was refused before anyone read it. */
export async function leftoverValues(request: Request): Promise<FormValues> {
  if (request.method !== 'POST' || request.bodyUsed) return new Map()
  try {
    return await readForm(request)
  } catch (error) {
    return isRequestError(error) ? error.values : new Map()
  }
}
