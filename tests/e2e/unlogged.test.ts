import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runAdmin } from '../fixtures/admin-command.ts'
import { startHookReceiver, startMailServer } from '../fixtures/receivers.ts'
import { SITE_TEMPLATE, startSite, type RunningSite } from '../fixtures/site.ts'

const ARTICLE = '/tin-tuc/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022/'
const TARGET = ARTICLE.slice(1, -1).replace('tin-tuc', 'news')
const KEYS = {
  SECRET_KEY: 'khoa-cua-trang-khong-ai-duoc-biet-0001',
  SIGNING_KEY: Buffer.alloc(32, 'khoa ky khong ai biet').toString('base64'),
  WEBHOOK_SECRET: 'khoa-ky-thong-bao-khong-ai-duoc-biet-02',
}
const HOOK_TOKEN = 'duong-dan-bi-mat-cua-webhook'
const MAIL_PASSWORD = 'mat-khau-may-chu-thu'

/** What must never stand in the log, by what it is. It grows as the site hands things out. */
const secrets = new Map<string, string>(Object.entries({ ...KEYS, HOOK_TOKEN, MAIL_PASSWORD }))
const keep = (what: string, value: string | undefined): string => {
  if (value === undefined || value.length < 6) throw new Error(`no ${what} was handed out`)
  secrets.set(what, value)
  return value
}
const STAFF = {
  email: keep('e-mail of staff', 'can-bo-kiem-duyet@example.vn'),
  password: keep('password', 'mật khẩu của cán bộ 77'),
}
const NEW_PASSWORD = keep('new password', 'mật khẩu đặt lại lần hai 88')
const READER = keep('e-mail of a reader', 'nguoi-dan-gop-y@example.vn')
const BODY = keep('comment', 'Lời góp ý không được vào nhật ký máy chủ.')
const NAME = keep('name of a reader', 'Lò Thị Không Ai Biết')
const NOTE = keep('appeal', 'Lý do đề nghị xem lại, chỉ người xét đọc.')
const SEARCH = keep('search', 'điều bạn đọc đang tìm')
const FAILED_BODY = keep('comment that could not be stored', 'Lời góp ý gửi đúng lúc máy chủ hỏng.')

let site: RunningSite
let databaseUrl: string
let folder: string
let mail: Awaited<ReturnType<typeof startMailServer>>
let hook: Awaited<ReturnType<typeof startHookReceiver>>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'site-unlogged-'))
  databaseUrl = `file:${join(folder, 'site.db')}`
  copyFileSync(process.env[SITE_TEMPLATE] ?? '', join(folder, 'site.db'))
  mail = await startMailServer()
  hook = await startHookReceiver()
  const env = {
    ...KEYS,
    SMTP_URL: mail.url.replace('//', `//trang:${MAIL_PASSWORD}@`),
    MAIL_FROM: 'trang@example.vn',
    WEBHOOK_URLS: `${hook.url}/${HOOK_TOKEN}`,
  }
  site = await startSite({ env, databaseUrl })
  const args = ['staff', 'add', '--email', STAFF.email, '--role', 'admin', '--no-totp']
  const added = await runAdmin(args, { ...KEYS, DATABASE_URL: databaseUrl }, `${STAFF.password}\n`)
  expect(added).toMatchObject({ status: 0, err: '' })
})
afterAll(async () => {
  await site.stop()
  await mail.stop()
  await hook.stop()
  rmSync(folder, { recursive: true, force: true })
})

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(site.url + path, { redirect: 'manual', headers })
const api = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${site.url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: site.url, ...headers },
    body: JSON.stringify(body),
  })
const form = (path: string, fields: Record<string, string>, cookie = ''): Promise<Response> =>
  fetch(site.url + path, {
    method: 'POST',
    headers: { origin: site.url, cookie },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
const found = async (what: string, pattern: RegExp, page: Promise<Response> | Response): Promise<string> =>
  keep(what, pattern.exec(await (await page).text())?.[1])
const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''

/** What is in the log, as it is written; the demonstration's own password is told to the terminal on purpose. */
const log = (): string[] =>
  site
    .output()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('Tài khoản dùng thử:'))

test('what staff sign in with', async () => {
  await api('/staff/session', { ...STAFF, password: 'sai mật khẩu rồi' })
  await form('/quan-tri/dang-nhap/', { ...STAFF, totp: '000000' })
  const opened = await api('/staff/session', STAFF)
  const cookie = cookieOf(opened)
  keep('session', cookie.split('=')[1])

  const account = await (await get('/quan-tri/tai-khoan/', { cookie })).text()
  const secret = keep('secret of the app', /<code[^>]*>\s*([A-Z2-7]{4}(?: [A-Z2-7]{4})+)/u.exec(account)?.[1])
  const base32 = secret.replaceAll(' ', '')
  keep('secret of the app, in one', base32)
  const sealed = keep('sealed secret', /name="sealed" value="([^"]+)"/u.exec(account)?.[1])
  const code = keep('one-time code', new TOTP({ secret: Secret.fromBase32(base32) }).generate())
  const { password } = STAFF
  const set = await form('/quan-tri/tai-khoan/', { action: 'totp', sealed, code, password }, cookie)
  expect(set.status).toBe(303)
  const made = await form('/quan-tri/tai-khoan/', { action: 'codes', password }, cookie)
  await found('recovery code', /<(?:code|li)[^>]*>\s*([a-z2-7]{4,}(?:-[a-z2-7]{4,})+)/iu, made)
  await found('challenge of a passkey', /name="challenge" value="([^"]+)"/u, get('/quan-tri/dang-nhap/'))

  const invited = { action: 'invite', email: 'nguoi-moi@example.vn', name: 'Người mới', role: 'moderator' }
  const token = await found(
    'invitation',
    /\/quan-tri\/loi-moi\/([a-z2-7]{16,})\//u,
    form('/quan-tri/nhan-su/', invited, cookie),
  )
  const link = `/quan-tri/loi-moi/${token}/`
  expect((await get(link)).status).toBe(200)
  await get(`/tim-kiem/${token}`)
  const joined = await form(link, { name: 'Người mới', password: NEW_PASSWORD, again: NEW_PASSWORD })
  expect(joined.status).toBe(303)
})

test('what a reader writes, and what opens it', async () => {
  const cookie = cookieOf(
    await api('/staff/session', { ...STAFF, email: 'nguoi-moi@example.vn', password: NEW_PASSWORD }),
  )
  keep('second session', cookie.split('=')[1])
  const sent = await api('/comments', { target: TARGET, body: BODY, displayName: NAME })
  const code = keep('tracking code', ((await sent.json()) as { code: string }).code)
  keep('tracking code, in one', code.replaceAll('-', ''))
  for (const path of [code, code.toLowerCase(), code.replaceAll('-', ''), code.replaceAll('-', '%2D')]) {
    for (const before of [
      '/tra-cuu/',
      '/en/tra-cuu/',
      '/api/v1/comments/',
      '/%74ra-cuu/',
      '/tra-cuu%2F',
      '/',
      '/x/',
    ])
      await get(before + path)
    await get(`/tra-cuu/?ma=${path}`, { referer: `${site.url}/tra-cuu/${path}` })
  }
  expect((await form(`/tra-cuu/${code}`, { action: 'notify', email: READER })).status).toBe(303)
  // Whatever else goes out at this hour, such as the summary of a morning, goes to staff.
  const { text } = await mail.nextTo(READER)
  const token = keep('link of a mail', /\/thong-bao\/([\w.-]+)/u.exec(text)?.[1])
  await get(`/thong-bao/${token}`)
  await get(`/en/thong-bao/${token}`)
  expect((await form(`/thong-bao/${token}`, { action: 'confirm' })).status).toBe(303)
  mail.refuse(true)
  hook.answer(500)
  await api(`/comments/${code}/appeal`, { note: NOTE })
  await get(`/tim-kiem?q=${encodeURIComponent(SEARCH)}`)
  await get(`/tim-kiem/?q=${encodeURIComponent(SEARCH)}`)
  await form(ARTICLE, { body: BODY, displayName: NAME, consent: '1', email: READER })
})

test('what was being written when the site failed', async () => {
  const db = new Database(databaseUrl.slice('file:'.length))
  db.exec('alter table comment rename to comment_away')
  const answer = await api('/comments', { target: TARGET, body: FAILED_BODY, displayName: NAME })
  const page = await form(ARTICLE, { body: FAILED_BODY, displayName: NAME, consent: '1' })
  db.exec('alter table comment_away rename to comment')
  db.close()
  expect([answer.status, page.status]).toEqual([500, 500])
  expect(await answer.text()).not.toMatch(/comment_away|no such table|\.ts|\.mjs|node_modules/u)
  await expect.poll(() => log().join('\n')).toContain('no such table')
})

test('is not in the log, whole, escaped or as part of a line', async () => {
  // Lines leave together and in their order: with this one all others are there.
  await get('/cuoi-cung')
  await expect.poll(() => log().join('\n')).toContain('"route":"/cuoi-cung"')
  expect(log().length).toBeGreaterThan(50)
  const lines = log().join('\n')
  const text = `${lines}\n${lines.replaceAll('\\"', '"')}\n${decodeURIComponent(lines.replaceAll(/%(?![\da-f]{2})/giu, '%25'))}`
  const told = [...secrets].filter(
    ([, value]) =>
      text.toLowerCase().includes(value.toLowerCase()) ||
      text.includes(encodeURIComponent(value)) ||
      text.includes(Buffer.from(value).toString('base64')),
  )
  expect(told).toEqual([])
  expect(secrets.size).toBeGreaterThan(22)
})
