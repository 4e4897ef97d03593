import { beforeAll, expect, test } from 'vitest'
import { trackComment } from '../../../src/domain/comments/service.ts'
import {
  countThread,
  findDiscussed,
  findPlace,
  getDiscussion,
  listThread,
} from '../../../src/domain/comments/threads.ts'
import type { StaffContext } from '../../../src/domain/context.ts'
import type { Action } from '../../../src/domain/moderation/rules.ts'
import { decide, getDossier } from '../../../src/domain/moderation/service.ts'
import { takeSubmitterStep } from '../../../src/domain/moderation/submitter.ts'
import { verifyLedger } from '../../../src/domain/moderation/verify.ts'
import { makeArticle, RESIDENT, sendComment } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { publishRows } from '../../fixtures/figures.ts'
import { staffContext } from '../../fixtures/staff.ts'

const FIGURE = 'figures/ty-le-ho-ngheo_son-la_2022'
const ALL = { limit: 100, after: null }

describeOnBothDatabases('the thread of a page', (open) => {
  let site: TestSite
  let an: StaffContext
  let binh: StaffContext

  beforeAll(async () => {
    site = await open()
    an = await staffContext(site)
    binh = await staffContext(site)
  })

  const send = async (target: string) => {
    site.clock.advance({ minutes: 20 })
    const { code } = await sendComment(site.context, { target, body: `Ý kiến ${site.context.newId()}` })
    const { id } = await trackComment(site.context, code, RESIDENT)
    return { code, id }
  }
  const decideOn = async (staff: StaffContext, id: string, action: Action) => {
    const { entry } = await getDossier(staff, id)
    const reason = action === 'hide' || action === 'reject' ? 'insult' : null
    await decide(staff, { commentId: id, revision: entry.revision, action, reason, note: null })
  }
  const makePublished = async (target: string) => {
    const sent = await send(target)
    await decideOn(an, sent.id, 'publish')
    return sent
  }

  const discussionOf = async (target: string, after: string | null) =>
    getDiscussion(site.context, await findDiscussed(site.context, target), after)

  test('keeps the place and the reason of a hidden comment, also while it is appealed, and nothing of one withdrawn', async () => {
    const { slug } = await makeArticle(site)
    const target = `news/${slug}`
    const [first, second] = [await makePublished(target), await makePublished(target)]
    await decideOn(an, first.id, 'hide')
    const hidden = [{ id: first.id, reason: 'insult' }]
    const read = () => listThread(site.context, target, ALL)
    expect(await read()).toMatchObject({ items: [{ id: second.id }], hidden })
    expect(JSON.stringify((await read()).hidden)).not.toContain('Ý kiến')
    const options = { client: RESIDENT, idempotencyKey: null }
    await takeSubmitterStep(site.context, first.code, { action: 'appeal', note: null }, options)
    expect((await read()).hidden).toMatchObject(hidden)
    await decideOn(binh, first.id, 'hide')
    expect((await read()).hidden).toMatchObject(hidden)
    await takeSubmitterStep(site.context, first.code, { action: 'withdraw', note: null }, options)
    expect((await read()).hidden).toEqual([])
    await decideOn(await staffContext(site, 'admin'), second.id, 'erase')
    expect(await read()).toMatchObject({ items: [], hidden: [] })
  })

  test('shows each hidden comment on one page only, whatever the size of the page', async () => {
    const { slug } = await makeArticle(site)
    const target = `news/${slug}`
    const sent: { id: string }[] = []
    for (let n = 0; n < 6; n += 1) sent.push(await makePublished(target))
    for (const n of [0, 2, 3, 5]) await decideOn(an, sent[n]?.id ?? '', 'hide')
    const seen: string[] = []
    let after: string | null = null
    do {
      const page = await listThread(site.context, target, { limit: 1, after })
      expect(page.items).toHaveLength(1)
      seen.push(...page.hidden.map(({ id }) => id))
      after = page.next
    } while (after !== null)
    expect(seen).toEqual([0, 2, 3, 5].map((n) => sent[n]?.id))
  })

  test('of a rejected comment shows nothing, also while it is appealed', async () => {
    const { slug } = await makeArticle(site)
    const { code, id } = await send(`news/${slug}`)
    await decideOn(an, id, 'reject')
    await takeSubmitterStep(
      site.context,
      code,
      { action: 'appeal', note: null },
      { client: RESIDENT, idempotencyKey: null },
    )
    expect(await listThread(site.context, `news/${slug}`, ALL)).toMatchObject({ items: [], hidden: [] })
  })

  test('of a figure remembers the revision that each comment was written under', async () => {
    await publishRows(site, { results: [{}] })
    const old = await makePublished(FIGURE)
    await publishRows(site, {
      results: [{ value: '18.00', status: 'revised', note: `correction: nhập nhầm\ncomment: ${old.id}` }],
    })
    const newer = await makePublished(FIGURE)
    const late = await makePublished(`${FIGURE}/v1`)
    const whole = await listThread(site.context, FIGURE, ALL)
    expect(whole.items.map(({ id, figureRevision }) => [id, figureRevision])).toEqual([
      [old.id, 1],
      [newer.id, 2],
      [late.id, 1],
    ])
    expect(whole.items[0]?.corrections).toEqual([{ figure: 'ty-le-ho-ngheo_son-la_2022', revision: 2 }])
    expect((await listThread(site.context, `${FIGURE}/v1`, ALL)).items).toHaveLength(2)
    expect(await countThread(site.context, `${FIGURE}/v2`)).toBe(1)
    expect(await trackComment(site.context, old.code, RESIDENT)).toMatchObject({
      target: `${FIGURE}/v1`,
      view: { href: '/so-lieu/ty-le-ho-ngheo_son-la_2022/v1', revision: 1 },
      corrections: [{ revision: 2 }],
    })
    expect(await verifyLedger(site.context)).toMatchObject({ ok: true })
  })

  test('is there for every unit, and for no figure, revision or unit that is not', async () => {
    const { id } = await makePublished('units/son-la')
    expect(await discussionOf('units/son-la', null)).toMatchObject({ thread: { items: [{ id }] }, total: 1 })
    for (const target of [
      'units/khong-co',
      'figures/khong-co',
      `${FIGURE}/v99`,
      `${FIGURE}/v0`,
      'units/constructor',
    ])
      await expect(sendComment(site.context, { target })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a comment is found on the page of its thread that has it', async () => {
    const { slug } = await makeArticle(site)
    const sent: { id: string }[] = []
    for (let n = 0; n < 21; n += 1) sent.push(await makePublished(`news/${slug}`))
    const [first, last] = [sent[0]?.id ?? '', sent[20]?.id ?? '']
    expect(await findPlace(site.context, first)).toBe(`/tin-tuc/${slug}/#binh-luan-${first}`)
    const place = await findPlace(site.context, last)
    const after = new URL(place, 'http://localhost').searchParams.get('sau')
    expect(await discussionOf(`news/${slug}`, after)).toMatchObject({
      thread: { items: [{ id: last }], next: null },
      total: 21,
    })
    expect(await discussionOf(`news/${slug}`, null)).toMatchObject({ total: 21 })
    await decideOn(an, last, 'hide')
    await expect(findPlace(site.context, last)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describeOnBothDatabases('a sample figure', (open) => {
  test('takes no comments outside a demonstration', async () => {
    const site = await open()
    await publishRows(site, { results: [{}], sample: true, dataset: 'minh-hoa' })
    const [figure] = await site.db.read.selectFrom('figure').select('id').execute()
    const target = `figures/${figure?.id ?? ''}`
    await sendComment(site.context, { target })
    const real = { ...site.context, config: { ...site.context.config, demo: false } }
    await expect(sendComment(real, { target })).rejects.toMatchObject({ code: 'not-found' })
  })
})
