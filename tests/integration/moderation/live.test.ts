import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { signIn, signOutEverywhere } from '../../../src/domain/accounts/service.ts'
import type { StaffContext } from '../../../src/domain/context.ts'
import { watchQueues } from '../../../src/domain/moderation/live.ts'
import { makeArticle, sendComment } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext, STAFF_PASSWORD } from '../../fixtures/staff.ts'

/** Longer than the time between two looks at the database, and than that between two looks at the sessions. */
const NEXT_LOOK_MS = 2_100
const NEXT_CHECK_MS = 10_500

describeOnBothDatabases('what arrives at the desk', (open) => {
  let site: TestSite
  let an: StaffContext

  beforeEach(async () => {
    site = await open()
    an = await staffContext(site)
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** A page of the desk, open in a session of its own. */
  async function watch(ctx = an) {
    const credentials = { email: ctx.staff.email, password: STAFF_PASSWORD, clientAddress: '203.0.113.7' }
    const { cookie } = await signIn(site.context, credentials)
    const told: number[] = []
    let ended = 0
    const stop = await watchQueues(ctx, {
      cookie: cookie.split(';')[0] ?? '',
      onChange: ({ byStatus }) => told.push(new Map(byStatus).get('pending') ?? 0),
      onEnd: () => {
        ended += 1
        stop()
      },
    })
    return { told, ended: () => ended, stop }
  }
  const arrive = async () => {
    const { slug } = await makeArticle(site)
    await sendComment(site.context, { target: `news/${slug}`, body: 'Đường vào bản đã thông.' })
  }

  test('is told at the next look, once, to every open page', async () => {
    const pages = [await watch(), await watch(await staffContext(site))]
    const before = pages[0]?.told[0] ?? 0
    await arrive()
    vi.advanceTimersByTime(NEXT_LOOK_MS)
    await vi.waitFor(() => {
      for (const { told } of pages) expect(told.at(-1)).toBe(before + 1)
    })
    const times = pages.map(({ told }) => told.length)
    vi.advanceTimersByTime(NEXT_LOOK_MS)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(pages.map(({ told }) => told.length)).toEqual(times)
    for (const { stop } of pages) stop()
  })

  test('is no longer told once the session has ended, or its owner may not read the desk any more', async () => {
    const binh = await staffContext(site)
    const [out, left, stays] = [await watch(), await watch(binh), await watch(await staffContext(site))]
    await signOutEverywhere(site.context, an.staff.id)
    await site.db.write
      .updateTable('staff')
      .set({ disabled_at: site.clock.now().toISOString() })
      .where('id', '=', binh.staff.id)
      .execute()
    vi.advanceTimersByTime(NEXT_CHECK_MS)
    await vi.waitFor(() => expect([out.ended(), left.ended()]).toEqual([1, 1]))
    const heard = [out.told.length, left.told.length]
    await arrive()
    vi.advanceTimersByTime(NEXT_LOOK_MS)
    await vi.waitFor(() => expect(stays.told.length).toBeGreaterThan(1))
    expect([out.told.length, left.told.length]).toEqual(heard)
    expect(stays.ended()).toBe(0)
    stays.stop()
  })

  test('the ninth page of one person takes the place of the oldest', async () => {
    const pages = []
    for (let page = 0; page < 9; page += 1) pages.push(await watch())
    expect(pages.map(({ ended }) => ended())).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0])
    for (const { stop } of pages) stop()
  })

  test('is not told to someone who may not read the desk', async () => {
    await expect(watch(await staffContext(site, 'publisher'))).rejects.toMatchObject({ code: 'forbidden' })
  })
})
