import { beforeAll, expect, test } from 'vitest'
import { forgetOldNetworks } from '../../../src/domain/comments/service.ts'
import type { StaffContext } from '../../../src/domain/context.ts'
import { decide } from '../../../src/domain/moderation/service.ts'
import {
  getReportable,
  keepReported,
  listReports,
  reportComment,
} from '../../../src/domain/reports/service.ts'
import { makePending, publish, RESIDENT } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

const NEIGHBOUR = { address: '198.51.100.20', userAgent: 'Máy của hàng xóm' }

describeOnBothDatabases('reporting a published comment', (open) => {
  let site: TestSite
  let an: StaffContext

  beforeAll(async () => {
    site = await open()
    an = await staffContext(site)
  })

  const makePublished = async () => publish(an, await makePending(site, an))
  const report = (id: string, from = RESIDENT, note: string | null = null, key: string | null = null) =>
    reportComment(site.context, id, { reason: 'insult', note }, { client: from, idempotencyKey: key })
  const openReports = async (id: string) =>
    (
      await site.db.read
        .selectFrom('comment')
        .select('open_reports')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    ).open_reports

  test('counts each network once and answers both alike', async () => {
    const { id } = await makePublished()
    const first = await report(id, RESIDENT, 'Gọi người khác là đồ vô ơn.')
    expect(await report(id)).toBe(first)
    expect(await report(id, NEIGHBOUR)).toBe(first)
    expect(await openReports(id)).toBe(2)
    const reports = await listReports(an, id)
    expect(reports.map(({ note }) => note)).toEqual([null, 'Gọi người khác là đồ vô ơn.'])
    expect(JSON.stringify(reports)).not.toContain(RESIDENT.address)
  })

  test('of two reports at once by one network one counts', async () => {
    const { id } = await makePublished()
    await Promise.all([report(id), report(id), report(id)])
    expect(await openReports(id)).toBe(1)
  })

  test('again by one network keeps nothing more, whatever keys it comes with', async () => {
    const { id } = await makePublished()
    const first = await report(id, RESIDENT, null, 'a'.repeat(40))
    const rows = async () => {
      const tables = ['idempotency_key', 'comment_report', 'rate_limit'] as const
      const kept = tables.map((table) => site.db.read.selectFrom(table).selectAll().execute())
      return (await Promise.all(kept)).map(({ length }) => length)
    }
    const before = await rows()
    for (let n = 0; n < 30; n += 1) {
      expect(await report(id, RESIDENT, `Lần ${n}`, `${n}-${'b'.repeat(40)}`)).toBe(first)
    }
    expect(await rows()).toEqual(before)
  })

  test('at once by one network with many keys keeps one of them', async () => {
    const { id } = await makePublished()
    const count = async () => (await site.db.read.selectFrom('idempotency_key').selectAll().execute()).length
    const before = await count()
    const keys = Array.from({ length: 10 }, (_, n) => `${n}-${'c'.repeat(40)}`)
    const answers = await Promise.all(keys.map((key) => report(id, NEIGHBOUR, null, key)))
    expect(new Set(answers).size).toBe(1)
    expect(await count()).toBe(before + 1)
    expect(await openReports(id)).toBe(1)
  })

  test('is not found where nothing is published, whatever is there', async () => {
    const pending = await makePending(site, an)
    for (const id of [pending.id, 'khong-co']) {
      await expect(report(id)).rejects.toMatchObject({ code: 'not-found' })
      await expect(getReportable(site.context, id)).rejects.toMatchObject({ code: 'not-found' })
    }
  })

  test.each([
    ['', 'required'],
    ['duplicate', 'unknown'],
    ['toString', 'unknown'],
  ])('refuses the reason %j', async (reason, code) => {
    const { id } = await makePublished()
    await expect(
      reportComment(site.context, id, { reason, note: null }, { client: RESIDENT, idempotencyKey: null }),
    ).rejects.toMatchObject({ code: 'invalid', fields: [{ pointer: '/reason', code }] })
  })

  test('takes a note of 500 characters and none longer', async () => {
    const { id } = await makePublished()
    await report(id, RESIDENT, 'ế'.repeat(500))
    await expect(report(id, NEIGHBOUR, 'ế'.repeat(501))).rejects.toMatchObject({
      fields: [{ pointer: '/note', code: 'too-long', count: 500 }],
    })
  })

  test('hiding the comment closes its reports with that decision', async () => {
    const { id, revision } = await makePublished()
    await report(id)
    await decide(an, { commentId: id, revision, action: 'hide', reason: 'insult', note: null })
    expect(await openReports(id)).toBe(0)
    expect(await listReports(an, id)).toMatchObject([{ closedByName: an.staff.name, kept: false }])
    await expect(report(id, NEIGHBOUR)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('leaving it as it stands closes what was on the screen and nothing that came after', async () => {
    const { id } = await makePublished()
    await report(id)
    const [seen] = await listReports(an, id)
    await report(id, NEIGHBOUR)
    await keepReported(an, id, seen?.id ?? '')
    expect(await openReports(id)).toBe(1)
    expect(await listReports(an, id)).toMatchObject([{ closedAt: null }, { kept: true }])
    await expect(keepReported(await staffContext(site, 'auditor'), id, '~')).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('the same key gives the same answer, also once the comment is gone; another report under it is refused', async () => {
    const { id, revision } = await makePublished()
    const key = 'k'.repeat(32)
    const first = await report(id, RESIDENT, null, key)
    await decide(an, { commentId: id, revision, action: 'hide', reason: 'insult', note: null })
    expect(await report(id, RESIDENT, null, key)).toBe(first)
    await expect(report(id, RESIDENT, 'khác', key)).rejects.toMatchObject({ code: 'idempotency-mismatch' })
  })

  test('one network may report twenty comments in an hour, and repeating costs nothing', async () => {
    const flooder = { address: '192.0.2.99', userAgent: '' }
    const { id } = await makePublished()
    await report(id, flooder)
    for (let more = 1; more < 20; more += 1) await report((await makePublished()).id, flooder)
    await report(id, flooder)
    const next = await makePublished()
    await expect(report(next.id, flooder)).rejects.toMatchObject({ code: 'rate-limited' })
    await report(next.id, { ...flooder, address: '192.0.2.98' })
  })

  test('erasing takes the notes, and thirty days take the networks', async () => {
    const { id, revision } = await makePublished()
    await report(id, RESIDENT, 'Có số điện thoại của tôi.')
    const admin = await staffContext(site, 'admin')
    await decide(admin, { commentId: id, revision, action: 'erase', reason: null, note: null })
    expect(await listReports(an, id)).toMatchObject([{ note: null }])
    const other = await makePublished()
    await report(other.id)
    site.clock.advance({ days: 31 })
    await forgetOldNetworks(site.context)
    const kept = await site.db.read
      .selectFrom('comment_report')
      .select('id')
      .where('network_hash', 'is not', null)
      .execute()
    expect(kept).toEqual([])
  })
})
