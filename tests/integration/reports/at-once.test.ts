import { expect, test } from 'vitest'
import { keepReported, listReports, reportComment } from '../../../src/domain/reports/service.ts'
import { countReport, insertReport } from '../../../src/domain/reports/store.ts'
import { makePending, publish } from '../../fixtures/comments.ts'
import { describeOnBothDatabases } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

describeOnBothDatabases('a report that arrives while others are being closed', (open) => {
  test('is still counted', async () => {
    const site = await open({ rateLimits: false })
    const an = await staffContext(site)
    const comment = await makePending(site, an)
    await publish(an, comment)
    const client = { address: '203.0.113.1', userAgent: '' }
    const report = { reason: 'insult', note: null }
    await reportComment(site.context, comment.id, report, { client, idempotencyKey: null })
    const [first] = await listReports(an, comment.id)

    // It is in its transaction when the moderator leaves the comment as it stands.
    let keeping: Promise<void> | undefined
    await site.db.transaction(async (tx) => {
      const row = { id: site.context.newId(), comment_id: comment.id, reason: 'insult', note: null }
      const at = site.clock.now().toISOString()
      await insertReport(tx, { ...row, network_hash: 'another', reported_at: at })
      await countReport(tx, comment.id)
      keeping = keepReported(an, comment.id, first?.id ?? '')
      if (site.db.dialect === 'postgres') await new Promise((resolve) => setTimeout(resolve, 300))
    })
    await keeping
    const row = await site.db.read
      .selectFrom('comment')
      .select('open_reports')
      .where('id', '=', comment.id)
      .executeTakeFirstOrThrow()
    expect(row.open_reports).toBe(1)
  })
})
