import { isPermitted } from '../accounts/rules.ts'
import type { StaffContext } from '../context.ts'
import { ACTIONS, judgeStep, type Action, type History, type Reason } from './rules.ts'
import { listOtherDeciders, listHistories, type CommentRow, type StepRow } from './store.ts'

/** What one person may do with one comment now. */
export interface Judge {
  history: StepRow[]
  judge: (action: Action, reason: Reason | null) => ReturnType<typeof judgeStep>
  /** Steps that are worth offering. */
  allowed: Action[]
}

/** The question "may this person take that step now?" about one comment, with its history. */
export async function loadJudge(ctx: StaffContext, row: CommentRow): Promise<Judge> {
  const judge = (await loadJudges(ctx, [row])).get(row.id)
  if (judge === undefined) throw new Error('a comment was not judged')
  return judge
}

/** As {@link loadJudge}, of several comments at once. */
export async function loadJudges(
  ctx: StaffContext,
  rows: readonly CommentRow[],
): Promise<Map<string, Judge>> {
  const histories = await listHistories(
    ctx.db.read,
    rows.map(({ id }) => id),
  )
  const appealed = rows.some(({ status }) => status === 'appealed')
  const others = appealed ? await listOtherDeciders(ctx.db.read, ctx.staff.id) : []
  return new Map(rows.map((row) => [row.id, judgeOf(ctx, row, histories.get(row.id) ?? [], others)]))
}

/** @param others who else may decide on comments; asked for only where an appeal is among them */
function judgeOf(ctx: StaffContext, row: CommentRow, history: StepRow[], others: readonly string[]): Judge {
  const last = history.at(-1)
  const deciders = history.map((entry) => entry.staffId).filter((id) => id !== null)
  const known: History = {
    status: row.status,
    lastStep:
      last?.staffId == null ? null : { staffId: last.staffId, at: new Date(last.at), from: last.fromStatus },
    deciders,
    othersMayDecide: others.some((id) => !deciders.includes(id)),
  }
  const decider = { id: ctx.staff.id, isAdmin: ctx.staff.role === 'admin' }
  const judge: Judge['judge'] = (action, reason) =>
    judgeStep(known, action, decider, { now: ctx.now(), reason })
  // An appeal goes back to where the comment was, or to the public: the other of the two would tell it falsely.
  const misleading = row.status !== 'appealed' ? null : row.published_at === null ? 'hide' : 'reject'
  const allowed = isPermitted(ctx.staff.role, 'comments.decide')
    ? ACTIONS.filter((action) => action !== misleading && judge(action, 'off-topic').ok)
    : []
  return { history, judge, allowed }
}
