import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { lookup } from 'mrmime'
import { entityTag, type Answer, type AnswerHeaders } from './answer.ts'
import { compress, isCompressible, type Encoding } from './encoding.ts'

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

export interface StaticFilesOptions {
  /** false: the service worker is answered with one that removes itself */
  offline?: boolean
  /** What {@link writeEncoded} made of the same files; what is not there is compressed now. */
  encodedFolder?: string
}

/** Reads every file below `folder` into memory, compressed once as well as it goes. */
export async function loadStaticFiles(
  folder: string,
  { offline = true, encodedFolder }: StaticFilesOptions = {},
): Promise<StaticFiles> {
  const files = await filesBelow(folder)
  return new Map(
    await Promise.all(
      files.map(async ({ file, path }): Promise<[string, Answer]> => {
        const body = path === SERVICE_WORKER && !offline ? Buffer.from(REMOVAL) : await readFile(file)
        return [path.replace(/\/index\.html$/u, '/'), await fileAnswer(path, body, encodedFolder)]
      }),
    ),
  )
}

/**
 * Compresses every file below `folder` that pays, into files named by what they hold. It takes half a second, which is
 * spent once for a build instead of at each start.
 */
export async function writeEncoded(folder: string, encodedFolder: string): Promise<void> {
  await mkdir(encodedFolder, { recursive: true })
  const files = await filesBelow(folder)
  await Promise.all(
    files
      .filter(({ path }) => isCompressible(mediaType(path)))
      .map(async ({ file }) => {
        const body = await readFile(file)
        const encoded = await encode(body)
        await writeFile(encodedFile(encodedFolder, body, 'br'), encoded.br)
        await writeFile(encodedFile(encodedFolder, body, 'gzip'), encoded.gzip)
      }),
  )
}

async function filesBelow(folder: string): Promise<{ file: string; path: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, path: `/${relative(folder, file).split(sep).join('/')}` }))
}

async function fileAnswer(path: string, body: Buffer, encodedFolder?: string): Promise<Answer> {
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
  const kept = encodedFolder === undefined ? null : await readEncoded(encodedFolder, body)
  return { status: 200, headers, body, encoded: kept ?? (await encode(body)) }
}

type Encoded = Record<Encoding, Buffer>

async function encode(body: Buffer): Promise<Encoded> {
  const [br, gzip] = await Promise.all([
    compress(body, 'br', BEST_QUALITY),
    compress(body, 'gzip', BEST_QUALITY),
  ])
  return { br, gzip }
}

/** @returns null where the build kept none: it was made by hand, or the file is not from it */
async function readEncoded(folder: string, body: Buffer): Promise<Encoded | null> {
  try {
    const [br, gzip] = await Promise.all([
      readFile(encodedFile(folder, body, 'br')),
      readFile(encodedFile(folder, body, 'gzip')),
    ])
    return { br, gzip }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function encodedFile(folder: string, body: Buffer, encoding: Encoding): string {
  return join(folder, `${createHash('sha256').update(body).digest('hex')}.${encoding}`)
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
