import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { StaffContext } from '../../../src/domain/context.ts'
import { runAdmin, runAdminOn } from '../../fixtures/admin-command.ts'
import { makePending, publish } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

describeOnBothDatabases('npm run admin -- ledger verify', (open) => {
  let site: TestSite
  let an: StaffContext

  beforeAll(async () => {
    site = await open()
    an = await staffContext(site)
    await publish(an, await makePending(site, an))
  })

  const verify = (...options: string[]) => runAdminOn(site, ['ledger', 'verify', ...options])

  test('ends with 0 and the head of a chain that holds', async () => {
    const { hash } = await site.db.read
      .selectFrom('ledger_head')
      .select('hash')
      .where('ledger', '=', 'moderation')
      .executeTakeFirstOrThrow()
    const { status, out, err } = await verify()
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toContain(hash)
    expect(JSON.parse((await verify('--json')).out)).toMatchObject({
      ok: true,
      events: 1,
      comments: 1,
      head: hash,
    })
  })

  test('ends with 1 and the place where a chain is broken', async () => {
    await sql`update comment set body = 'Lời đã bị sửa'`.execute(site.db.write)
    const { status, out, err } = await verify()
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toMatch(
      /^Chuỗi kiểm duyệt bị đứt ở sự kiện số 1, bình luận [0-9a-f-]{36}: lời bình luận không khớp/u,
    )
    const json = await verify('--json')
    expect(json.status).toBe(1)
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, cause: 'text', seq: 1 })
  })

  test('says so where there is no database, instead of verifying an empty one', async () => {
    const { status, err } = await runAdmin(['ledger', 'verify'], {
      DATABASE_URL: 'file:/tmp/khong-co/site.db',
    })
    expect(status).toBe(1)
    expect(err).toContain('Không có cơ sở dữ liệu')
  })
})
