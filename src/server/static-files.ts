import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { lookup } from 'mrmime'
import { entityTag, type Answer, type AnswerHeaders } from './answer.ts'
import { compress, isCompressible } from './encoding.ts'

/** Files of the built site by decoded path (`/_assets/x.js`; `/a/` for `/a/index.html`), ready to be sent. */
export type StaticFiles = ReadonlyMap<string, Answer>

const HASHED_FOLDER = '/_assets/'
/** The worker behind the pages: it asks for pages itself, and browsers look whether it has changed. */
const SERVICE_WORKER = '/sw.js'
const WORKER_HEADERS: AnswerHeaders = {
  'cache-control': 'no-cache',
  'content-security-policy': "default-src 'none'; connect-src 'self'; frame-ancestors 'none'",
}
/** Takes everything away that the worker kept, and itself. */
const REMOVAL = `addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) await caches.delete(name)
  await registration.unregister()
})()))
`
const BEST_QUALITY = 11
/** What mrmime leaves out because browsers never ask for it as part of a page. */
const OTHER_TYPES: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  webmanifest: 'application/manifest+json',
}

/**
 * Reads every file below `folder` into memory, compressed once as well as it goes.
 * @param offline false: the service worker is answered with one that removes itself
 */
export async function loadStaticFiles(folder: string, { offline = true } = {}): Promise<StaticFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(
    await Promise.all(
      paths.map(async (file): Promise<[string, Answer]> => {
        const path = `/${relative(folder, file).split(sep).join('/')}`
        const body = path === SERVICE_WORKER && !offline ? Buffer.from(REMOVAL) : await readFile(file)
        return [path.replace(/\/index\.html$/u, '/'), await fileAnswer(path, body)]
      }),
    ),
  )
}

async function fileAnswer(path: string, body: Buffer): Promise<Answer> {
  const type = mediaType(path)
  const headers: AnswerHeaders = {
    'content-type': type,
    'cache-control': path.startsWith(HASHED_FOLDER)
      ? 'public, max-age=31536000, immutable'
      : 'public, max-age=3600',
    etag: entityTag(body, 'strong'),
    ...(path === SERVICE_WORKER ? WORKER_HEADERS : {}),
  }
  if (type.startsWith('text/html')) {
    const policy = metaPolicy(body.toString())
    if (policy !== undefined) headers['content-security-policy'] = policy
  }
  if (!isCompressible(type)) return { status: 200, headers, body }
  const [br, gzip] = await Promise.all([
    compress(body, 'br', BEST_QUALITY),
    compress(body, 'gzip', BEST_QUALITY),
  ])
  return { status: 200, headers, body, encoded: { br, gzip } }
}

function mediaType(path: string): string {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  const type = lookup(extension) ?? OTHER_TYPES[extension] ?? 'application/octet-stream'
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type
}

/** A page rendered while building carries its policy, with the hashes it needs, in a meta element. */
function metaPolicy(html: string): string | undefined {
  return /<meta http-equiv="content-security-policy" content="([^"]*)"/iu
    .exec(html)?.[1]
    ?.replaceAll('&#39;', "'")
}
