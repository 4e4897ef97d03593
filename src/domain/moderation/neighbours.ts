import { sql } from 'kysely'
import { requirePermission } from '../accounts/rules.ts'
import type { StaffContext } from '../context.ts'
import type { CommentStatus, Neighbour, Neighbours } from './rules.ts'

/** Comments of one kind that are shown; a flood is told by its number. */
const SHOWN = 8
/** Counted at most: beyond it the exact number says nothing more. */
const COUNTED = 1_000

/**
 * What stands around a comment: others with the same or nearly the same text, and what became of what was sent from
 * the same network (known by a hash that changes with the month and is forgotten after 30 days).
 * @throws DomainError forbidden
 */
export async function findNeighbours(ctx: StaffContext, commentId: string): Promise<Neighbours> {
  requirePermission(ctx, 'comments.read')
  const samples = ctx.config.demo ? sql`true` : sql`other.sample = 0`
  const alike = sql`from comment_fingerprint as own
    join comment_fingerprint as near on near.group_id = own.group_id and near.comment_id <> own.comment_id
    join comment as other on other.id = near.comment_id
    where own.comment_id = ${commentId} and ${samples}`
  const network = sql`from comment as own
    join comment as other on other.network_hash = own.network_hash and other.id <> own.id
    where own.id = ${commentId} and ${samples}`
  return { alike: await listAround(ctx, alike), sameNetwork: await listAround(ctx, network) }
}

async function listAround(ctx: StaffContext, from: ReturnType<typeof sql>): Promise<Neighbours['alike']> {
  const { rows } = await sql<NeighbourRow>`
    select other.id, other.status, other.body, other.display_name, other.submitted_at ${from}
    order by other.submitted_at desc limit ${SHOWN}`.execute(ctx.db.read)
  const { rows: counts } = await sql<{ status: CommentStatus; count: number }>`
    select status, count(*) as count from (select other.status ${from} limit ${COUNTED}) as counted
    group by status`.execute(ctx.db.read)
  return {
    last: rows.map(toNeighbour),
    counts: new Map(counts.map(({ status, count }) => [status, count])),
    more: counts.reduce((sum, { count }) => sum + count, 0) >= COUNTED,
  }
}

interface NeighbourRow {
  id: string
  status: CommentStatus
  body: string | null
  display_name: string | null
  submitted_at: string
}

function toNeighbour(row: NeighbourRow): Neighbour {
  return {
    id: row.id,
    status: row.status,
    body: row.body,
    displayName: row.display_name,
    submittedAt: row.submitted_at,
  }
}
