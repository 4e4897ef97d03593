import { formatTrackingCode, parseTrackingCode } from '../domain/comments/tracking-code.ts'

/** Addresses that stand without a slash at the end. */
const WITHOUT_SLASH = [
  /^\/tra-cuu\/[^/]+$/u,
  /^(?:\/nhung)?\/so-lieu\/[^/]+$/u,
  /^\/so-lieu\/[^/]+\/v\d+$/u,
  /^\/tim-kiem$/u,
  /^\/api\//u,
  /\.[a-z0-9]+$/u,
]

/**
 * The printed spelling of a path where it differs, otherwise null. Pages end in a slash and are lower case;
 * tracking codes come in groups. The answer always starts with a single slash, so it never leads to another host.
 */
export function printedPath(path: string): string | null {
  if (path.startsWith('/_') || path === '/') return null
  const collapsed = path.replace(/\/{2,}/gu, '/').replace(/(?:\/index\.html)+\/?$/iu, '/')
  const printed = spell(collapsed)
  return printed === path ? null : printed
}

function spell(path: string): string {
  if (path === '/') return path
  const bare = path.replace(/\/$/u, '')
  if (bare.startsWith('/api/')) return bare
  const typed = /^\/tra-cuu\/([^/]+)$/iu.exec(bare)?.[1]
  if (typed !== undefined) {
    const code = parseTrackingCode(decode(typed))
    return code === null ? bare : `/tra-cuu/${formatTrackingCode(code)}`
  }
  const lower = lowerCase(bare)
  return WITHOUT_SLASH.some((pattern) => pattern.test(lower)) ? lower : `${lower}/`
}

/** Escapes stay as they are: `%E1` in lower case would be put back by who follows, and so on without end. */
function lowerCase(path: string): string {
  return path.replace(/%[0-9a-f]{2}|[A-Z]+/giu, (piece) =>
    piece.startsWith('%') ? piece : piece.toLowerCase(),
  )
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
