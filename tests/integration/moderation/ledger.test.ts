import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import type { StaffContext } from '../../../src/domain/context.ts'
import { hashNote } from '../../../src/domain/moderation/ledger.ts'
import { decide } from '../../../src/domain/moderation/service.ts'
import { verifyLedger } from '../../../src/domain/moderation/verify.ts'
import { sha256 } from '../../../src/domain/secrets.ts'
import { makePending, publish } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

describeOnBothDatabases('the chain of moderation events', (open) => {
  let site: TestSite
  let an: StaffContext

  beforeEach(async () => {
    site = await open()
    an = await staffContext(site)
    const kept = await makePending(site, an, 'Bình luận được đăng rồi ẩn.')
    await publish(an, kept)
    await decide(an, {
      commentId: kept.id,
      revision: 2,
      action: 'hide',
      reason: 'insult',
      note: 'Bỏ lời xúc phạm.',
    })
    const erased = await makePending(site, an, 'Bình luận sẽ bị xoá.')
    await decide(an, {
      commentId: erased.id,
      revision: 1,
      action: 'reject',
      reason: 'personal-data',
      note: 'Có số điện thoại.',
    })
    const admin = await staffContext(site, 'admin')
    await decide(admin, { commentId: erased.id, revision: 2, action: 'erase', reason: null, note: null })
    await makePending(site, an, 'Bình luận còn chờ.')
  })

  test('verifies, also after an erasure', async () => {
    expect(await verifyLedger(site.context)).toMatchObject({ ok: true, events: 4, comments: 3 })
  })

  test('keeps no hash by which the words of an erased note could be tried out', async () => {
    const [hidden, rejected] = await site.db.read
      .selectFrom('moderation_event')
      .select(['seq', 'note_hash'])
      .where('note_hash', 'is not', null)
      .orderBy('seq')
      .execute()
    const notes = await site.db.read.selectFrom('moderation_note').selectAll().execute()
    expect(notes).toMatchObject([{ event_seq: hidden?.seq, note: 'Bỏ lời xúc phạm.' }])
    const salt = notes[0]?.salt ?? ''
    expect(salt).toMatch(/^[0-9a-f]{32}$/u)
    expect(hidden?.note_hash).toBe(sha256(JSON.stringify([salt, 'Bỏ lời xúc phạm.'])))
    const guesses = ['', salt].map((known) => hashNote(known, 'Có số điện thoại.'))
    expect(guesses).not.toContain(rejected?.note_hash)
  })

  test('verifies notes from before they had a salt', () => {
    expect(hashNote('', 'Bỏ lời xúc phạm.')).toBe(sha256('Bỏ lời xúc phạm.'))
  })

  test('holds one unbroken line after many decisions at once', async () => {
    const entries = []
    for (let n = 0; n < 12; n += 1) entries.push(await makePending(site, an, `Bình luận song song số ${n}.`))
    await Promise.all(entries.map((entry) => publish(an, entry)))
    expect(await verifyLedger(site.context)).toMatchObject({ ok: true, events: 16, comments: 15 })
  })

  test.each([
    'update moderation_event set reason = null',
    'delete from moderation_event',
    'delete from comment',
  ])('refuses: %s', async (statement) => {
    await expect(sql.raw(statement).execute(site.db.write)).rejects.toThrow(/append-only/u)
    expect(await verifyLedger(site.context)).toMatchObject({ ok: true })
  })

  test('refuses to put another event in the place of one', async () => {
    const event = await site.db.read
      .selectFrom('moderation_event')
      .selectAll()
      .where('seq', '=', 2)
      .executeTakeFirstOrThrow()
    const replaced = { ...event, reason: 'off-topic' }
    const insert = site.db.write.insertInto('moderation_event').values(replaced)
    await expect((site.db.dialect === 'sqlite' ? insert.orReplace() : insert).execute()).rejects.toThrow()
    expect(await verifyLedger(site.context)).toMatchObject({ ok: true })
  })

  describe('notices who gets past the triggers and', () => {
    const tamper = async (statement: string) => {
      await disarm(site)
      await sql.raw(statement).execute(site.db.write)
      return verifyLedger(site.context)
    }

    test.each([
      ['changes an event', "update moderation_event set reason = 'off-topic' where seq = 2", 'event-hash', 2],
      [
        'removes an event',
        'delete from moderation_note; delete from moderation_event where seq = 2',
        'gap',
        3,
      ],
      ['removes the last event', 'delete from moderation_event where seq = 4', 'head', 3],
      [
        'changes a public note',
        "update moderation_note set note = 'khác' where event_seq = 2",
        'note-changed',
        2,
      ],
      [
        'changes the salt of a note',
        "update moderation_note set salt = '' where event_seq = 2",
        'note-changed',
        2,
      ],
      ['removes a public note', 'delete from moderation_note where event_seq = 2', 'note-missing', 2],
      [
        'changes a state',
        "update comment set status = 'published', published_at = submitted_at where status = 'hidden'",
        'state',
        2,
      ],
      [
        'publishes without a decision',
        "update comment set status = 'published', published_at = submitted_at where status = 'pending'",
        'state',
        null,
      ],
      ['turns a revision back', "update comment set revision = 2 where status = 'hidden'", 'step-missing', 1],
      ['changes a text', "update comment set body = 'Lời khác hẳn' where status = 'hidden'", 'text', 2],
      ['changes a name', "update comment set display_name = 'Khác' where status = 'hidden'", 'text', 2],
      [
        'moves a comment to another article',
        "update comment set target = 'news/khac' where status = 'hidden'",
        'text',
        2,
      ],
      [
        'changes when it was published',
        "update comment set published_at = '2020-01-01T00:00:00.000Z' where status = 'hidden'",
        'state',
        2,
      ],
      ['moves the head', "update ledger_head set hash = 'x'", 'head', 4],
    ])('%s', async (_, statements, cause, seq) => {
      let result: Awaited<ReturnType<typeof verifyLedger>> | undefined
      for (const statement of statements.split('; ')) result = await tamper(statement)
      expect(result).toMatchObject({ ok: false, cause, seq })
    })
  })
})

/** What only someone with the database in hand can do. */
async function disarm(site: TestSite): Promise<void> {
  const drop =
    site.db.dialect === 'sqlite'
      ? [
          'drop trigger if exists moderation_event_no_update',
          'drop trigger if exists moderation_event_no_delete',
        ]
      : ['drop trigger if exists moderation_event_append_only on moderation_event']
  for (const statement of drop) await sql.raw(statement).execute(site.db.write)
}
