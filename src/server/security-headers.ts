import type { AnswerHeaders } from './answer.ts'
import { headerOf } from './answer.ts'

/** What a page may do unless it says otherwise (`Astro.csp`): its own directives win, one by one. */
const PAGE_POLICY: ReadonlyMap<string, string> = new Map([
  ['default-src', "'none'"],
  ['script-src', "'self'"],
  ['style-src', "'self'"],
  ['img-src', "'self' data:"],
  ['font-src', "'self'"],
  ['connect-src', "'self'"],
  ['worker-src', "'self'"],
  ['form-action', "'self'"],
  ['base-uri', "'none'"],
  ['frame-ancestors', "'none'"],
  ['manifest-src', "'self'"],
])
const FILE_POLICY = "default-src 'none'; frame-ancestors 'none'"

const ALWAYS: Readonly<AnswerHeaders> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
}
/** What means something to a page alone, or to what somebody opens as one. */
const OF_PAGES: Readonly<AnswerHeaders> = {
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), display-capture=()',
  'cross-origin-opener-policy': 'same-origin',
}
const ONE_YEAR_SECONDS = 31_536_000
const MAX_KNOWN_POLICIES = 500

/** Adds the headers that every answer carries, whoever made it. `headers` is changed and returned. */
export type Secure = (headers: AnswerHeaders) => AnswerHeaders

export function securityHeaders(site: { https: boolean }): Secure {
  const known = new Map<string, string>()
  return (headers) => {
    const type = headerOf(headers, 'content-type') ?? ''
    const own = headerOf(headers, 'content-security-policy')
    const policy = /^text\/html\b/iu.test(type)
      ? pagePolicy(own ?? '', site.https, known)
      : (own ?? FILE_POLICY)
    // A file that never changes is a part of a page; each page has several, and each header counts as often.
    const isPart = headerOf(headers, 'cache-control')?.includes('immutable') === true
    Object.assign(headers, ALWAYS, isPart ? {} : OF_PAGES)
    headers['content-security-policy'] = policy
    // A page that may be framed says so in its policy; the old header would contradict it.
    if (!isPart && policy.includes("frame-ancestors 'none'")) headers['x-frame-options'] = 'DENY'
    headers['cross-origin-resource-policy'] ??= 'same-origin'
    if (site.https) headers['strict-transport-security'] = `max-age=${ONE_YEAR_SECONDS}`
    delete headers['x-powered-by']
    return headers
  }
}

/** The page's own policy, with every directive it leaves out set to the site's. */
function pagePolicy(own: string, https: boolean, known: Map<string, string>): string {
  const made = known.get(own)
  if (made !== undefined) return made
  const directives = new Map(PAGE_POLICY)
  for (const directive of own.split(';')) {
    const [name = '', ...sources] = directive.trim().split(/\s+/u)
    if (name !== '') directives.set(name.toLowerCase(), sources.join(' '))
  }
  if (https) directives.set('upgrade-insecure-requests', '')
  const policy = [...directives].map(([name, sources]) => `${name} ${sources}`.trim()).join('; ')
  if (known.size >= MAX_KNOWN_POLICIES) known.clear()
  known.set(own, policy)
  return policy
}
