import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exposition } from '../../../src/server/metrics/registry.ts'
import { backupFamilies, poolFamilies, workFamilies } from '../../../src/server/metrics/work.ts'
import { makePending, publish } from '../../fixtures/comments.ts'
import { describeOnBothDatabases } from '../../fixtures/databases.ts'
import { startListener } from '../../fixtures/listener.ts'
import { staffContext } from '../../fixtures/staff.ts'

describeOnBothDatabases('the numbers of the work', (open) => {
  test('tell what waits and for how long, and that the database is away', async () => {
    const site = await open()
    const moderator = await staffContext(site, 'moderator')
    await makePending(site, moderator, 'Bình luận còn chờ.')
    site.clock.advance({ minutes: 10 })
    await publish(moderator, await makePending(site, moderator, 'Bình luận được đăng.'))
    const text = exposition(await workFamilies(site.context))
    expect(text).toContain('site_database_up 1\n')
    expect(text).toContain('site_comments{status="pending"} 1\n')
    expect(text).toContain('site_comments{status="published"} 1\n')
    expect(text).toContain('site_queue_age_seconds 600\n')
    expect(text).toContain('site_outbox{state="waiting"} 0\n')
    const pool =
      site.db.dialect === 'postgres' ? [expect.objectContaining({ name: 'site_database_pool' })] : []
    expect(poolFamilies(site.context)).toEqual(pool)
    await site.close()
    expect(exposition(await workFamilies(site.context))).toMatch(/^site_database_up 0$/mu)
  })
})

test('the age of the newest backup is told, also where there is none, unless no folder is set', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'site-backup-age-'))
  const told = async (name: string): Promise<string> =>
    exposition(await backupFamilies({ backups: { folder: name, keep: 2 } }, new Date('2026-11-23T10:00:00Z')))
  expect(await told(folder)).toContain('site_backup_age_seconds +Inf\n')
  for (const day of ['21', '22']) writeFileSync(join(folder, `site-2026-11-${day}T10-00-00Z.db`), '')
  expect(await told(folder)).toContain('site_backup_age_seconds 86400\n')
  rmSync(folder, { recursive: true })
  expect(await told(folder)).toContain('site_backup_age_seconds +Inf\n')
  expect(await backupFamilies({ backups: null }, new Date())).toEqual([])
})

describe('the listener', () => {
  test('shows its numbers to the holder of the token alone', async () => {
    const token = 'a-token-that-only-tests-use-but-long'
    const listener = await startListener({ metricsToken: token })
    const read = async (headers: Record<string, string>) => fetch(`${listener.url}/metrics`, { headers })
    await fetch(`${listener.url}/tin-tuc/mot-bai/`)
    await expect.poll(() => listener.logs().length).toBe(1)
    expect((await read({})).status).toBe(401)
    const answer = await read({ authorization: `Bearer ${token}` })
    expect(answer.headers.get('content-type')).toContain('version=0.0.4')
    expect(await answer.text()).toContain('site_http_request_duration_seconds_count{route="/tin-tuc/*"} 1\n')
    expect(listener.requests).toHaveLength(1)
    await listener.close()
  })

  test('has no such address where no token is set', async () => {
    const listener = await startListener()
    await fetch(`${listener.url}/metrics`, { headers: { authorization: 'Bearer null' } })
    expect(listener.requests.map(({ path }) => path)).toEqual(['/metrics'])
    await listener.close()
  })
})
