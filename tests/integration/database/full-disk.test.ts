import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { verifySubmissions } from '../../../src/domain/comments/submission-ledger.ts'
import { isDatabaseAway } from '../../../src/http/away.ts'
import { makePending } from '../../fixtures/comments.ts'
import { openSqliteSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

test('a SQLite file that may not grow says that it is full, keeps what it has, and goes on when there is room', async () => {
  const site = await openSqliteSite({ rateLimits: false })
  const moderator = await staffContext(site)
  await makePending(site, moderator, 'Bình luận trước khi đầy.')
  await sql`pragma max_page_count = 1`.execute(site.db.write)
  const failures: unknown[] = []
  for (let at = 0; at < 200 && failures.length === 0; at += 1) {
    await makePending(site, moderator, `Bình luận số ${at} lúc đầy.`).catch((error: unknown) =>
      failures.push(error),
    )
  }
  expect(failures).toEqual([expect.objectContaining({ code: 'SQLITE_FULL' })])
  expect(isDatabaseAway(failures[0])).toBe(true)
  await sql`pragma max_page_count = 1000000`.execute(site.db.write)
  await makePending(site, moderator, 'Bình luận khi đã có chỗ.')
  expect(await verifySubmissions(site.context)).toMatchObject({ ok: true })
  await site.close()
})

test('what went wrong is told also where SQLite has ended the transaction by itself', async () => {
  const site = await openSqliteSite()
  const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  const failing = site.db.transaction(async (tx) => {
    // As SQLite does when a full disk lets it write no more of the log.
    await sql`rollback`.execute(tx)
    throw full
  })
  await expect(failing).rejects.toBe(full)
  await site.close()
})
