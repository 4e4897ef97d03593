import { beforeEach, describe, expect, test } from 'vitest'
import type { StaffRole } from '../../../db/schema/staff.ts'
import type { StaffContext } from '../../../src/domain/context.ts'
import { listResults } from '../../../src/domain/figures/service.ts'
import { MAX_UPLOAD_BYTES } from '../../../src/domain/releases/desk-rules.ts'
import type { Draft } from '../../../src/domain/releases/publication-rules.ts'
import {
  confirmDraft,
  createDraft,
  discardDraft,
  getDraft,
  getRelease,
  listDrafts,
  publishDraft,
  returnDraft,
  setWaivers,
} from '../../../src/domain/releases/service.ts'
import { verifyFigures } from '../../../src/domain/releases/verify.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { makePackage, type PackageContent } from '../../fixtures/packages.ts'
import { staffContext } from '../../fixtures/staff.ts'

const FIRST: PackageContent = { results: [{ value: '10' }, { value: '20', period: '2021' }] }
const CORRECTED: PackageContent = {
  results: [
    { value: '11', status: 'revised', note: 'correction: đếm sót một nhà' },
    { value: '20', period: '2021' },
  ],
}
/** Three of the sources add up to more than the total says. */
const WRONG_SUM: PackageContent = {
  results: [
    { unit: 'son-la', value: '10' },
    ...[
      'quynh-nhai',
      'thuan-chau',
      'muong-la',
      'bac-yen',
      'phu-yen',
      'moc-chau',
      'yen-chau',
      'mai-son',
      'song-ma',
      'sop-cop',
      'van-ho',
    ]
      .map((name) => `huyen-${name}`)
      .concat('thanh-pho-son-la')
      .map((unit) => ({ unit, value: '3' })),
  ],
}
const WAIVER = { type: 'sum-mismatch', reason: 'Nguồn của tỉnh chưa tính hai huyện báo cáo muộn.' } as const

describeOnBothDatabases('a draft of a release', (open) => {
  let site: TestSite
  let an: StaffContext
  let binh: StaffContext

  beforeEach(async () => {
    site = await open()
    an = await staffContext(site, 'publisher')
    binh = await staffContext(site, 'publisher')
  })

  const upload = (ctx: StaffContext, content: PackageContent) =>
    createDraft(ctx, { fileName: 'ket-qua-2022.xlsx', files: makePackage(content) })
  const decisionOn = async (ctx: StaffContext, { id }: Draft) => {
    const { draft, difference } = await getDraft(ctx, id)
    return { revision: draft.revision, seen: difference?.fingerprint ?? '' }
  }
  const publish = async (ctx: StaffContext, draft: Draft) =>
    publishDraft(ctx, draft.id, await decisionOn(ctx, draft))
  const confirm = async (ctx: StaffContext, draft: Draft) =>
    confirmDraft(ctx, draft.id, await decisionOn(ctx, draft))
  const shownNow = async () =>
    (await listResults(site.context, {})).map(({ current }) => current.value).sort()

  test('shows what a check found and what publishing would change', async () => {
    const view = await getDraft(an, (await upload(an, FIRST)).id)
    expect(view.draft).toMatchObject({ state: 'open', revision: 1, createdBy: { id: an.staff.id } })
    expect(view.check?.findings).toEqual([])
    expect(view.difference?.counts).toEqual({ first: 2, revision: 0, correction: 0, unchanged: 0 })
    expect(view.needsSecondPerson).toBe(false)
    expect(await shownNow()).toEqual([])
  })

  test('is published at once where it corrects nothing', async () => {
    const published = await publish(an, await upload(an, FIRST))
    expect(published).toMatchObject({ state: 'published', release: { dataset: 'goi-thu', version: 1 } })
    expect(await shownNow()).toEqual(['10', '20'])
    const release = await getRelease(site.context, 'goi-thu', 1)
    expect(release).toMatchObject({ channel: 'desk', publishedBy: an.staff.name, confirmed: false })
    expect(await verifyFigures(site.context)).toMatchObject({ ok: true })
  })

  test('that corrects a published figure waits for someone else', async () => {
    await publish(an, await upload(an, FIRST))
    const asked = await publish(an, await upload(an, CORRECTED))
    expect(asked).toMatchObject({ state: 'awaiting-confirmation', requestedBy: { id: an.staff.id } })
    expect(await shownNow()).toEqual(['10', '20'])
    const confirmed = await confirm(binh, asked)
    expect(confirmed).toMatchObject({ state: 'published', release: { version: 2 } })
    expect(await shownNow()).toEqual(['11', '20'])
    const release = await getRelease(site.context, 'goi-thu', 2)
    expect(release).toMatchObject({ publishedBy: an.staff.name, confirmed: true })
    expect(await verifyFigures(site.context)).toMatchObject({ ok: true })
  })

  test('is checked against the codes of the moment in which it is confirmed', async () => {
    await publish(an, await upload(an, FIRST))
    const asked = await publish(an, await upload(an, CORRECTED))
    const decision = await decisionOn(binh, asked)
    const indicators = new Map(site.context.reference.indicators)
    indicators.delete('so-nha-duoc-ho-tro')
    const later = { ...binh, reference: { ...binh.reference, indicators } }
    await expect(confirmDraft(later, asked.id, decision)).rejects.toMatchObject({
      code: 'invalid',
      fields: [{ pointer: '/findings', code: 'foreign-key' }],
    })
    expect(await shownNow()).toEqual(['10', '20'])
    expect((await getDraft(later, asked.id)).draft).toMatchObject({ state: 'awaiting-confirmation' })
    expect(await confirmDraft(binh, asked.id, decision)).toMatchObject({ state: 'published' })
  })

  test('is sent back by a second person, with a reason for whoever wants it published', async () => {
    await publish(an, await upload(an, FIRST))
    const asked = await publish(an, await upload(an, CORRECTED))
    const reason = 'Trang 3 của báo cáo ghi 12, không phải 11.'
    const back = await returnDraft(binh, asked.id, { revision: asked.revision, reason: ` ${reason}\n` })
    expect(back).toMatchObject({ state: 'open', revision: asked.revision + 1 })
    expect((await getDraft(an, asked.id)).draft.returned).toEqual({ by: binh.staff.name, reason })
    const events = await site.db.read.selectFrom('audit_event').selectAll().execute()
    expect(events.map((event) => [event.action, event.staff_id, event.subject])).toEqual([
      ['draft.returned', binh.staff.id, `draft/${asked.id}`],
    ])
    expect(JSON.stringify(events)).not.toContain('Trang 3')
    // Asked for again, it is no longer one that was sent back.
    const again = await publish(an, back)
    expect(again).toMatchObject({ state: 'awaiting-confirmation', returned: null })
    expect(await confirm(binh, again)).toMatchObject({
      state: 'published',
      release: { title: 'Gói để thử', confirmedBy: binh.staff.name },
    })
  })

  test('is not sent back by those who want it, on an older revision, or without a reason', async () => {
    await publish(an, await upload(an, FIRST))
    const { id, revision } = await publish(binh, await upload(an, CORRECTED))
    const reason = 'x'.repeat(10)
    for (const own of [an, binh]) {
      await expect(returnDraft(own, id, { revision, reason })).rejects.toMatchObject({ code: 'forbidden' })
    }
    const chi = await staffContext(site, 'publisher')
    await expect(returnDraft(chi, id, { revision: 1, reason })).rejects.toMatchObject({ code: 'conflict' })
    const auditor = await staffContext(site, 'auditor')
    await expect(returnDraft(auditor, id, { revision, reason })).rejects.toMatchObject({ code: 'forbidden' })
    for (const [unusable, code] of [
      ['x'.repeat(9), 'too-short'],
      [`${' '.repeat(20)}x`, 'too-short'],
      ['x'.repeat(501), 'too-long'],
    ] as const) {
      await expect(returnDraft(chi, id, { revision, reason: unusable })).rejects.toMatchObject({
        fields: [{ pointer: '/reason', code }],
      })
    }
    expect((await getDraft(an, id)).draft).toMatchObject({ state: 'awaiting-confirmation', revision })
    const longest = 'x'.repeat(500)
    expect(await returnDraft(chi, id, { revision, reason: longest })).toMatchObject({ state: 'open' })
    await expect(returnDraft(chi, id, { revision: revision + 1, reason })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await site.db.read.selectFrom('audit_event').selectAll().execute()).toHaveLength(1)
  })

  test('is confirmed neither by who asked for it nor by who uploaded it', async () => {
    await publish(an, await upload(an, FIRST))
    const asked = await publish(binh, await upload(an, CORRECTED))
    await expect(confirm(binh, asked)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(confirm(an, asked)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await shownNow()).toEqual(['10', '20'])
    const admin = await staffContext(site, 'admin')
    expect(await confirm(admin, asked)).toMatchObject({ state: 'published' })
  })

  test('is not confirmed by its own uploader, whatever role they have', async () => {
    const admin = await staffContext(site, 'admin')
    await publish(an, await upload(an, FIRST))
    const asked = await publish(admin, await upload(admin, CORRECTED))
    await expect(confirm(admin, asked)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('is not published past a finding', async () => {
    const draft = await upload(an, { results: [{ value: '1,5' }] })
    await expect(publish(an, draft)).rejects.toMatchObject({ fields: [{ pointer: '/findings' }] })
    expect((await getDraft(an, draft.id)).draft).toMatchObject({ state: 'open', revision: 1 })
  })

  test('passes a wrong sum with a reason, which is published', async () => {
    const draft = await upload(an, WRONG_SUM)
    await expect(publish(an, draft)).rejects.toMatchObject({ fields: [{ code: 'sum-mismatch' }] })
    const waived = await setWaivers(an, draft.id, { revision: 1, waivers: [WAIVER] })
    expect(waived).toMatchObject({ revision: 2, waivers: [WAIVER] })
    await publish(an, waived)
    expect((await getRelease(site.context, 'goi-thu', 1)).waivers).toEqual([{ ...WAIVER, findings: 1 }])
  })

  test('takes no waiver that explains nothing', async () => {
    const { id } = await upload(an, WRONG_SUM)
    const waivers = [{ ...WAIVER, reason: 'đúng rồi' }]
    await expect(setWaivers(an, id, { revision: 1, waivers })).rejects.toMatchObject({ code: 'invalid' })
  })

  test('that changes nothing stays open', async () => {
    await publish(an, await upload(an, FIRST))
    const draft = await upload(an, FIRST)
    await expect(publish(an, draft)).rejects.toMatchObject({ fields: [{ code: 'unchanged' }] })
    expect((await getDraft(an, draft.id)).draft.state).toBe('open')
  })

  test('that was overtaken by another publication is looked at again', async () => {
    await publish(an, await upload(an, { results: [{ value: '10', status: 'provisional' }] }))
    const draft = await upload(an, CORRECTED)
    const decision = await decisionOn(an, draft)
    await publish(binh, await upload(binh, { name: 'goi-khac', results: [{ value: '10', status: 'final' }] }))
    await expect(publishDraft(an, draft.id, decision)).rejects.toMatchObject({
      code: 'conflict',
    })
    expect((await getDraft(an, draft.id)).draft).toMatchObject({ state: 'open', revision: 1 })
  })

  test('is decided once, by whoever was first', async () => {
    await publish(an, await upload(an, FIRST))
    const asked = await publish(an, await upload(an, CORRECTED))
    const decision = await decisionOn(binh, asked)
    const others = await Promise.all([staffContext(site, 'admin'), staffContext(site, 'publisher')])
    const outcomes = await Promise.allSettled(others.map((ctx) => confirmDraft(ctx, asked.id, decision)))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict' },
    })
    expect(await verifyFigures(site.context)).toMatchObject({ ok: true, releases: 2 })
  })

  test('that someone else changed is not decided on', async () => {
    const { id } = await upload(an, FIRST)
    await setWaivers(binh, id, { revision: 1, waivers: [WAIVER] })
    const stale = { revision: 1, seen: '' }
    for (const step of [
      () => publishDraft(an, id, stale),
      () => discardDraft(an, id, stale),
      () => setWaivers(an, id, { revision: 1, waivers: [] }),
    ]) {
      await expect(step()).rejects.toMatchObject({
        code: 'conflict',
        current: { revision: 2, state: 'open' },
      })
    }
  })

  test('that was discarded is forgotten, and no longer listed as waiting', async () => {
    const draft = await upload(an, FIRST)
    await discardDraft(an, draft.id, draft)
    const row = await site.db.read.selectFrom('release_draft').select('package').executeTakeFirstOrThrow()
    expect(row.package).toBe('[]')
    expect(await listDrafts(an)).toEqual([])
    expect(await listDrafts(an, { ended: true })).toMatchObject([{ id: draft.id, state: 'discarded' }])
    expect(await getDraft(an, draft.id)).toMatchObject({ check: null, difference: null })
  })

  test('that waits for a second person is dropped by those who want it, or by an admin', async () => {
    const admin = await staffContext(site, 'admin')
    await publish(an, await upload(an, FIRST))
    const asked = await publish(binh, await upload(an, CORRECTED))
    expect(asked.state).toBe('awaiting-confirmation')
    const other = await staffContext(site, 'publisher')
    const own = async (ctx: StaffContext) => (await getDraft(ctx, asked.id)).mayDiscard
    expect(await Promise.all([an, binh, admin, other].map(own))).toEqual([true, true, true, false])
    await expect(discardDraft(other, asked.id, asked)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await discardDraft(binh, asked.id, asked)).toMatchObject({ state: 'discarded' })
    const open = await upload(an, CORRECTED)
    expect(await discardDraft(other, open.id, open)).toMatchObject({ state: 'discarded' })
  })

  test('is checked once for all who look at it, until someone publishes or the day ends', async () => {
    const { id } = await upload(an, CORRECTED)
    const [one, two] = await Promise.all([getDraft(an, id), getDraft(binh, id)])
    expect(two.check).toBe(one.check)
    expect((await getDraft(an, id)).difference).toBe(one.difference)
    await publish(an, await upload(an, FIRST))
    const later = await getDraft(an, id)
    expect(later.check).not.toBe(one.check)
    expect(later.difference?.counts).toEqual({ first: 0, revision: 0, correction: 1, unchanged: 1 })
    site.clock.advance({ days: 1 })
    expect((await getDraft(an, id)).check).not.toBe(later.check)
  })

  test('with more rows than the desk takes is not read to its end', async () => {
    const rows = (count: number) => ({
      ...{ indicator: 'so-nha-xay-moi', value: 'không đọc' },
      period: String(1990 + (count % 30)),
    })
    const many = Array.from({ length: 20_001 }, (_, at) => rows(at))
    const files = makePackage({ results: many, claims: [{ value: 'cũng không' }] })
    const { id } = await createDraft(an, { fileName: 'lon.zip', files })
    const { check } = await getDraft(an, id)
    expect(check?.findings).toMatchObject([{ type: 'too-large', file: 'results.csv' }])
    expect(check?.findings[0]?.message).toContain('Gói có hơn 20.000 dòng số liệu.')
    expect(check?.package?.rows).toEqual([])
  })

  test('lists those that changed last first', async () => {
    const first = await upload(an, FIRST)
    site.clock.advance({ minutes: 1 })
    const second = await upload(binh, CORRECTED)
    site.clock.advance({ minutes: 1 })
    await setWaivers(an, first.id, { revision: 1, waivers: [WAIVER] })
    expect((await listDrafts(an)).map(({ id }) => id)).toEqual([first.id, second.id])
  })

  test('needs a file', async () => {
    const none = createDraft(an, { fileName: 'x.zip', files: [] })
    await expect(none).rejects.toMatchObject({ fields: [{ pointer: '/file', code: 'required' }] })
  })

  test('is stored up to the size that every upload may have, and no larger', async () => {
    const sized = (bytes: number) =>
      createDraft(an, { fileName: 'x.zip', files: [{ path: 'x.zip', bytes: new Uint8Array(bytes) }] })
    await expect(sized(MAX_UPLOAD_BYTES + 1)).rejects.toMatchObject({
      fields: [{ pointer: '/file', code: 'too-large' }],
    })
    expect(await listDrafts(an)).toEqual([])
    expect(await sized(MAX_UPLOAD_BYTES)).toMatchObject({ state: 'open' })
  })

  describe('asks for the role of', () => {
    const may: Record<StaffRole, { read: boolean; publish: boolean }> = {
      moderator: { read: false, publish: false },
      auditor: { read: true, publish: false },
      publisher: { read: true, publish: true },
      admin: { read: true, publish: true },
    }
    test.each(Object.entries(may))('%s', async (role, { read, publish: change }) => {
      const ctx = await staffContext(site, role as StaffRole)
      const { id } = await upload(an, FIRST)
      const stale = { revision: 99, seen: '' }
      const refused = async (work: Promise<unknown>) =>
        work.then(
          () => false,
          (error: unknown) => (error as { code?: string }).code === 'forbidden',
        )
      expect(await refused(listDrafts(ctx))).toBe(!read)
      expect(await refused(getDraft(ctx, id))).toBe(!read)
      expect(await refused(upload(ctx, FIRST))).toBe(!change)
      expect(await refused(setWaivers(ctx, id, { ...stale, waivers: [] }))).toBe(!change)
      expect(await refused(publishDraft(ctx, id, stale))).toBe(!change)
      expect(await refused(confirmDraft(ctx, id, stale))).toBe(!change)
      expect(await refused(discardDraft(ctx, id, stale))).toBe(!change)
    })
  })
})
