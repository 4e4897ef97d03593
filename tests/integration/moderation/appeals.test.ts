import { beforeEach, expect, test } from 'vitest'
import type { StaffContext } from '../../../src/domain/context.ts'
import { loadJudges } from '../../../src/domain/moderation/judging.ts'
import { decide, getDossier } from '../../../src/domain/moderation/service.ts'
import { findComments } from '../../../src/domain/moderation/store.ts'
import { takeSubmitterStep } from '../../../src/domain/moderation/submitter.ts'
import { makePendingWithCode, RESIDENT } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

describeOnBothDatabases('who decides an appeal', (open) => {
  let site: TestSite
  let admin: StaffContext
  let an: StaffContext

  beforeEach(async () => {
    site = await open()
    admin = await staffContext(site, 'admin')
    an = await staffContext(site)
  })

  /** A published comment that each of these people hid once, restored in between, and that was appealed then. */
  const appealedAfter = async (...people: [StaffContext, ...StaffContext[]]): Promise<string> => {
    const { comment, code } = await makePendingWithCode(site, people[0])
    const base = { commentId: comment.id, reason: null, note: null }
    let revision = comment.revision
    await decide(people[0], { ...base, revision, action: 'publish' })
    for (const [at, person] of people.entries()) {
      if (at > 0) await decide(person, { ...base, revision: (revision += 1), action: 'restore' })
      await decide(person, { ...base, revision: (revision += 1), action: 'hide', reason: 'off-topic' })
    }
    const step = { action: 'appeal', note: null } as const
    await takeSubmitterStep(site.context, code, step, { client: RESIDENT, idempotencyKey: null })
    return comment.id
  }
  const allowed = async (who: StaffContext, id: string) =>
    (await getDossier(who, id)).allowed.filter((action) => action !== 'erase')
  const OPEN = ['publish', 'hide']

  test('of two people who both decided before, the admin does, and the appeal ends', async () => {
    const id = await appealedAfter(an, admin)
    expect(await allowed(an, id)).toEqual([])
    expect(await allowed(admin, id)).toEqual(OPEN)
    const { revision } = (await getDossier(admin, id)).entry
    const publish = { commentId: id, revision, action: 'publish', reason: null, note: null } as const
    await expect(decide(an, publish)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await decide(admin, publish)).toMatchObject({ status: 'published' })
  })

  test('of two people, the one who did not decide does', async () => {
    const id = await appealedAfter(admin)
    expect(await allowed(an, id)).toEqual(OPEN)
    expect(await allowed(admin, id)).toEqual([])
  })

  test('of three, the third does; the admin only where the third is gone or may not decide', async () => {
    const binh = await staffContext(site)
    await staffContext(site, 'auditor')
    await staffContext(site, 'publisher')
    const id = await appealedAfter(an, admin)
    expect(await allowed(binh, id)).toEqual(OPEN)
    expect(await allowed(admin, id)).toEqual([])
    const disabled = { disabled_at: site.clock.now().toISOString() }
    await site.db.write.updateTable('staff').set(disabled).where('id', '=', binh.staff.id).execute()
    expect(await allowed(admin, id)).toEqual(OPEN)
    expect(await allowed(an, id)).toEqual([])
  })

  test('of several appeals each is judged by its own past', async () => {
    const both = await appealedAfter(an, admin)
    const one = await appealedAfter(admin)
    const judges = await loadJudges(admin, await findComments(site.db.read, [both, one]))
    const ok = (id: string) => judges.get(id)?.judge('publish', null).ok
    expect([ok(both), ok(one)]).toEqual([true, false])
  })
})
