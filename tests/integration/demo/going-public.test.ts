import { beforeAll, expect, test } from 'vitest'
import { signIn } from '../../../src/domain/accounts/service.ts'
import { verifyAudit } from '../../../src/domain/audit/service.ts'
import { countThread, listThread } from '../../../src/domain/comments/threads.ts'
import type { Context } from '../../../src/domain/context.ts'
import { countComments } from '../../../src/domain/moderation/queue.ts'
import { listQueue } from '../../../src/domain/moderation/service.ts'
import { syncArticles } from '../../../src/domain/news/syncing.ts'
import { prepareDemo, retireDemo, type DemoAccount } from '../../../src/server/demo.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

const THREAD = 'news/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022'

describeOnBothDatabases('a demonstration that goes public', (open) => {
  let site: TestSite
  let account: DemoAccount
  let inPublic: Context

  beforeAll(async () => {
    site = await open()
    site.clock.set('2026-11-22T00:00:00.000Z')
    await syncArticles(site.context, 'content')
    account = await prepareDemo(site.context)
    inPublic = { ...site.context, config: { ...site.context.config, demo: false } }
  })

  const enter = () => signIn(site.context, { ...account, clientAddress: '203.0.113.7' })

  test('shows its samples while it is a demonstration', async () => {
    expect(await countThread(site.context, THREAD)).toBe(3)
    expect((await enter()).staff.role).toBe('admin')
  })

  test('shows and lists none of them in public', async () => {
    const staff = { ...(await staffContext(site)), config: inPublic.config }
    expect(await countThread(inPublic, THREAD)).toBe(0)
    expect((await listThread(inPublic, THREAD, { limit: 20, after: null })).items).toEqual([])
    expect((await listQueue(staff, 'pending', { limit: 20, after: null })).items).toEqual([])
    const { byStatus } = await countComments(staff)
    expect([...byStatus.values()].every((count) => count === 0)).toBe(true)
  })

  test('lets nobody in with its account any more, and again when it is a demonstration again', async () => {
    await retireDemo(inPublic)
    await expect(enter()).rejects.toMatchObject({ code: 'unauthorized' })
    account = await prepareDemo(site.context)
    expect((await enter()).staff.email).toBe(account.email)
  })

  test('leaves in the log what became of its account, as done by the system', async () => {
    const listed = () =>
      site.db.read
        .selectFrom('audit_event')
        .select(['action', 'actor'])
        .where('action', 'not like', 'session.%')
        .orderBy('seq')
        .execute()
    const system = (action: string) => ({ action, actor: 'system' })
    const first = ['staff.added', 'staff.disabled', 'account.password-changed', 'staff.enabled'].map(system)
    expect(await listed()).toEqual(first)
    await prepareDemo(site.context)
    await retireDemo(inPublic)
    await retireDemo(inPublic)
    expect(await listed()).toEqual([...first, system('account.password-changed'), system('staff.disabled')])
    expect(await verifyAudit(site.context)).toMatchObject({ ok: true })
  })
})
