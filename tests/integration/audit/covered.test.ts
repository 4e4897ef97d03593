import { sql, type RawBuilder } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { verifyAudit } from '../../../src/domain/audit/service.ts'
import { verifySubmissions } from '../../../src/domain/comments/submission-ledger.ts'
import type { StaffContext } from '../../../src/domain/context.ts'
import { addNote } from '../../../src/domain/moderation/notes.ts'
import { decide } from '../../../src/domain/moderation/service.ts'
import { takeSubmitterStep } from '../../../src/domain/moderation/submitter.ts'
import { verifyLedger } from '../../../src/domain/moderation/verify.ts'
import { reportComment } from '../../../src/domain/reports/service.ts'
import { makePending, makePendingWithCode, publish, RESIDENT } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

const BY_RESIDENT = { client: RESIDENT, idempotencyKey: null }

describeOnBothDatabases('what was changed in the database itself', (open) => {
  let site: TestSite
  let admin: StaffContext
  let id: string

  beforeEach(async () => {
    site = await open()
    admin = await staffContext(site, 'admin')
    const entry = await makePending(site, admin)
    id = entry.id
    await publish(admin, entry)
    await addNote(admin, id, 'Đã gọi cho xã, chờ trả lời.')
    await reportComment(site.context, id, { reason: 'insult', note: 'Lời khó nghe.' }, BY_RESIDENT)
  })

  const verify = async () => {
    const { context } = site
    const chains = [await verifyLedger(context), await verifySubmissions(context), await verifyAudit(context)]
    return chains.flatMap((chain) => (chain.ok ? [] : [chain.cause]))
  }
  const forge = (statement: RawBuilder<unknown>) => statement.execute(site.db.write)

  test('is nothing where only the site itself wrote, whatever it did', async () => {
    expect(await verify()).toEqual([])
    const hidden = { commentId: id, revision: 2, action: 'hide', reason: 'insult', note: null } as const
    await decide(admin, hidden)
    expect(await verify()).toEqual([])
    await decide(admin, { commentId: id, revision: 3, action: 'erase', reason: null, note: null })
    expect(await verify()).toEqual([])
    const { comment, code } = await makePendingWithCode(site, admin)
    await publish(admin, comment)
    await decide(admin, { commentId: comment.id, revision: 2, action: 'undo', reason: null, note: null })
    expect(await verify()).toEqual([])
    await publish(admin, { id: comment.id, revision: 3 })
    await takeSubmitterStep(site.context, code, { action: 'withdraw', note: null }, BY_RESIDENT)
    expect(await verify()).toEqual([])
  })

  test.each([
    ['the text of an internal note', sql`update comment_note set note = 'Không có gì.'`, 'note-changed'],
    ['an internal note that is gone', sql`delete from comment_note`, 'note-missing'],
    [
      'an internal note that was put in',
      sql`insert into comment_note (id, comment_id, staff_id, note, salt, at)
        select 'x', comment_id, staff_id, note, salt, at from comment_note`,
      'note-unknown',
    ],
    ['a report that is gone', sql`delete from comment_report`, 'reports'],
    ['when it was decided', sql`update comment set decided_at = '2026-01-01T00:00:00.000Z'`, 'state'],
    ['the consent', sql`update comment set consent_version = 'other'`, 'comment-changed'],
    ['the tracking code', sql`update comment set code_hash = 'other'`, 'comment-changed'],
  ])('is found: %s', async (_, forgery, cause) => {
    await forge(forgery)
    expect(await verify()).toEqual([cause])
  })
})
