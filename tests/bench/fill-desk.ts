import { foldWords } from '../../src/domain/search/rules.ts'
import { isPostgres } from '../../db/connect.ts'
import { openLoader } from './bulk-load.ts'
import { DECIDERS, generate } from './desk-rows.ts'

const STATUSES = ['pending', 'published', 'rejected', 'hidden', 'appealed', 'withdrawn', 'erased']

/** Fills a migrated, empty database with so many comments of two years. @returns how many events they have */
export async function fillDesk(url: string, count: number, now: number): Promise<number> {
  const loader = await openLoader(url)
  const rows = generate(count, now)
  const text = 'text'
  const integer = 'integer'
  await loader.load(
    'staff',
    { id: text, email: text, name: text, role: text, password_hash: text, created_at: text },
    DECIDERS.map((id, at) => ({
      ...{ id, email: `${id}@example.vn`, name: `Người duyệt ${at}`, role: 'moderator' },
      ...{ password_hash: '-', created_at: new Date(now).toISOString() },
    })),
  )
  await loader.load(
    'comment',
    {
      ...{ id: text, target: text, figure_revision: integer, status: text, revision: integer, body: text },
      ...{ body_salt: text, display_name: text, code_hash: text, network_hash: text, consent_version: text },
      ...{ held: text, sample: integer, submitted_at: text, decided_at: text, published_at: text },
      ...{ due_at: text, decided_by: text, open_reports: integer, erasure_asked_at: text },
    },
    rows.comments,
  )
  const arrived = keepLast(rows.submissions)
  await loader.load(
    'submission',
    {
      ...{ seq: integer, comment_id: text, sample: integer, submitted_at: text, text_hash: text },
      ...{ details_hash: text, prev_hash: text, hash: text },
    },
    arrived,
  )
  const decided = keepLast(rows.events)
  await loader.load(
    'moderation_event',
    {
      ...{ seq: integer, comment_id: text, comment_revision: integer, action: text, from_status: text },
      ...{ to_status: text, reason: text, note_hash: text, actor: text, staff_id: text, at: text },
      ...{ text_hash: text, salt: text, prev_hash: text, hash: text },
    },
    decided,
  )
  for (const [ledger, { seq, hash }] of [
    ['submissions', arrived.last],
    ['moderation', decided.last],
  ] as const) {
    await loader.execute(`update ledger_head set seq = ${seq}, hash = '${hash}' where ledger = '${ledger}'`)
  }
  await loader.load(
    'comment_words',
    { comment_id: text, words: text },
    map(rows.words, ({ comment_id, name, body }) => ({
      comment_id,
      words: foldWords(`${name ?? ''} ${body}`),
    })),
  )
  await loader.load(
    'comment_fingerprint',
    { comment_id: text, exact: text, group_id: text, at: text },
    rows.fingerprints,
  )
  await loader.load(
    'comment_report',
    { id: text, comment_id: text, reason: text, reported_at: text },
    rows.reports,
  )
  if (isPostgres(url)) await countAgain(loader.execute)
  await loader.close()
  return decided.last.seq
}

/** What triggers count row by row, which a load in bulk does without. */
async function countAgain(execute: (statement: string) => Promise<void>): Promise<void> {
  for (const status of STATUSES) {
    const count = `(select count(*) from comment where status = '${status}')`
    await execute(
      `update comment_count set count = ${count}, entered = ${count} where status = '${status}' and sample = 0`,
    )
  }
  await execute(
    `insert into thread_count (target, sample, count)
      select target, sample, count(*) from comment where status = 'published' group by target, sample`,
  )
}

function* map<T, U>(rows: Iterable<T>, change: (row: T) => U): Iterable<U> {
  for (const row of rows) yield change(row)
}

/** Passes links of a chain on and remembers the last. */
function keepLast<T extends { seq: number; hash: string }>(rows: Iterable<T>) {
  const kept = {
    last: { seq: 0, hash: '' },
    *[Symbol.iterator](): Generator<T> {
      for (const row of rows) {
        kept.last = row
        yield row
      }
    },
  }
  return kept
}
