/** A page that a browser has kept, as its cache lists it. */
export interface KeptFile {
  url: string
  /** Milliseconds since 1970. */
  savedAt: number
  bytes: number
}

/** Days that a copy of a page is kept: what was taken down since is not read for longer. */
export const KEPT_DAYS = 30
/**
 * Pages and their files are bounded each for themselves: together ten megabytes at most. Files stay as long as there is
 * room, since a page that was read again may need one that was not loaded again.
 */
export const PAGE_LIMITS = { count: 60, bytes: 5_000_000, days: KEPT_DAYS } as const
export const FILE_LIMITS = { count: 120, bytes: 5_000_000, days: Number.POSITIVE_INFINITY } as const
const DAY_MS = 24 * 3600 * 1000

/** Caches of the browser; a number more when what they hold changes its shape, and the old ones are deleted. */
export const PAGES_CACHE = 'trang-1'
export const FILES_CACHE = 'tep-1'
/** The page that stands where nothing was kept, with what it needs; never crowded out. */
export const SHELL_CACHE = 'ngoai-tuyen-1'
export const CACHES: readonly string[] = [PAGES_CACHE, FILES_CACHE, SHELL_CACHE]

export const OFFLINE_PAGE = '/ngoai-tuyen/'
/** Headers that a kept answer gets. */
export const SAVED_AT = 'x-saved-at'
export const SAVED_BYTES = 'x-saved-bytes'

const SECTIONS = /^\/(?:tin-tuc|dia-phuong|ket-qua|kinh-phi)\/(?:[\w-]+\/){0,2}$/u
const FIGURES = /^\/so-lieu\/[\w-]+(?:\/v\d+)?$/u
/** One segment is a standing page, unless the site does something for one reader there. */
const STANDING =
  /^\/(?!(?:quan-tri|tra-cuu|tim-kiem|thong-bao|kiem-tra-so-lieu|ngoai-tuyen|en)\/)[a-z0-9-]+\/$/u

/**
 * Whether a page may be kept in the browser: what everybody reads, under its plain address. Staff pages, tracking
 * codes, receipts, searches, quotes and every answer of the API are for one reader and never are.
 */
export function isKept(url: URL): boolean {
  if (url.search !== '') return false
  const path = withoutLanguage(url.pathname)
  return path === '/' || SECTIONS.test(path) || FIGURES.test(path) || STANDING.test(path)
}

/** Where the browser is left alone altogether: staff work on what stands now, or not at all. */
export function isLeftAlone({ pathname }: URL): boolean {
  return /^\/(?:quan-tri|api|nhung)\//u.test(pathname)
}

/** The offline page in the language of an address. */
export function offlinePageOf({ pathname }: URL): string {
  return pathname === '/en' || pathname.startsWith('/en/') ? `/en${OFFLINE_PAGE}` : OFFLINE_PAGE
}

/** Files whose names change with their content: kept ones need not be asked for again. */
export const isLasting = ({ pathname }: URL): boolean => pathname.startsWith('/_assets/')

/** Times are milliseconds since 1970. */
export const isTooOld = (savedAt: number, now: number, days: number = KEPT_DAYS): boolean =>
  now - savedAt > days * DAY_MS

/**
 * What becomes of the copy of an address that was asked for again: it is replaced, it goes because the address is
 * gone, leads elsewhere or is for one reader now, or it stays because the site just could not answer.
 */
export function fateOf(answer: {
  status: number
  type: string
  redirected: boolean
  cacheControl: string | null
}): 'keep' | 'drop' | 'leave' {
  const { status, type, redirected, cacheControl } = answer
  if (status === 404 || status === 410 || redirected || type === 'opaqueredirect') return 'drop'
  if (status !== 200 || type !== 'basic') return 'leave'
  return /no-store|private/u.test(cacheControl ?? '') ? 'drop' : 'keep'
}

/** What has to go: what is too old, and so that the rest fits the oldest first. */
export function toDrop(
  files: readonly KeptFile[],
  limits: { count: number; bytes: number; days: number },
  now: number,
): string[] {
  const dropped: string[] = []
  let count = 0
  let bytes = 0
  for (const file of [...files].sort((a, b) => b.savedAt - a.savedAt)) {
    if (
      !isTooOld(file.savedAt, now, limits.days) &&
      count < limits.count &&
      bytes + file.bytes <= limits.bytes
    ) {
      count += 1
      bytes += file.bytes
    } else dropped.push(file.url)
  }
  return dropped
}

/** The page with a note as the first thing of its content. */
export function withNote(html: string, note: string): string {
  const mark = `<p class="kept" role="status">${note}</p>`
  return html.replace(/<main\b[^>]*>/u, (main) => main + mark)
}

/** Files that a page names and that are kept with it. */
export function filesOf(html: string): string[] {
  return [
    ...new Set(
      [...html.matchAll(/["'](\/_assets\/[\w.~-]+|\/favicon\.svg)["']/gu)].map(([, path]) => path ?? ''),
    ),
  ]
}

/** Other scripts of its own folder that a built one names: imports, at once or later, elements and workers. */
export function importsOf(script: string, path: string): string[] {
  const folder = path.replace(/[^/]*$/u, '')
  const names = [...script.matchAll(/["'`](\.?\/(?:[\w-]+\/)*)([\w.~-]+\.js)["'`]/gu)]
  return [
    ...new Set(
      names.filter(([, at]) => at === './' || at === folder).map(([, , name = '']) => folder + name),
    ),
  ]
}

/** Title of a page, without the name of the site. */
export function titleOf(html: string): string {
  const [, title = ''] = /<title>([^<]*)<\/title>/u.exec(html) ?? []
  return title.replace(/ – [^–]*$/u, '')
}

function withoutLanguage(path: string): string {
  return path.startsWith('/en/') ? path.slice(3) : path
}
