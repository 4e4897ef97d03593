import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { readLink } from '../../../src/domain/accounts/links.ts'
import { signIn } from '../../../src/domain/accounts/service.ts'
import { runAdmin, runAdminOn, type Ended } from '../../fixtures/admin-command.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'

const PASSWORD = 'năm con ngựa bạch'
/** With a password on its input unless the test says otherwise. */
const admin = (
  args: readonly string[],
  env: Record<string, string>,
  input = `${PASSWORD}\n`,
): Promise<Ended> => runAdmin(args, env, input)
const ADD = ['staff', 'add', '--email', 'Quan.Tri@example.vn', '--role', 'admin']

describeOnBothDatabases('npm run admin -- staff add', (open) => {
  let site: TestSite

  beforeEach(async () => {
    site = await open()
  })

  const run = (args: readonly string[], input = `${PASSWORD}\n`, env = {}): Promise<Ended> =>
    runAdminOn(site, args, input, env)
  const signsIn = (totp?: string): Promise<unknown> =>
    signIn(site.context, {
      email: 'quan.tri@example.vn',
      password: PASSWORD,
      clientAddress: '203.0.113.7',
      ...(totp === undefined ? {} : { totp }),
    })
  const staffRows = (): Promise<unknown[]> => site.db.read.selectFrom('staff').selectAll().execute()

  test('adds an account that can sign in, with the first line of its input as password', async () => {
    const ended = await run(
      [...ADD, '--no-totp', '--name', 'Lò Thị Mai'],
      `${PASSWORD}\r\nkhông đọc dòng này\n`,
    )
    expect(ended).toMatchObject({ status: 0, err: '' })
    const signedIn = await signsIn()
    expect(signedIn).toMatchObject({ staff: { name: 'Lò Thị Mai', role: 'admin' } })
    const { staff } = signedIn as { staff: { id: string } }
    const added = { actor: 'command', action: 'staff.added', subject: `staff/${staff.id}` }
    const [first] = await site.db.read.selectFrom('audit_event').selectAll().orderBy('seq').execute()
    expect(first).toMatchObject(added)
  })

  test('sets up a second factor and shows its secret', async () => {
    const ended = await run(ADD)
    expect(ended).toMatchObject({ status: 0, err: '' })
    expect(ended.out).toMatch(
      /otpauth:\/\/totp\/localhost:quan\.tri%40example\.vn\?issuer=localhost&secret=([A-Z2-7]{32})&/u,
    )
    expect(ended.out).not.toContain(PASSWORD)
    await expect(signsIn()).rejects.toMatchObject({ code: 'unauthorized' })
  })

  test('leaves out the second factor only for a site on this machine', async () => {
    const ended = await run([...ADD, '--no-totp'], undefined, { SITE_URL: 'https://example.vn' })
    expect(ended).toMatchObject({ status: 1, out: '' })
    expect(ended.err).toMatch(/^--no-totp chỉ dùng cho bản chạy thử.*\n$/u)
    expect(await staffRows()).toEqual([])
  })

  test('refuses an e-mail that has an account, in whatever case it is written', async () => {
    await run([...ADD, '--no-totp'])
    const ended = await run([
      'staff',
      'add',
      '--email',
      'quan.tri@EXAMPLE.vn',
      '--role',
      'auditor',
      '--no-totp',
    ])
    expect(ended).toMatchObject({ status: 1, out: '', err: expect.stringMatching(/^Đã có tài khoản .*\n$/u) })
    expect(await staffRows()).toMatchObject([{ role: 'admin' }])
  })

  test('invites, resets and signs out by links and on the log', async () => {
    await run([...ADD, '--no-totp'])
    const link = /http:\/\/localhost:4321\/quan-tri\/loi-moi\/([a-z2-7]{32})\//u
    const invited = await run(['staff', 'invite', '--email', 'mai@example.vn', '--role', 'auditor'])
    expect(invited).toMatchObject({ status: 0, err: '', out: expect.stringMatching(link) })
    const again = await run(['staff', 'invite', '--email', 'QUAN.tri@example.vn', '--role', 'auditor'])
    expect(again).toMatchObject({ status: 1, out: '', err: 'Địa chỉ này đã có tài khoản.\n' })
    const reset = await run(['staff', 'reset', '--email', 'quan.tri@example.vn', '--second-factor'])
    // The command had the machine's clock.
    site.clock.set(new Date().toISOString())
    const token = link.exec(reset.out)?.[1] ?? ''
    expect(await readLink(site.context, token, '203.0.113.7')).toMatchObject({
      kind: 'reset',
      secondFactor: true,
    })
    await signsIn()
    expect(await run(['staff', 'sign-out', '--email', 'quan.tri@example.vn'])).toMatchObject({ status: 0 })
    expect(await site.db.read.selectFrom('staff_session').selectAll().execute()).toEqual([])
    expect(await run(['staff', 'sign-out', '--email', 'ai@example.vn'])).toMatchObject({ status: 1, out: '' })
    const log = await site.db.read
      .selectFrom('audit_event')
      .select(['action', 'actor'])
      .orderBy('seq')
      .execute()
    expect(log.filter(({ actor }) => actor === 'command').map(({ action }) => action)).toEqual([
      ...['staff.added', 'staff.invited', 'staff.reset-link-made', 'staff.signed-out'],
    ])
  })

  test.each([
    ['ngắn quá\n', /^Mật khẩu phải có ít nhất 12 ký tự\.\n$/u],
    ['aaaaaaaaaaaaaaaaaa\n', /^Mật khẩu quá dễ đoán.*\n$/u],
    ['', /^Chưa có mật khẩu.*\n$/u],
  ])('refuses %j as a password', async (input, message) => {
    expect(await run(ADD, input)).toMatchObject({ status: 1, out: '', err: expect.stringMatching(message) })
    expect(await staffRows()).toEqual([])
  })
})

describe('npm run admin', () => {
  const folder = mkdtempSync(join(tmpdir(), 'site-admin-'))
  const env = { DATABASE_URL: `file:${join(folder, 'new', 'site.db')}` }

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('alone lists the commands', async () => {
    const ended = await admin([], env)
    expect(ended).toMatchObject({ status: 0, err: '' })
    expect(ended.out).toContain('staff add --email E --role R')
  })

  test.each([
    [['staff', 'remove'], /^Không có lệnh "staff remove".*\n$/u],
    [['constructor'], /^Không có lệnh "constructor".*\n$/u],
    [['staff', 'add', '--role', 'admin'], /^Thiếu tùy chọn --email.*\n$/u],
    [['staff', 'add', '--email', 'a@b.vn'], /^Thiếu tùy chọn --role.*\n$/u],
    [['staff', 'add', '--email', 'a@b.vn', '--role', 'boss'], /^Không có vai trò "boss".*\n$/u],
    [[...ADD, '--password', 'x'], /^Dòng lệnh không đúng.*\n$/u],
  ])('%j is explained in one line, with status 2', async (args, message) => {
    expect(await admin(args, env)).toMatchObject({
      status: 2,
      out: '',
      err: expect.stringMatching(message),
    })
  })

  test('prepares a database that is not there yet', async () => {
    expect(await admin([...ADD, '--no-totp'], env)).toMatchObject({ status: 0, err: '' })
  })

  test('reports a setting that cannot be used', async () => {
    const ended = await admin(ADD, { ...env, PORT: 'x' })
    expect(ended).toMatchObject({ status: 1, out: '', err: expect.stringMatching(/^PORT .*\n$/u) })
  })
})
