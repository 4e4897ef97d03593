import { AUDIT_ACTIONS, type AuditPart } from './rules.ts'

export const AUDIT_LOG = '/quan-tri/nhat-ky/'

/** What the log can be filtered by: its own parts, and the chains beside it. */
export type AuditKind = AuditPart | 'decision' | 'official-answer' | 'release'

export const AUDIT_KINDS: readonly AuditKind[] = [
  ...new Set(AUDIT_ACTIONS.map((action) => action.slice(0, action.indexOf('.')) as AuditPart)),
  'decision',
  'official-answer',
  'release',
]

/** The chains that the log shows together, in the order in which equal times are shown. */
export const AUDIT_CHAINS = ['audit', 'decision', 'official-answer', 'release'] as const
export type AuditChain = (typeof AUDIT_CHAINS)[number]

/** Where a page ends: everything shown after it is older, or of the same time and later in the order. */
export interface AuditCursor {
  at: string
  chain: AuditChain
  seq: number
}

export interface AuditQuery {
  /** Id of an account. */
  person: string | null
  kind: AuditKind | null
  /** Calendar days in Vietnam, both included. */
  from: string | null
  to: string | null
  after: AuditCursor | null
}

/** Reads the address; whatever makes no sense is left out, so that the filter shows what counts. */
export function readAuditQuery(params: URLSearchParams): AuditQuery {
  const day = (name: string): string | null => {
    const text = params.get(name) ?? ''
    if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return null
    const date = new Date(`${text}T00:00:00Z`)
    return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? null : text
  }
  const person = params.get('nguoi') ?? ''
  return {
    person: /^[0-9a-f-]{36}$/u.test(person) ? person : null,
    kind: AUDIT_KINDS.find((kind) => kind === params.get('loai')) ?? null,
    from: day('tu'),
    to: day('den'),
    after: readCursor(params.get('sau') ?? ''),
  }
}

/** The query of an address, without what is not filtered by. */
export function auditSearch(query: Partial<AuditQuery>): string {
  const params = new URLSearchParams()
  const set = (name: string, value: string | null | undefined): void => {
    if (value != null) params.set(name, value)
  }
  set('nguoi', query.person)
  set('loai', query.kind)
  set('tu', query.from)
  set('den', query.to)
  if (query.after != null) set('sau', `${query.after.at}_${query.after.chain}_${query.after.seq}`)
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

function readCursor(text: string): AuditCursor | null {
  const [, at, name, seq] = /^(\d{4}-[\d-]+T[\d:.]+Z)_([a-z-]+)_(\d{1,9})$/u.exec(text) ?? []
  const chain = AUDIT_CHAINS.find((known) => known === name)
  return at === undefined || chain === undefined ? null : { at, chain, seq: Number(seq) }
}

/** One line of the log. */
export interface AuditEntry {
  chain: AuditChain
  seq: number
  at: string
  /** Of the log itself, of moderation (`publish`), of an official answer (`correct`), or `release`. */
  action: string
  /** Null where it was not an account. */
  byId: string | null
  /** Null where the account is gone, or it was none. */
  byName: string | null
  actor: 'staff' | 'command' | 'system'
  /** `<kind>/<id>`. */
  subject: string
  /** Name of the person or title of the release that it is about. */
  subjectName: string | null
  details: Readonly<Record<string, string | number | boolean | null>>
  hash: string
}
