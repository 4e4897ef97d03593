import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '../../../src/domain/accounts/service.ts'
import { answerComment, withdrawAnswer } from '../../../src/domain/answers/service.ts'
import { claimComment } from '../../../src/domain/moderation/claims.ts'
import { addNote } from '../../../src/domain/moderation/notes.ts'
import { changeRole, inviteStaff, setDisabled } from '../../../src/domain/accounts/staff.ts'
import { auditSearch, readAuditQuery, type AuditEntry } from '../../../src/domain/audit/query-rules.ts'
import { listAudit, recordAudit, verifyAudit } from '../../../src/domain/audit/service.ts'
import type { StaffContext } from '../../../src/domain/context.ts'
import { makePending, publish } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext, STAFF_PASSWORD } from '../../fixtures/staff.ts'

describeOnBothDatabases('the log of what staff did', (open) => {
  let site: TestSite
  let boss: StaffContext
  let an: StaffContext

  beforeAll(async () => {
    site = await open()
    boss = await staffContext(site, 'admin')
    an = await staffContext(site)
    await signIn(site.context, {
      email: boss.staff.email,
      password: STAFF_PASSWORD,
      clientAddress: '203.0.113.7',
    })
    await publish(an, await makePending(site, an))
    await inviteStaff(boss, { email: 'mai@example.vn', name: 'Mai', role: 'auditor' })
    site.clock.advance({ days: 1 })
    await changeRole(boss, an.staff.id, { from: 'moderator', to: 'publisher' })
    await setDisabled(boss, an.staff.id, true)
  })

  const list = async (search = '', limit = 50): Promise<AuditEntry[]> =>
    (await listAudit(boss, readAuditQuery(new URLSearchParams(search)), limit)).items
  const actions = async (search = ''): Promise<string[]> => (await list(search)).map(({ action }) => action)

  test('shows its own events and the decisions together, newest first', async () => {
    expect(await actions()).toEqual([
      ...['staff.disabled', 'staff.role-changed', 'staff.invited', 'session.opened', 'publish'],
    ])
    const [, change, , , decision] = await list()
    expect(change).toMatchObject({
      ...{ byName: boss.staff.name, subjectName: an.staff.name, actor: 'staff' },
      details: { from: 'moderator', to: 'publisher' },
    })
    expect(decision).toMatchObject({ chain: 'decision', byId: an.staff.id })
  })

  test('is filtered by person, kind and day in Vietnam', async () => {
    expect(await actions(`nguoi=${an.staff.id}`)).toEqual(['publish'])
    expect(await actions('loai=staff')).toEqual(['staff.disabled', 'staff.role-changed', 'staff.invited'])
    expect(await actions('loai=decision')).toEqual(['publish'])
    expect(await actions('loai=release')).toEqual([])
    expect(await actions('tu=2026-03-03&den=2026-03-03')).toEqual(['staff.disabled', 'staff.role-changed'])
    expect(await actions('den=2026-03-02&loai=session')).toEqual(['session.opened'])
    expect(await actions('tu=2026-02-31&loai=gi-do&sau=x')).toHaveLength(5)
  })

  test('shows official answers as they were given, corrected and withdrawn, and by their own filter', async () => {
    const other = await open()
    const admin = await staffContext(other, 'admin')
    const comment = await makePending(other, admin)
    await publish(admin, comment)
    const [body = ''] = Object.keys(admin.site.settings.bodies)
    const base = { commentId: comment.id, body, reason: 'Sửa cho đúng.' }
    await answerComment(admin, { ...base, revision: 0, text: 'Sở đã nhận và sẽ làm.' })
    await answerComment(admin, { ...base, revision: 1, text: 'Sở đã làm xong rồi.' })
    await withdrawAnswer(admin, { ...base, revision: 2 })
    await addNote(admin, comment.id, 'Lời giữa đồng nghiệp.')
    const read = async (search: string) =>
      (await listAudit(admin, readAuditQuery(new URLSearchParams(search)), 50)).items
    const answers = await read('loai=official-answer')
    expect(answers.map(({ action }) => action)).toEqual(['withdraw', 'correct', 'publish'])
    expect(answers[0]).toMatchObject({ subject: `comment/${comment.id}`, byId: admin.staff.id })
    const noted = await read('loai=comment')
    expect(noted).toMatchObject([{ action: 'comment.noted', subject: `comment/${comment.id}`, details: {} }])
    expect(await read('')).toHaveLength(5)
    const seen: string[] = []
    let query = readAuditQuery(new URLSearchParams())
    for (;;) {
      const { items, next } = await listAudit(admin, query, 1)
      seen.push(...items.map(({ hash }) => hash))
      if (next === null) break
      query = readAuditQuery(new URLSearchParams(auditSearch({ ...query, after: next })))
    }
    expect(seen).toEqual((await read('')).map(({ hash }) => hash))
  })

  test('shows a comment taken over from a colleague, and not one that nobody was reading', async () => {
    const other = await open()
    const [admin, colleague] = [await staffContext(other, 'admin'), await staffContext(other)]
    const { id } = await makePending(other, colleague)
    await claimComment(colleague, id, { takeOver: true })
    await claimComment(admin, id)
    await claimComment(admin, id, { takeOver: true })
    await claimComment(admin, id, { takeOver: true })
    const { items } = await listAudit(admin, readAuditQuery(new URLSearchParams()), 50)
    expect(items).toMatchObject([{ action: 'comment.taken-over', byId: admin.staff.id }])
  })

  test.each([1, 2, 3])('pages of %i show every line once, in the same order', async (limit) => {
    const seen: string[] = []
    let query = readAuditQuery(new URLSearchParams())
    for (;;) {
      const { items, next } = await listAudit(boss, query, limit)
      seen.push(...items.map(({ hash }) => hash))
      if (next === null) break
      query = { ...query, after: next }
    }
    expect(seen).toEqual((await list()).map(({ hash }) => hash))
  })

  test('holds no address and no name of whom it is about', async () => {
    const rows = JSON.stringify(await site.db.read.selectFrom('audit_event').selectAll().execute())
    for (const word of ['mai@example.vn', 'Mai', an.staff.email, an.staff.name, '203.0.113'])
      expect(rows).not.toContain(word)
  })

  test('is undone with what it records', async () => {
    const before = await verifyAudit(site.context)
    await expect(
      site.db.transaction(async (tx) => {
        await recordAudit(tx, { ctx: boss, action: 'staff.enabled', subject: 'staff/x' })
        throw new Error('undone')
      }),
    ).rejects.toThrow('undone')
    expect(await verifyAudit(site.context)).toEqual(before)
  })

  test('stays whole under many writers at the same moment', async () => {
    const other = await open()
    const writer = await staffContext(other, 'admin')
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        other.db.transaction((tx) =>
          recordAudit(tx, { ctx: writer, action: 'staff.enabled', subject: `staff/${n}` }),
        ),
      ),
    )
    expect(await verifyAudit(other.context)).toMatchObject({ ok: true, events: 12 })
  })

  describe('cannot be changed', () => {
    test.each([
      `update audit_event set subject = 'staff/khac'`,
      `delete from audit_event`,
      `delete from audit_event where seq = 1`,
    ])('by %s', async (statement) => {
      await expect(sql.raw(statement).execute(site.db.write)).rejects.toThrow(/append-only/u)
    })

    test('and where someone takes the triggers away, verification finds the place', async () => {
      const broken = await open()
      const writer = await staffContext(broken, 'admin')
      for (const n of [1, 2, 3])
        await broken.db.transaction((tx) =>
          recordAudit(tx, { ctx: writer, action: 'staff.enabled', subject: `staff/${n}` }),
        )
      const off =
        broken.db.dialect === 'sqlite'
          ? ['drop trigger audit_event_no_update', 'drop trigger audit_event_no_delete']
          : ['drop trigger audit_event_append_only on audit_event']
      for (const statement of off) await sql.raw(statement).execute(broken.db.write)
      await sql`delete from audit_event where seq = 3`.execute(broken.db.write)
      expect(await verifyAudit(broken.context)).toEqual({ ok: false, cause: 'head', seq: 2 })
      await sql`update audit_event set staff_id = 'khac' where seq = 2`.execute(broken.db.write)
      expect(await verifyAudit(broken.context)).toEqual({ ok: false, cause: 'event-hash', seq: 2 })
      await sql`delete from audit_event where seq = 1`.execute(broken.db.write)
      expect(await verifyAudit(broken.context)).toEqual({ ok: false, cause: 'gap', seq: 2 })
    })
  })
})
