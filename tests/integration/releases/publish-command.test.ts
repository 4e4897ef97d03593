import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runAdminOn, type Ended } from '../../fixtures/admin-command.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { makePackage, type PackageContent } from '../../fixtures/packages.ts'
import { makeStaff } from '../../fixtures/staff.ts'

describeOnBothDatabases('npm run admin -- release', (open) => {
  let site: TestSite
  let folder: string
  beforeAll(async () => {
    site = await open()
    folder = await mkdtemp(join(tmpdir(), 'site-package-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const run = (...args: string[]): Promise<Ended> => runAdminOn(site, args)
  const put = async (content: PackageContent) => {
    for (const { path, bytes } of makePackage(content)) await writeFile(join(folder, path), bytes)
  }
  const publish = (...options: string[]) => run('release', 'publish', folder, ...options)
  const releases = () => site.db.read.selectFrom('release').selectAll().orderBy('seq').execute()

  test('publish asks for who publishes, and which folder', async () => {
    await put({ results: [{ value: '10' }] })
    expect(await publish()).toMatchObject({ status: 2, out: '' })
    expect(await publish('--by', 'không phải thư')).toMatchObject({ status: 2 })
    expect(await run('release', 'publish', '--by', 'an@sonla.gov.vn')).toMatchObject({ status: 2 })
    expect(await publish('--by', 'an@sonla.gov.vn', '--waive', 'type-error=vì chúng tôi muốn')).toMatchObject(
      {
        status: 2,
      },
    )
    expect(await releases()).toEqual([])
  })

  test('publish prints what is new, and records whose account it was', async () => {
    const staff = await makeStaff(site, { role: 'publisher', email: 'an@sonla.gov.vn' })
    const { status, out, err } = await publish('--by', ' An@SonLa.gov.vn')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toContain('Mới: 1 · cập nhật: 0 · đính chính: 0 · giữ nguyên: 0')
    expect(out).toContain('/du-lieu/goi-thu/1/')
    expect(out).not.toContain('không phải tài khoản')
    expect(await releases()).toMatchObject([
      { channel: 'command', published_by: 'an@sonla.gov.vn', staff_id: staff.id, confirmed_by: null },
    ])
  })

  test('publish says when nothing changed', async () => {
    const { status, out } = await publish('--by', 'binh@sonla.gov.vn')
    expect(status).toBe(0)
    expect(out).toContain('Không có gì thay đổi')
    expect(await releases()).toHaveLength(1)
  })

  test('publish ends with 1 and the findings where the package may not be published', async () => {
    await put({ results: [{ value: '11' }] })
    const { status, out, err } = await publish('--by', 'binh@sonla.gov.vn')
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toContain('results.csv')
    expect(err).toMatch(/Chưa công bố được: .*revision-reason/u)
    expect(await releases()).toHaveLength(1)
  })

  test('publish prints each correction with what it replaces and why', async () => {
    await put({ results: [{ value: '11', status: 'revised', note: 'correction: đếm sót một nhà' }] })
    const { status, out } = await publish('--by', 'binh@sonla.gov.vn')
    expect(status).toBe(0)
    expect(out).toContain(
      [
        '(so-nha-duoc-ho-tro_son-la_2022)',
        '    10 nhà → 11 nhà',
        '    Trạng thái: đã công bố → đã sửa',
        '    Lý do: đếm sót một nhà',
      ].join('\n'),
    )
    expect(out).toContain('"binh@sonla.gov.vn" không phải tài khoản của trang; ghi lại như đã gõ.')
    expect((await releases())[1]).toMatchObject({
      ...{ version: 2, published_by: 'binh@sonla.gov.vn', staff_id: null },
    })
  })

  test('publish lets pass what is waived with a reason, and records it', async () => {
    await put({ name: 'vuot', funding: [{ allocated: '5', disbursed: '6', period: '2023' }] })
    const blocked = await publish('--by', 'an@sonla.gov.vn')
    expect(blocked.status).toBe(1)
    expect(blocked.err).toContain('--waive disbursed-above-allocated')
    const short = await publish('--by', 'an@sonla.gov.vn', '--waive', 'disbursed-above-allocated=đúng')
    expect(short.status).toBe(1)
    expect(short.err).toContain('ít nhất 10 ký tự')
    const reason = 'Gồm cả vốn chuyển nguồn = 2 đồng.'
    const { status } = await publish(
      '--by',
      'an@sonla.gov.vn',
      '--waive',
      `disbursed-above-allocated=${reason}`,
    )
    expect(status).toBe(0)
    expect(JSON.parse((await releases())[2]?.waivers ?? '')).toEqual([
      { type: 'disbursed-above-allocated', reason, findings: 1 },
    ])
  })

  test('publish takes an archive as it takes a folder', async () => {
    const file = join(folder, 'goi.zip')
    const files = makePackage({
      results: [{ value: '11', status: 'revised', note: 'correction: đếm sót một nhà' }],
    })
    await writeFile(file, zipSync(Object.fromEntries(files.map(({ path, bytes }) => [path, bytes]))))
    const { status, out } = await run('release', 'publish', file, '--by', 'an@sonla.gov.vn')
    expect(status).toBe(0)
    expect(out).toContain('Không có gì thay đổi')
    expect(await releases()).toHaveLength(3)
  })

  test('verify proves all releases, those of one package, or one', async () => {
    const proofs = async (...names: string[]) => {
      const { status, out } = await run('release', 'verify', ...names, '--json')
      const { ok, releases: proved } = JSON.parse(out) as { ok: boolean; releases: object[] }
      return { status, ok, count: proved.length }
    }
    expect(await proofs()).toEqual({ status: 0, ok: true, count: 3 })
    expect(await proofs('goi-thu')).toEqual({ status: 0, ok: true, count: 2 })
    expect(await proofs('goi-thu/2')).toEqual({ status: 0, ok: true, count: 1 })
    expect(await run('release', 'verify', 'goi-thu/9')).toMatchObject({ status: 1, out: '' })
    expect(await run('release', 'verify', 'Gói thử')).toMatchObject({ status: 2, out: '' })
  })

  test('the chains are walked together, and a break in either is told', async () => {
    const whole = JSON.parse((await run('ledger', 'verify', '--json')).out) as object
    expect(whole).toMatchObject({ ok: true, events: 0, revisions: 3, figures: 2, releases: 3 })
    await disarm(site)
    await sql`update figure_revision set value = '12' where seq = 2`.execute(site.db.write)
    const { status, out, err } = await run('ledger', 'verify')
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toBe(
      'Chuỗi số liệu bị đứt ở lần ghi số 2, số liệu so-nha-duoc-ho-tro_son-la_2022: nội dung lần ghi đã bị sửa.\n',
    )
    const json = await run('ledger', 'verify', '--json')
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      chain: 'figures',
      cause: 'revision-hash',
      seq: 2,
    })
    const verify = await run('release', 'verify')
    expect(verify.status).toBe(1)
    expect(verify.out).toContain('KHÔNG KHỚP: số liệu ghép lại không còn như khi công bố')
  })
})

async function disarm(site: TestSite): Promise<void> {
  const statement =
    site.db.dialect === 'sqlite'
      ? 'drop trigger figure_revision_no_update'
      : 'drop trigger figure_revision_append_only on figure_revision'
  await sql.raw(statement).execute(site.db.write)
}
