import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { up } from '../../../db/migrations/0032-thread-counts.ts'
import { countThread } from '../../../src/domain/comments/threads.ts'
import { decide } from '../../../src/domain/moderation/service.ts'
import { makeArticle, makePending, publish } from '../../fixtures/comments.ts'
import { describeOnBothDatabases } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

describeOnBothDatabases('the counts of threads', (open) => {
  test('know after the migration what was published before it, and what came since', async () => {
    const site = await open()
    const staff = await staffContext(site)
    const comment = await makePending(site, staff)
    await publish(staff, comment)
    const count = () => countThread(site.context, comment.target)
    const decideOn = (action: 'hide' | 'restore', revision: number) =>
      decide(staff, { commentId: comment.id, revision, action, reason: 'insult', note: null })
    for (const statement of site.db.dialect === 'sqlite' ? UNDO_SQLITE : UNDO_POSTGRES)
      await sql.raw(statement).execute(site.db.write)

    await site.db.transaction((tx) => up(tx as never))

    expect(await count()).toBe(1)
    await decideOn('hide', 2)
    expect(await count()).toBe(0)
    await decideOn('restore', 3)
    expect(await count()).toBe(1)
    const other = await makeArticle(site)
    expect(await countThread(site.context, `news/${other.slug}`)).toBe(0)
  })
})

const UNDO_SQLITE = [
  'drop trigger comment_in_thread',
  'drop trigger comment_into_thread',
  'drop trigger comment_out_of_thread',
  'drop table thread_count',
]
const UNDO_POSTGRES = [
  'drop trigger comment_counted_in_thread on comment',
  'drop function count_in_thread',
  'drop table thread_count',
]
