import { beforeAll, expect, test } from 'vitest'
import type { StaffContext } from '../../../src/domain/context.ts'
import { claimComment } from '../../../src/domain/moderation/claims.ts'
import { SHORTCUTS, type Shortcut } from '../../../src/domain/moderation/queue-rules.ts'
import { countShortcuts, listComments } from '../../../src/domain/moderation/queue.ts'
import { reportComment } from '../../../src/domain/reports/service.ts'
import { makePending, publish } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

describeOnBothDatabases('the counts of the shortcuts', (open) => {
  let site: TestSite
  let an: StaffContext

  beforeAll(async () => {
    site = await open()
    an = await staffContext(site)
  })

  test('are those of the lists that they lead to', async () => {
    expect(await countShortcuts(an)).toEqual({ overdue: 0, today: 0, claimed: 0, flagged: 0, erasure: 0 })
    const late = await makePending(site, an, 'Gửi trước, chưa ai đọc.')
    const read = await makePending(site, an, 'Gửi trước, đang đọc.')
    const shown = await publish(an, await makePending(site, an, 'Sẽ được đăng.'))
    const client = { address: '198.51.100.20', userAgent: 'Máy của hàng xóm' }
    await reportComment(
      site.context,
      shown.id,
      { reason: 'insult', note: null },
      { client, idempotencyKey: null },
    )
    const due = Date.parse(late.dueAt ?? '')
    site.clock.set(new Date(due - 3_600_000).toISOString())
    expect(await countShortcuts(an)).toEqual({ overdue: 0, today: 2, claimed: 0, flagged: 1, erasure: 0 })
    site.clock.set(new Date(due + 1).toISOString())
    await claimComment(an, read.id)
    const counts = await countShortcuts(an)
    expect(counts).toEqual({ overdue: 2, today: 0, claimed: 1, flagged: 1, erasure: 0 })
    for (const name of Object.keys(SHORTCUTS) as Shortcut[]) {
      const { items } = await listComments(an, SHORTCUTS[name], { limit: 9, after: null })
      expect(items).toHaveLength(counts[name])
    }
    const other = await staffContext(site)
    expect(await countShortcuts(other)).toMatchObject({ claimed: 0 })
  })
})
