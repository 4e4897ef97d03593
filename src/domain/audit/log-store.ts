import type { Reader } from '../../../db/connect.ts'
import { AUDIT_CHAINS, type AuditChain, type AuditCursor, type AuditEntry } from './query-rules.ts'

/** What is asked of one chain: newest first, a page at most. */
export interface ChainQuery {
  person: string | null
  /** Start of the first day and end of the last, as moments. */
  since: string | null
  before: string | null
  after: AuditCursor | null
  limit: number
}

/** Events of the log itself; `part` is what stands before the dot of their actions. */
export async function listEvents(db: Reader, query: ChainQuery, part: string | null): Promise<AuditEntry[]> {
  let rows = db
    .selectFrom('audit_event as event')
    .leftJoin('staff', 'staff.id', 'event.staff_id')
    .select(['event.seq', 'event.at', 'event.actor', 'event.action', 'event.subject', 'event.details'])
    .select(['event.hash', 'event.staff_id', 'staff.name as by_name'])
  if (query.person !== null) rows = rows.where('event.staff_id', '=', query.person)
  if (part !== null) rows = rows.where('event.action', 'like', `${part}.%`)
  if (query.since !== null) rows = rows.where('event.at', '>=', query.since)
  if (query.before !== null) rows = rows.where('event.at', '<', query.before)
  const place = placeAfter('audit', query.after)
  if (place !== null) {
    rows = rows.where((eb) =>
      eb.or([
        eb('event.at', '<', place.at),
        eb.and([eb('event.at', '=', place.at), eb('event.seq', '<', place.seq)]),
      ]),
    )
  }
  const found = await rows
    .orderBy('event.at', 'desc')
    .orderBy('event.seq', 'desc')
    .limit(query.limit)
    .execute()
  const names = await namesOf(
    db,
    found.map(({ subject }) => subject),
  )
  return found.map(({ staff_id: byId, by_name: byName, details, ...event }) => ({
    ...event,
    chain: 'audit',
    byId,
    byName,
    subjectName: names.get(event.subject) ?? null,
    details: JSON.parse(details) as AuditEntry['details'],
  }))
}

/** Decisions that staff took about comments. */
export async function listDecisions(db: Reader, query: ChainQuery): Promise<AuditEntry[]> {
  let rows = db
    .selectFrom('moderation_event as event')
    .innerJoin('staff', 'staff.id', 'event.staff_id')
    .select(['event.seq', 'event.at', 'event.action', 'event.comment_id', 'event.reason', 'event.hash'])
    .select(['event.staff_id', 'staff.name as by_name'])
    .where('event.staff_id', 'is not', null)
  if (query.person !== null) rows = rows.where('event.staff_id', '=', query.person)
  if (query.since !== null) rows = rows.where('event.at', '>=', query.since)
  if (query.before !== null) rows = rows.where('event.at', '<', query.before)
  const place = placeAfter('decision', query.after)
  if (place !== null) {
    rows = rows.where((eb) =>
      eb.or([
        eb('event.at', '<', place.at),
        eb.and([eb('event.at', '=', place.at), eb('event.seq', '<', place.seq)]),
      ]),
    )
  }
  const found = await rows
    .orderBy('event.at', 'desc')
    .orderBy('event.seq', 'desc')
    .limit(query.limit)
    .execute()
  return found.map(({ staff_id: byId, by_name: byName, comment_id, reason, ...event }) => ({
    ...event,
    chain: 'decision',
    actor: 'staff',
    byId,
    byName,
    subject: `comment/${comment_id}`,
    subjectName: null,
    details: reason === null ? {} : { reason },
  }))
}

/** Official answers: given, corrected, withdrawn. */
export async function listAnswers(db: Reader, query: ChainQuery): Promise<AuditEntry[]> {
  let rows = db
    .selectFrom('answer_event as event')
    .leftJoin('staff', 'staff.id', 'event.staff_id')
    .select(['event.seq', 'event.at', 'event.action', 'event.comment_id', 'event.body_name', 'event.hash'])
    .select(['event.staff_id', 'staff.name as by_name'])
  if (query.person !== null) rows = rows.where('event.staff_id', '=', query.person)
  if (query.since !== null) rows = rows.where('event.at', '>=', query.since)
  if (query.before !== null) rows = rows.where('event.at', '<', query.before)
  const place = placeAfter('official-answer', query.after)
  if (place !== null) {
    rows = rows.where((eb) =>
      eb.or([
        eb('event.at', '<', place.at),
        eb.and([eb('event.at', '=', place.at), eb('event.seq', '<', place.seq)]),
      ]),
    )
  }
  const found = await rows
    .orderBy('event.at', 'desc')
    .orderBy('event.seq', 'desc')
    .limit(query.limit)
    .execute()
  return found.map(({ staff_id: byId, by_name: byName, comment_id, body_name: body, ...event }) => ({
    ...event,
    chain: 'official-answer',
    actor: 'staff',
    byId,
    byName,
    subject: `comment/${comment_id}`,
    subjectName: null,
    details: { body },
  }))
}

/** Releases of figures, whoever published them. */
export async function listPublications(db: Reader, query: ChainQuery): Promise<AuditEntry[]> {
  let rows = db
    .selectFrom('release as event')
    .leftJoin('staff', 'staff.id', 'event.staff_id')
    .select(['event.seq', 'event.published_at', 'event.dataset', 'event.version', 'event.title'])
    .select(['event.hash', 'event.channel', 'event.staff_id', 'staff.name as by_name'])
  if (query.person !== null) rows = rows.where('event.staff_id', '=', query.person)
  if (query.since !== null) rows = rows.where('event.published_at', '>=', query.since)
  if (query.before !== null) rows = rows.where('event.published_at', '<', query.before)
  const place = placeAfter('release', query.after)
  if (place !== null) {
    rows = rows.where((eb) =>
      eb.or([
        eb('event.published_at', '<', place.at),
        eb.and([eb('event.published_at', '=', place.at), eb('event.seq', '<', place.seq)]),
      ]),
    )
  }
  const found = await rows
    .orderBy('event.published_at', 'desc')
    .orderBy('event.seq', 'desc')
    .limit(query.limit)
    .execute()
  return found.map((row) => ({
    chain: 'release',
    seq: row.seq,
    at: row.published_at,
    action: 'release',
    actor: row.staff_id !== null ? 'staff' : row.channel === 'command' ? 'command' : 'system',
    byId: row.staff_id,
    byName: row.by_name,
    subject: `release/${row.dataset}/${row.version}`,
    subjectName: row.title,
    details: { version: row.version },
    hash: row.hash,
  }))
}

/** Largest number that both databases keep in the column. */
const LAST_SEQ = 2_147_483_647

/** Chains of one time stand in the order of {@link AUDIT_CHAINS}, and each from its newest event down. */
function placeAfter(chain: AuditChain, after: AuditCursor | null): { at: string; seq: number } | null {
  if (after === null) return null
  const order = AUDIT_CHAINS.indexOf(chain) - AUDIT_CHAINS.indexOf(after.chain)
  if (order === 0) return after
  return { at: after.at, seq: order > 0 ? LAST_SEQ : 0 }
}

/** Names of the people that events are about; a link is named by whom it was made for. */
async function namesOf(db: Reader, subjects: readonly string[]): Promise<Map<string, string>> {
  const idsOf = (kind: string): string[] => [
    ...new Set(subjects.filter((one) => one.startsWith(`${kind}/`)).map((one) => one.slice(kind.length + 1))),
  ]
  const [people, links] = [idsOf('staff'), idsOf('staff-link')]
  const names = new Map<string, string>()
  if (people.length > 0) {
    const rows = await db.selectFrom('staff').select(['id', 'name']).where('id', 'in', people).execute()
    for (const row of rows) names.set(`staff/${row.id}`, row.name)
  }
  if (links.length > 0) {
    const rows = await db.selectFrom('staff_link').select(['id', 'email']).where('id', 'in', links).execute()
    for (const row of rows) names.set(`staff-link/${row.id}`, row.email)
  }
  return names
}

/** Everyone who may have done something, for the filter. */
export async function listPeople(db: Reader): Promise<{ id: string; name: string }[]> {
  return db.selectFrom('staff').select(['id', 'name']).orderBy('name').orderBy('id').execute()
}
