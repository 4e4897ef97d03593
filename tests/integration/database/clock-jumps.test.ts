import { expect, test } from 'vitest'
import { verifyAudit } from '../../../src/domain/audit/service.ts'
import { verifySubmissions } from '../../../src/domain/comments/submission-ledger.ts'
import { listQueue } from '../../../src/domain/moderation/service.ts'
import { verifyLedger } from '../../../src/domain/moderation/verify.ts'
import { JOBS } from '../../../src/server/housekeeping.ts'
import { makePending, publish } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, TEST_START } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

describeOnBothDatabases('a clock that jumps', (open) => {
  test('years ahead and back again takes no comment or decision away and breaks no chain', async () => {
    const site = await open()
    const admin = await staffContext(site, 'admin')
    const housekeeping = async (): Promise<void> => {
      for (const { run } of JOBS) await run(site.context)
    }
    const bodies = ['Trước khi đồng hồ nhảy.', 'Khi đồng hồ ở tương lai.', 'Sau khi đồng hồ quay lại.']
    const clocks = [TEST_START, '2031-07-01T01:00:00.000Z', '2026-03-02T01:05:00.000Z']
    for (const [at, body] of bodies.entries()) {
      site.clock.set(clocks[at] ?? '')
      await housekeeping()
      await publish(admin, await makePending(site, admin, body))
      await makePending(site, admin, `${body} Còn chờ.`)
      await housekeeping()
    }
    const published = await site.db.read
      .selectFrom('comment')
      .select('body')
      .where('status', '=', 'published')
      .execute()
    expect(published.map((row) => row.body).sort()).toEqual([...bodies].sort())
    const { items } = await listQueue(admin, 'pending', { limit: 100, after: null })
    expect(items.map((item) => item.body).sort()).toEqual(bodies.map((body) => `${body} Còn chờ.`).sort())
    for (const verify of [verifyLedger, verifySubmissions, verifyAudit]) {
      expect(await verify(site.context)).toMatchObject({ ok: true })
    }
  })
})
