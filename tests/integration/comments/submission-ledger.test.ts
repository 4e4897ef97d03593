import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { chainEarlierComments, verifySubmissions } from '../../../src/domain/comments/submission-ledger.ts'
import type { StaffContext } from '../../../src/domain/context.ts'
import { decide } from '../../../src/domain/moderation/service.ts'
import { verifyLedger } from '../../../src/domain/moderation/verify.ts'
import { makePending, publish } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

describeOnBothDatabases('the chain of comments taken in', (open) => {
  let site: TestSite
  let admin: StaffContext
  let pending: { id: string; revision: number }

  beforeEach(async () => {
    site = await open()
    admin = await staffContext(site, 'admin')
    await publish(admin, await makePending(site, admin, 'Bình luận được đăng.'))
    const gone = await makePending(site, admin, 'Bình luận sẽ bị xoá.')
    await decide(admin, { commentId: gone.id, revision: 1, action: 'erase', reason: null, note: null })
    pending = await makePending(site, admin, 'Bình luận còn chờ.')
  })

  const run = (statement: string) => sql.raw(statement).execute(site.db.write)
  const dropGuard = (trigger: string, table: string) =>
    run(site.db.dialect === 'sqlite' ? `drop trigger ${trigger}` : `drop trigger ${trigger} on ${table}`)

  test('verifies, also after an erasure and many at once', async () => {
    expect(await verifySubmissions(site.context)).toMatchObject({ ok: true, submissions: 3 })
    await Promise.all(
      Array.from({ length: 8 }, (_, at) => makePending(site, admin, `Bình luận cùng lúc số ${at}.`)),
    )
    expect(await verifySubmissions(site.context)).toMatchObject({ ok: true, submissions: 11 })
  })

  describe('notices what the chain of decisions cannot see:', () => {
    test.each([
      ['a pending text that was changed', `update comment set body = 'Lời khác hẳn.'`, 'text'],
      ['a name that was changed', `update comment set display_name = 'Người khác'`, 'text'],
      [
        'another time of sending',
        `update comment set submitted_at = '2020-01-01T00:00:00.000Z'`,
        'comment-changed',
      ],
      ['a comment that was made a sample', 'update comment set sample = 1 - sample', 'comment-changed'],
    ])('%s', async (_, statement, cause) => {
      await run(`${statement} where id = '${pending.id}'`)
      expect(await verifyLedger(site.context)).toMatchObject({ ok: true })
      expect(await verifySubmissions(site.context)).toMatchObject({ ok: false, cause, commentId: pending.id })
    })

    test('a comment that was deleted', async () => {
      await dropGuard('comment_no_delete', 'comment')
      for (const table of ['comment_words', 'comment_fingerprint']) {
        await run(`delete from ${table} where comment_id = '${pending.id}'`)
      }
      await run(`delete from comment where id = '${pending.id}'`)
      expect(await verifySubmissions(site.context)).toMatchObject({ ok: false, cause: 'comment-missing' })
    })

    test('a comment that nobody sent', async () => {
      const row = await site.db.read
        .selectFrom('comment')
        .selectAll()
        .where('id', '=', pending.id)
        .executeTakeFirstOrThrow()
      const forged = { ...row, id: site.context.newId(), code_hash: 'forged' }
      await site.db.write.insertInto('comment').values(forged).execute()
      expect(await verifySubmissions(site.context)).toMatchObject({
        ok: false,
        cause: 'unknown-comment',
        commentId: forged.id,
      })
    })
  })

  test.each(['update submission set sample = 1', 'delete from submission'])(
    'refuses: %s',
    async (statement) => {
      await expect(run(statement)).rejects.toThrow(/append-only/u)
    },
  )

  test('takes in what a site received before it had the chain, once', async () => {
    const triggers = site.db.dialect === 'sqlite' ? ['submission_no_delete'] : ['submission_append_only']
    for (const trigger of triggers) await dropGuard(trigger, 'submission')
    await run('delete from submission')
    await run(`update ledger_head set seq = 0, hash = '' where ledger = 'submissions'`)
    expect(await verifySubmissions(site.context)).toMatchObject({ ok: false, cause: 'unknown-comment' })
    expect(await chainEarlierComments(site.context)).toBe(3)
    expect(await chainEarlierComments(site.context)).toBe(0)
    // The text of the erased one is gone: what it was cannot be told any more.
    expect(await verifySubmissions(site.context)).toMatchObject({ ok: true, submissions: 3 })
  })
})
