import type { OutboxEntry } from '../../domain/comments/outbox-rules.ts'
import {
  CACHES,
  FILES_CACHE,
  FILE_LIMITS,
  OFFLINE_PAGE,
  PAGES_CACHE,
  PAGE_LIMITS,
  SAVED_AT,
  SAVED_BYTES,
  SHELL_CACHE,
  fateOf,
  filesOf,
  importsOf,
  isKept,
  isLasting,
  isLeftAlone,
  isTooOld,
  offlinePageOf,
  toDrop,
  withNote,
} from '../../domain/offline/rules.ts'
import { fillMoment, savedWords } from '../../i18n/offline-words.ts'
import { deliverComment } from '../comments/deliver-comment.ts'
import { SYNC_TAG, sendOutbox } from '../comments/outbox.ts'
import type { WorkerEvents, WorkerScope } from './worker-scope.ts'

/** A reader with a saved copy waits so long for a new one. */
const PATIENCE_MS = 4_000

/** Of an address one answer is kept, however it was packed for the way. */
const ANY: CacheQueryOptions = { ignoreVary: true }

/** What a page asks to be kept: itself with what it has loaded, and the scripts of its form. */
interface ToKeep {
  keep: string[]
  /** Pages of an earlier build name none. */
  form?: string[]
}

const scope = self as unknown as WorkerScope

const on = <Name extends keyof WorkerEvents>(name: Name, act: (event: WorkerEvents[Name]) => void): void => {
  scope.addEventListener(name, act)
}

// Taking over at once harms no open page: what it asks for later has a name that changes with its content.
on('install', (event) => {
  event.waitUntil(Promise.all([keepShell(), scope.skipWaiting()]))
})
on('activate', (event) => {
  event.waitUntil(takeOver())
})
on('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== scope.location.origin || isLeftAlone(url)) return
  if (request.mode === 'navigate') event.respondWith(answerPage(event, url))
  else if (isLasting(url)) event.respondWith(answerFile(request, event))
  else if (request.destination === 'image') event.respondWith(answerPicture(request, event))
})
// A page that was open before this worker was there.
on('message', (event) => {
  const { keep, form = [] } = event.data as ToKeep
  event.waitUntil(
    keepRead(keep)
      .then(() => keepScripts(form))
      .catch(() => undefined),
  )
})
on('sync', (event) => {
  if (event.tag !== SYNC_TAG) return
  // Rejected, so that the browser asks again, as long as something waits.
  event.waitUntil(
    sendOutbox(sendOne, 'worker', true).then((left) => {
      if (left > 0) throw new Error('comments still wait')
    }),
  )
})

/** A sum that the site may ask for is done by a page. */
const sendOne = (entry: OutboxEntry): ReturnType<typeof deliverComment> =>
  deliverComment(entry, () => Promise.resolve(null))

async function takeOver(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => !CACHES.includes(name)).map((name) => caches.delete(name)))
  await scope.registration.navigationPreload?.enable()
  await scope.clients.claim()
}

async function keepShell(): Promise<void> {
  const cache = await caches.open(SHELL_CACHE)
  for (const path of [OFFLINE_PAGE, `/en${OFFLINE_PAGE}`]) {
    const response = await fetch(path, { cache: 'reload' })
    if (!response.ok) throw new Error(`${path} is missing`)
    const html = await response.clone().text()
    await keepWhole(cache, filesOf(html))
    await cache.put(path, response)
  }
}

/** Files, and what the scripts among them import: one that is missing would keep the page from running. */
async function keepWhole(cache: Cache, paths: readonly string[]): Promise<void> {
  const missing: string[] = []
  for (const path of paths) if ((await cache.match(path, ANY)) === undefined) missing.push(path)
  await cache.addAll(missing)
  for (const path of missing.filter((one) => one.endsWith('.js'))) {
    const script = await (await cache.match(path, ANY))?.text()
    await keepWhole(cache, importsOf(script ?? '', path))
  }
}

async function answerPage(event: WorkerEvents['fetch'], url: URL): Promise<Response> {
  const saved = isKept(url) ? await findSaved(url) : undefined
  const fresh = Promise.resolve(event.preloadResponse)
    .then((preloaded) => preloaded ?? fetch(event.request))
    .then((response) => {
      if (isKept(url)) event.waitUntil(keep(PAGES_CACHE, event.request, response.clone()))
      return response
    })
  event.waitUntil(fresh.catch(() => undefined))
  if (saved === undefined) return fresh.catch(() => offlinePage(url))
  const patience = new Promise<'slow'>((resolve) => {
    setTimeout(() => {
      resolve('slow')
    }, PATIENCE_MS)
  })
  const answer = await Promise.race([fresh.catch(() => undefined), patience])
  if (answer instanceof Response) return answer
  return copyOf(saved, answer === 'slow' && scope.navigator.onLine)
}

async function findSaved({ href }: URL): Promise<Response | undefined> {
  const saved = await (await caches.open(PAGES_CACHE)).match(href, ANY)
  if (saved === undefined || isTooOld(Number(saved.headers.get(SAVED_AT)), Date.now())) return undefined
  return (await isWhole(saved)) ? saved : undefined
}

/** Browsers may lose a part of what they keep. The files of the offline page carry no size. */
async function isWhole(saved: Response): Promise<boolean> {
  const bytes = saved.headers.get(SAVED_BYTES)
  return bytes === null || (await saved.clone().blob()).size === Number(bytes)
}

/** A saved copy says that it is one, and of when. */
async function copyOf(saved: Response, slow: boolean): Promise<Response> {
  const html = await saved.text()
  const lang = /<html lang="(\w+)/u.exec(html)?.[1] ?? 'vi'
  const words = savedWords(lang)
  const savedAt = Number(saved.headers.get(SAVED_AT))
  const note = fillMoment(slow ? words.slow : words.offline, savedAt, lang)
  return new Response(withNote(html, note), { headers: saved.headers })
}

async function offlinePage(url: URL): Promise<Response> {
  return (await caches.match(offlinePageOf(url), { ...ANY, cacheName: SHELL_CACHE })) ?? Response.error()
}

async function answerFile(request: Request, event: WorkerEvents['fetch']): Promise<Response> {
  const saved = await caches.match(request.url, ANY)
  if (saved !== undefined && (await isWhole(saved))) return saved
  const response = await fetch(request)
  event.waitUntil(keep(FILES_CACHE, request, response.clone()))
  return response
}

async function answerPicture(request: Request, event: WorkerEvents['fetch']): Promise<Response> {
  try {
    const response = await fetch(request)
    event.waitUntil(keep(FILES_CACHE, request, response.clone()))
    return response
  } catch {
    return (await caches.match(request.url, ANY)) ?? Response.error()
  }
}

/** The page that somebody has open, and what it has loaded. */
async function keepRead([page, ...files]: readonly string[]): Promise<void> {
  if (page === undefined || !isKept(new URL(page))) return
  await keep(PAGES_CACHE, new Request(page), await fetch(page))
  for (const file of files) if (isLasting(new URL(file))) await findFile(file)
}

/** Scripts that a page would load later, with what they import: there may be no connection then. */
async function keepScripts(paths: readonly string[], seen = new Set<string>()): Promise<void> {
  for (const path of paths.filter((one) => !seen.has(one))) {
    seen.add(path)
    const script = await (await findFile(path))?.text()
    await keepScripts(importsOf(script ?? '', path), seen)
  }
}

/** A file of the site, fetched where it is not kept yet. */
async function findFile(address: string): Promise<Response | undefined> {
  const find = (): Promise<Response | undefined> => caches.match(address, ANY)
  const saved = await find()
  if (saved !== undefined) return saved
  await keep(FILES_CACHE, new Request(address), await fetch(address))
  return find()
}

/**
 * Keeps an answer that everybody may see, with its moment and size, and lets the oldest go. What the site has taken
 * down goes from here too, and so does a copy that nothing newer can take the place of.
 */
async function keep(name: string, request: Request, response: Response): Promise<void> {
  const { headers } = response
  const cache = await caches.open(name)
  const { status, type, redirected } = response
  const fate = fateOf({ status, type, redirected, cacheControl: headers.get('cache-control') })
  if (fate === 'drop') await cache.delete(request.url, ANY)
  if (fate !== 'keep') return
  const body = await response.blob()
  const kept = new Headers(headers)
  kept.set(SAVED_AT, String(Date.now()))
  kept.set(SAVED_BYTES, String(body.size))
  await cache.put(request.url, new Response(body, { headers: kept })).catch(async (error: unknown) => {
    await cache.delete(request.url, ANY)
    throw error
  })
  await trim(cache, name === PAGES_CACHE ? PAGE_LIMITS : FILE_LIMITS)
}

async function trim(cache: Cache, limits: typeof PAGE_LIMITS | typeof FILE_LIMITS): Promise<void> {
  const listed = await Promise.all(
    (await cache.keys()).map(async ({ url }) => {
      const headers = (await cache.match(url, ANY))?.headers
      const read = (name: string): number => Number(headers?.get(name) ?? 0)
      return { url, savedAt: read(SAVED_AT), bytes: read(SAVED_BYTES) }
    }),
  )
  await Promise.all(toDrop(listed, limits, Date.now()).map((url) => cache.delete(url)))
}
