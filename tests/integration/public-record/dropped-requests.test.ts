import { beforeEach, expect, test } from 'vitest'
import {
  answerComment,
  askForAnswer,
  countAnswerDesk,
  dropRequest,
  getAnswerDossier,
  withdrawAnswer,
} from '../../../src/domain/answers/service.ts'
import type { StaffContext } from '../../../src/domain/context.ts'
import { countMonth } from '../../../src/domain/public-record/counting.ts'
import { makePending, publish } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

const BODY = 'ban-bien-tap'

describeOnBothDatabases('a request for an answer that was dropped', (open) => {
  let site: TestSite
  let admin: StaffContext
  let commentId: string

  beforeEach(async () => {
    site = await open()
    admin = await staffContext(site, 'admin')
    const entry = await makePending(site, admin)
    await publish(admin, entry)
    commentId = entry.id
    await askForAnswer(admin, { commentId, revision: 0, body: BODY })
  })

  const drop = (revision: number) => dropRequest(admin, { commentId, revision })
  const answer = (revision = 0) =>
    answerComment(admin, { commentId, revision, body: BODY, text: 'Đã sửa xong đường.', reason: '' })
  const waiting = async () => {
    const { waiting: inTime, overdue } = await countAnswerDesk(admin, null)
    return inTime + overdue
  }
  const late = async () => (await countMonth(site.db.read, '2026-03', false)).answers.late

  test('after its deadline still makes the answer a late one', async () => {
    site.clock.advance({ days: 20 })
    await drop(1)
    await answer()
    expect(await late()).toBe(1)
  })

  test('before its deadline, too: what counts is when it was asked', async () => {
    await drop(1)
    site.clock.advance({ days: 20 })
    await answer()
    expect(await late()).toBe(1)
  })

  test('makes no answer late that came in time', async () => {
    await drop(1)
    await answer()
    expect(await late()).toBe(0)
  })

  test('waits no more, also after an answer is withdrawn, until somebody asks again', async () => {
    const { request } = await getAnswerDossier(admin, commentId)
    expect(await waiting()).toBe(1)
    await drop(1)
    expect(await waiting()).toBe(0)
    await expect(drop(1)).rejects.toMatchObject({ code: 'conflict' })
    await expect(askForAnswer(admin, { commentId, revision: 2, body: BODY })).rejects.toMatchObject({
      code: 'conflict',
    })
    await answer()
    await withdrawAnswer(admin, { commentId, revision: 1, reason: 'Trả lời nhầm.' })
    expect(await waiting()).toBe(0)
    site.clock.advance({ days: 3 })
    await askForAnswer(admin, { commentId, revision: 0, body: BODY })
    expect(await waiting()).toBe(1)
    expect((await getAnswerDossier(admin, commentId)).request).toMatchObject({
      deadline: request?.deadline ?? null,
    })
  })
})
