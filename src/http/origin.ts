const UNSAFE = /^(?:POST|PUT|PATCH|DELETE)$/u
const STAFF = /^\/(?:quan-tri|api\/v1\/staff)(?:\/|$)/u

export function isUnsafe(method: string): boolean {
  return UNSAFE.test(method)
}

/** Addresses where only staff have business. */
export function isStaffPath(path: string): boolean {
  return STAFF.test(path)
}

/**
 * Whether an unsafe request may come from where it says it does. A browser that sends no Origin may post a comment;
 * to the staff's addresses nobody may.
 */
export function isOwnOrigin(request: Request, siteUrl: URL, path: string): boolean {
  const origin = request.headers.get('origin')
  if (origin === null) return !isStaffPath(path)
  return origin === siteUrl.origin
}
