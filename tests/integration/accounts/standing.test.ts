import { beforeAll, expect, test } from 'vitest'
import { changeRole, inviteStaff, setDisabled } from '../../../src/domain/accounts/staff.ts'
import {
  answerComment,
  askForAnswer,
  dropRequest,
  withdrawAnswer,
} from '../../../src/domain/answers/service.ts'
import type { StaffContext } from '../../../src/domain/context.ts'
import { decideMany, decideManyOnce, getBatch } from '../../../src/domain/moderation/bulk.ts'
import { claimComment } from '../../../src/domain/moderation/claims.ts'
import { saveDrafts } from '../../../src/domain/moderation/drafts.ts'
import { addNote } from '../../../src/domain/moderation/notes.ts'
import { decide, listQueue } from '../../../src/domain/moderation/service.ts'
import { keepReported, reportComment } from '../../../src/domain/reports/service.ts'
import { turn } from '../../../src/domain/screening/service.ts'
import { makeArticle, makePending, publish, RESIDENT, sendComment } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

const BODY = 'ban-bien-tap'

describeOnBothDatabases('someone who leaves the office while a request of theirs runs', (open) => {
  let site: TestSite
  let admin: StaffContext

  beforeAll(async () => {
    site = await open()
    admin = await staffContext(site, 'admin')
  })

  /** The same person; `leave` happens between their second decision and the third. */
  function interrupted(ctx: StaffContext, leave: () => Promise<void>): StaffContext {
    let begun = 0
    const transaction: StaffContext['db']['transaction'] = async (work) => {
      begun += 1
      if (begun === 4) await leave()
      return ctx.db.transaction(work)
    }
    return { ...ctx, db: { ...ctx.db, transaction } }
  }

  async function send(count: number) {
    const { slug } = await makeArticle(site)
    const target = `news/${slug}`
    for (let n = 0; n < count; n += 1) await sendComment(site.context, { target, body: `Bình luận số ${n}.` })
    const { items } = await listQueue(admin, 'pending', { limit: 100, after: null })
    return items.filter((item) => item.target === target).map(({ id, revision }) => ({ id, revision }))
  }

  const leavings: Record<string, (staff: StaffContext) => Promise<void>> = {
    'is disabled': (staff) => setDisabled(admin, staff.staff.id, true),
    'has another role': (staff) => changeRole(admin, staff.staff.id, { from: 'moderator', to: 'auditor' }),
  }

  test.each(Object.keys(leavings))('decides nothing more of a batch once the account %s', async (how) => {
    const staff = await staffContext(site)
    const items = await send(5)
    const leaving = interrupted(staff, async () => leavings[how]?.(staff))
    const batch = { action: 'publish', reason: null, note: null, items } as const
    const batchId = site.context.newId()
    await decideMany(leaving, { batchId, ...batch })
    const outcomes = (await getBatch(staff, batchId)).lines.map(({ outcome }) => outcome)
    const refused = { kind: 'refused', code: 'forbidden' }
    expect(outcomes).toMatchObject([{ kind: 'done' }, { kind: 'done' }, refused, refused, refused])
  })

  test('cannot take another step, with a key or without one, and nothing of it stays', async () => {
    const { ctx, undo, items, published } = await gone('moderator')
    const [only] = items
    const step = {
      commentId: only?.id ?? '',
      revision: 1,
      action: 'publish',
      reason: null,
      note: null,
    } as const
    const key = 'k'.repeat(40)
    const batch = {
      batchId: site.context.newId(),
      action: 'publish',
      reason: null,
      note: null,
      items,
    } as const
    const attempts: Record<string, () => Promise<unknown>> = {
      decide: () => decide(ctx, step),
      'decide with a key': () => decide(ctx, step, key),
      'begin a batch': () => decideMany(ctx, batch),
      'begin a batch with a key': () => decideManyOnce(ctx, batch, `${key}b`, () => ''),
      note: () => addNote(ctx, published, 'Đã gọi cho xã.'),
      draft: () => saveDrafts(ctx, new Map([[published, { reason: '', note: 'Xin chờ' }]])),
      ask: () => askForAnswer(ctx, { commentId: published, revision: 0, body: BODY }),
      keep: () => keepReported(ctx, published, '~'),
      claim: () => claimComment(ctx, only?.id ?? ''),
      turn: () => turn(ctx, { name: 'comments-paused', active: true, revision: 0 }),
    }
    for (const [name, attempt] of Object.entries(attempts)) {
      await expect(attempt(), name).rejects.toMatchObject({ code: 'forbidden' })
    }
    await undo()
    expect(await decide(ctx, step, key)).toMatchObject({ status: 'published' })
  })

  test('neither answers nor takes an answer or a request back', async () => {
    const { ctx, undo, published } = await gone('publisher')
    const answering = { commentId: published, revision: 0, body: BODY, text: 'Đã sửa xong.', reason: '' }
    await expect(answerComment(ctx, answering)).rejects.toMatchObject({ code: 'forbidden' })
    await undo()
    await askForAnswer(ctx, { commentId: published, revision: 0, body: BODY })
    await setDisabled(admin, ctx.staff.id, true)
    const request = { commentId: published, revision: 1 }
    await expect(dropRequest(ctx, request)).rejects.toMatchObject({ code: 'forbidden' })
    await undo()
    await answerComment(ctx, answering)
    await setDisabled(admin, ctx.staff.id, true)
    const withdrawal = { ...request, reason: 'Trả lời nhầm bình luận.' }
    await expect(withdrawAnswer(ctx, withdrawal)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('manages no accounts', async () => {
    const { ctx } = await gone('admin')
    const other = await staffContext(site)
    const person = { email: 'moi@so.vn', name: 'Người mới', role: 'moderator' }
    await expect(inviteStaff(ctx, person)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(setDisabled(ctx, other.staff.id, true)).rejects.toMatchObject({ code: 'forbidden' })
    const roles = { from: 'moderator', to: 'admin' } as const
    await expect(changeRole(ctx, other.staff.id, roles)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('an admin may still disable the own account where there is another', async () => {
    const own = await staffContext(site, 'admin')
    await setDisabled(own, own.staff.id, true)
    await expect(setDisabled(own, own.staff.id, false)).rejects.toMatchObject({ code: 'forbidden' })
  })

  /** Somebody whose account was disabled after the request came in, with a comment to decide and one to work on. */
  async function gone(role: StaffContext['staff']['role']) {
    const ctx = await staffContext(site, role)
    const items = await send(1)
    const entry = await makePending(site, admin)
    await publish(admin, entry)
    const report = { reason: 'insult', note: null }
    await reportComment(site.context, entry.id, report, { client: RESIDENT, idempotencyKey: null })
    await setDisabled(admin, ctx.staff.id, true)
    return { ctx, items, published: entry.id, undo: () => setDisabled(admin, ctx.staff.id, false) }
  }
})
