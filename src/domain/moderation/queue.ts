import { sql, type RawBuilder } from 'kysely'
import { requirePermission } from '../accounts/rules.ts'
import { formatCursor, parseCursor } from '../comments/cursor.ts'
import { hashCode } from '../comments/keyed-hashes.ts'
import { printedTarget, type Cursor } from '../comments/rules.ts'
import { findTargetViews, type TargetView } from '../comments/targets.ts'
import { parseTrackingCode } from '../comments/tracking-code.ts'
import type { StaffContext } from '../context.ts'
import { vietnamDay } from '../periods/rules.ts'
import type { HeldReason } from '../screening/rules.ts'
import { parseSearch } from '../search/rules.ts'
import { findByWords } from '../search/store.ts'
import { endOfDay } from '../working-days/rules.ts'
import { findClaims, type ClaimRow } from './claim-rows.ts'
import { findDrafts } from './drafts.ts'
import { loadJudges } from './judging.ts'
import {
  MOST_COUNTED,
  NEW_MS,
  possibleOrder,
  SHORTCUTS,
  SOON_MS,
  type QueueFilter,
  type Shortcut,
} from './queue-rules.ts'
import type { Action, CommentStatus, Draft, QueueEntry } from './rules.ts'
import type { CommentRow } from './store.ts'

/** One page of a list. `next` is null on the last page. */
export interface QueuePage {
  items: QueueEntry[]
  next: string | null
}

/** Comments that a filter leaves, in its order. @throws DomainError forbidden, or invalid for a cursor that is none */
export async function listComments(
  ctx: StaffContext,
  filter: QueueFilter,
  page: { limit: number; after: string | null },
): Promise<QueuePage> {
  requirePermission(ctx, 'comments.read')
  const after = parseCursor(page.after)
  const code = parseTrackingCode(filter.words)
  if (code !== null) return { items: await toEntries(ctx, await findByCode(ctx, code)), next: null }
  const settled = { ...filter, order: possibleOrder(filter) }
  const rows = await findRows(ctx, settled, { limit: page.limit + 1, after })
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  const at = settled.order === 'due' ? last?.due_at : last?.submitted_at
  const more = rows.length > page.limit && last !== undefined && at != null
  return { items: await toEntries(ctx, shown), next: more ? formatCursor({ at, id: last.id }) : null }
}

/** What the lists hold, without their filters. */
export interface QueueCounts {
  byStatus: ReadonlyMap<CommentStatus, number>
  /** How often a comment came into the state, ever: what is more later is new. */
  entered: ReadonlyMap<CommentStatus, number>
}

export async function countComments(ctx: StaffContext): Promise<QueueCounts> {
  requirePermission(ctx, 'comments.read')
  const rows = await ctx.db.read
    .selectFrom('comment_count')
    .selectAll()
    .where('sample', 'in', ctx.config.demo ? [0, 1] : [0])
    .execute()
  const byStatus = new Map<CommentStatus, number>()
  const entered = new Map<CommentStatus, number>()
  for (const row of rows) {
    byStatus.set(row.status, (byStatus.get(row.status) ?? 0) + row.count)
    entered.set(row.status, (entered.get(row.status) ?? 0) + row.entered)
  }
  return { byStatus, entered }
}

/** What the shortcuts lead to, each counted up to {@link MOST_COUNTED}. */
export async function countShortcuts(ctx: StaffContext): Promise<Readonly<Record<Shortcut, number>>> {
  requirePermission(ctx, 'comments.read')
  const count = async (filter: QueueFilter): Promise<number> => {
    const { rows } = await sql<{ count: number }>`select count(*) as count from (
      select c.id from comment as c where c.status = ${filter.status} and ${conditionOf(ctx, filter)}
      limit ${MOST_COUNTED}) as listed`.execute(ctx.db.read)
    return rows[0]?.count ?? 0
  }
  const { overdue, today, claimed, flagged, erasure } = SHORTCUTS
  return {
    overdue: await count(overdue),
    today: await count(today),
    claimed: await count(claimed),
    flagged: await count(flagged),
    erasure: await count(erasure),
  }
}

/** As the desk shows them: with what they speak about, who reads them and what the person began to write. */
export async function toEntries(ctx: StaffContext, rows: readonly CommentRow[]): Promise<QueueEntry[]> {
  const ids = rows.map(({ id }) => id)
  const [views, claims, drafts, judges] = await Promise.all([
    findTargetViews(ctx, rows.map(printedTarget)),
    findClaims(ctx.db.read, ids, ctx.now()),
    findDrafts(ctx, ids),
    loadJudges(ctx, rows),
  ])
  return rows.map((row) =>
    toEntry(ctx, row, {
      view: views.get(printedTarget(row)) ?? null,
      claim: claims.get(row.id) ?? null,
      draft: drafts.get(row.id) ?? null,
      allowed: judges.get(row.id)?.allowed ?? [],
    }),
  )
}

async function findRows(
  ctx: StaffContext,
  filter: QueueFilter,
  { limit, after }: { limit: number; after: Cursor | null },
): Promise<CommentRow[]> {
  const where = conditionOf(ctx, filter)
  const newestFirst = filter.order === 'newest'
  if (filter.words !== '') {
    const terms = parseSearch(filter.words)
    if (terms.length === 0) return []
    return findByWords(ctx.db, { terms, status: filter.status, after, where, newestFirst, limit })
  }
  const due = filter.order === 'due'
  const { held } = filter
  // SQLite would read every comment that waits to find the few that were held for a rare reason. Where only what the
  // index of the held has is asked of `place`, it goes through that index, and reads the comments it finds.
  const indexed = held !== null && !due
  const from = indexed ? sql`comment as place join comment as c on c.id = place.id` : sql`comment as c`
  const row = indexed ? 'place' : 'c'
  const [at, id] = [sql.ref(due ? 'c.due_at' : `${row}.submitted_at`), sql.ref(`${row}.id`)]
  const direction = newestFirst ? sql`desc` : sql`asc`
  const beyond = newestFirst ? sql`<` : sql`>`
  const place = after === null ? sql`true` : sql`(${at}, ${id}) ${beyond} (${after.at}, ${after.id})`
  const rows = await sql<CommentRow>`select c.* from ${from}
    where ${sql.ref(`${row}.status`)} = ${filter.status} and ${place}
      and ${indexed ? heldFor(row, held) : sql`true`} and ${where}
    order by ${at} ${direction}, ${id} ${direction} limit ${limit}`.execute(ctx.db.read)
  return rows.rows
}

function heldFor(row: 'c' | 'place', reason: HeldReason): RawBuilder<unknown> {
  const held = sql.ref(`${row}.held`)
  return sql`${held} <> '[]' and ${held} like ${`%"${reason}"%`}`
}

/** What a filter asks of `c` beside its state and its words. Fixed values are written out, for partial indexes. */
function conditionOf(ctx: StaffContext, filter: QueueFilter): RawBuilder<boolean> {
  const now = ctx.now()
  const nowText = now.toISOString()
  const conditions: RawBuilder<unknown>[] = []
  if (!ctx.config.demo) conditions.push(sql`c.sample = 0`)
  if (filter.order === 'due') conditions.push(sql`c.due_at is not null`)
  if (filter.target !== null) conditions.push(sql`c.target = ${filter.target}`)
  if (filter.held !== null) conditions.push(heldFor('c', filter.held))
  if (filter.flagged) conditions.push(sql`c.open_reports > 0`)
  if (filter.erasure) conditions.push(sql`c.erasure_asked_at is not null`)
  if (filter.age === 'overdue') conditions.push(sql`c.due_at < ${nowText}`)
  if (filter.age === 'today') {
    conditions.push(sql`c.due_at between ${nowText} and ${endOfDay(vietnamDay(now))}`)
  }
  if (filter.age === 'soon') conditions.push(sql`c.due_at between ${nowText} and ${later(now, SOON_MS)}`)
  if (filter.age === 'new') conditions.push(sql`c.submitted_at >= ${later(now, -NEW_MS)}`)
  const claims = (who: RawBuilder<unknown>) => sql`c.id ${who} and expires_at > ${nowText})`
  if (filter.share === 'claimed') {
    conditions.push(claims(sql`in (select comment_id from comment_claim where staff_id = ${ctx.staff.id}`))
  }
  if (filter.share === 'free') {
    conditions.push(
      claims(sql`not in (select comment_id from comment_claim where staff_id <> ${ctx.staff.id}`),
    )
  }
  if (filter.share === 'decided') conditions.push(sql`c.decided_by = ${ctx.staff.id}`)
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` and `)}`
}

async function findByCode(ctx: StaffContext, code: string): Promise<CommentRow[]> {
  return ctx.db.read
    .selectFrom('comment')
    .selectAll()
    .where('code_hash', '=', hashCode(ctx, code))
    .where('sample', 'in', ctx.config.demo ? [0, 1] : [0])
    .execute()
}

function toEntry(
  ctx: StaffContext,
  row: CommentRow,
  beside: { view: TargetView | null; claim: ClaimRow | null; draft: Draft | null; allowed: Action[] },
): QueueEntry {
  const { view, claim, draft, allowed } = beside
  return {
    id: row.id,
    revision: row.revision,
    status: row.status,
    target: printedTarget(row),
    targetTitle: view?.title ?? null,
    targetSummary: view?.summary ?? null,
    targetHref: view?.href ?? null,
    targetRevision: view?.revision ?? null,
    body: row.body,
    displayName: row.display_name,
    submittedAt: row.submitted_at,
    held: JSON.parse(row.held) as string[],
    sample: row.sample === 1,
    dueAt: row.due_at,
    openReports: row.open_reports,
    erasureAskedAt: row.erasure_asked_at,
    claim: claim && {
      byName: claim.staffName,
      mine: claim.staffId === ctx.staff.id,
      until: claim.expiresAt,
    },
    draft,
    allowed,
  }
}

function later(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString()
}
