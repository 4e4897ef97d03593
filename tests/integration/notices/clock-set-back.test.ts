import { beforeEach, expect, test } from 'vitest'
import { deliverDue, type WebhookMessage } from '../../../src/domain/notices/delivery.ts'
import { BACKOFF_SECONDS } from '../../../src/domain/notices/rules.ts'
import { makePending, publish } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

const LONGEST_DAYS = Math.max(...BACKOFF_SECONDS) / 86_400

describeOnBothDatabases('a notice of a clock that was ahead and was set back', (open) => {
  let site: TestSite
  let told: string[]
  let up: boolean

  beforeEach(async () => {
    told = []
    up = true
    const url = 'https://nhan.example.vn/'
    site = await open({ webhooks: { urls: [url], secret: 'a secret for webhooks that only tests use' } })
  })

  const send = () =>
    deliverDue(site.context, {
      mail: () => Promise.resolve(),
      webhook: ({ type }: WebhookMessage) => {
        if (!up) return Promise.reject(new Error('down'))
        told.push(type)
        return Promise.resolve()
      },
    })
  /** A notice that is written by a clock 400 days ahead, which then is right again. */
  const tellTooEarly = async (meanwhile: () => Promise<unknown> = () => Promise.resolve()) => {
    const staff = await staffContext(site)
    const entry = await makePending(site, staff)
    site.clock.advance({ days: 400 })
    await publish(staff, entry)
    await meanwhile()
    site.clock.advance({ days: -400 })
  }

  test('is sent', async () => {
    await tellTooEarly()
    await send()
    expect(told).toEqual(['comment.published'])
    await send()
    expect(told).toHaveLength(1)
  })

  test('is sent where it was in hand when the process ended', async () => {
    await tellTooEarly(() => {
      const until = new Date(site.clock.now().getTime() + 60_000).toISOString()
      return site.db.write.updateTable('outbox').set({ claimed_until: until }).execute()
    })
    await send()
    expect(told).toEqual(['comment.published'])
  })

  test('waits between attempts as any other', async () => {
    up = false
    await tellTooEarly(send)
    up = true
    await send()
    expect(told).toEqual(['comment.published'])
  })

  test('is not tried before its time where the clock was right', async () => {
    const staff = await staffContext(site)
    await publish(staff, await makePending(site, staff))
    up = false
    for (const seconds of BACKOFF_SECONDS.slice(0, -1)) {
      await send()
      site.clock.advance({ seconds })
    }
    await send()
    up = true
    site.clock.advance({ days: LONGEST_DAYS, seconds: -1 })
    await send()
    expect(told).toEqual([])
    site.clock.advance({ seconds: 1 })
    await send()
    expect(told).toEqual(['comment.published'])
  })
})
