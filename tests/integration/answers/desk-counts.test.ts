import { expect, test } from 'vitest'
import { askForAnswer } from '../../../src/domain/answers/service.ts'
import { countDesks } from '../../../src/http/desk-counts.ts'
import { makePending, publish } from '../../fixtures/comments.ts'
import { describeOnBothDatabases } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

describeOnBothDatabases('the navigation of the desk', (open) => {
  test('tells each role of what waits where it may look, and of answers past their deadline', async () => {
    const site = await open()
    const an = await staffContext(site)
    const bich = await staffContext(site, 'publisher')
    expect(await countDesks(bich)).toEqual({ queue: null, answers: { waiting: 0, overdue: 0 } })
    const { id } = await publish(an, await makePending(site, an))
    await makePending(site, an, 'Chưa ai đọc.')
    await askForAnswer(an, { commentId: id, revision: 0, body: 'ban-bien-tap' })
    expect(await countDesks(bich)).toEqual({ queue: null, answers: { waiting: 1, overdue: 0 } })
    expect(await countDesks(an)).toEqual({ queue: 1, answers: { waiting: 1, overdue: 0 } })
    site.clock.advance({ days: 40 })
    expect(await countDesks(bich)).toEqual({ queue: null, answers: { waiting: 1, overdue: 1 } })
  })
})
