import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StaffRole } from '../../db/schema/staff.ts'
import type { Action, CommentStatus } from '../../src/domain/moderation/rules.ts'
import { ACTIONS } from '../../src/domain/moderation/rules.ts'
import { callAdmin, runAdmin } from '../fixtures/admin-command.ts'
import { sharedBrowser } from '../fixtures/chromium.ts'
import { DESIGN, STATUSES, designed } from '../fixtures/comment-life.ts'
import { demoAccount, signInOverApi } from '../fixtures/demo-account.ts'
import { DESKTOP, navigate, openPage } from '../fixtures/pages.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

const SLUG = 'son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022'
const ARTICLE = `/tin-tuc/${SLUG}/`

type Who = 'an' | 'binh' | 'publisher' | 'admin'

let browser: Browser
let site: RunningSite
let folder: string
let databaseUrl: string
const cookies = new Map<Who, string>()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'site-lives-'))
  databaseUrl = `file:${join(folder, 'site.db')}`
  browser = await sharedBrowser()
  site = await startSite({ databaseUrl, env: { RATE_LIMITS: 'off' } })
  cookies.set('admin', await signInOverApi(site))
  for (const [who, role] of [
    ['an', 'moderator'],
    ['binh', 'moderator'],
    ['publisher', 'publisher'],
  ] as const) {
    cookies.set(who, await addStaff(`${who}@example.vn`, role))
  }
})
afterAll(async () => {
  await site.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function addStaff(email: string, role: StaffRole): Promise<string> {
  const { password } = demoAccount(site)
  const args = ['staff', 'add', '--email', email, '--role', role, '--no-totp']
  const { status, err } = await callAdmin(args, { DATABASE_URL: databaseUrl }, `${password}\n`)
  expect({ status, err }).toEqual({ status: 0, err: '' })
  return signInOverApi(site, { email, password })
}

interface Sent {
  id: string
  code: string
}

let sent = 0

/** Sends a comment as a resident does; the desk finds its id by the code. */
async function send(body?: string): Promise<Sent> {
  sent += 1
  const comment = { target: `news/${SLUG}`, body: body ?? `Bà con hỏi lần thứ ${sent} về đường vào bản.` }
  const { code } = (await (await api('/comments', comment)).json()) as { code: string }
  const found = await api(`/staff/comments?words=${code}`, null, 'admin')
  const { items } = (await found.json()) as { items: { id: string }[] }
  return { id: items[0]?.id ?? '', code }
}

async function api(path: string, body: object | null, who?: Who): Promise<Response> {
  return fetch(`${site.url}/api/v1${path}`, {
    headers: {
      ...(body !== null && { 'content-type': 'application/json' }),
      ...(who !== undefined && { cookie: cookies.get(who) ?? '', origin: site.url }),
    },
    ...(body !== null && { method: 'POST', body: JSON.stringify(body) }),
  })
}

/** One way to take a step. @returns the status of the answer */
type Channel = (step: {
  comment: Sent
  who: Who | 'submitter'
  action: Action
  revision: number
}) => Promise<number>

const byApi: Channel = async ({ comment, who, action, revision }) => {
  if (who === 'submitter')
    return (await api(`/comments/${comment.code}/${action}`, { note: 'Xin xem.' })).status
  const decision = { revision, action, reason: needsReason(action) ? 'off-topic' : null }
  return (await api(`/staff/comments/${comment.id}/decisions`, decision, who)).status
}

/** As a browser without JavaScript: only what the page offers is sent. */
const byPage: Channel = async ({ comment, who, action }) => {
  const address = who === 'submitter' ? `/tra-cuu/${comment.code}` : `/quan-tri/binh-luan/${comment.id}/`
  const headers = { cookie: who === 'submitter' ? '' : (cookies.get(who) ?? ''), origin: site.url }
  const page = await (await fetch(site.url + address, { headers })).text()
  if (!page.includes(`value="${action}"`)) return 422
  const [, name = 'revision', revision = ''] = /name="(revision[\w-]*)" value="(\d+)"/u.exec(page) ?? []
  const suffix = name.slice('revision'.length)
  const form = new URLSearchParams({
    ...{ action, confirm: '1', revision, [name]: revision, note: '' },
    ...(needsReason(action) && { [`reason${suffix}`]: 'off-topic' }),
  })
  return (await fetch(site.url + address, { method: 'POST', headers, body: form, redirect: 'manual' })).status
}

const needsReason = (action: Action) => action === 'reject' || action === 'hide'

/** How a comment comes into a state, always by An; `last` is the step that will be taken next. */
function pathTo(state: CommentStatus, last: Action): Action[] {
  switch (state) {
    case 'pending':
      return []
    case 'published':
      return ['publish']
    case 'rejected':
      return ['reject']
    case 'hidden':
      return ['publish', 'hide']
    case 'appealed':
      // The desk leads a comment back to where it was, or to the public.
      return last === 'hide' ? ['publish', 'hide', 'appeal'] : ['reject', 'appeal']
    case 'withdrawn':
      return ['withdraw']
    case 'erased':
      return ['erase']
  }
}

function takerOf(who: string): Who | 'submitter' {
  if (who.startsWith('the submitter')) return 'submitter'
  if (who.startsWith('admin')) return 'admin'
  return who.startsWith('a moderator who did not') ? 'binh' : 'an'
}

async function bring(state: CommentStatus, last: Action): Promise<{ comment: Sent; revision: number }> {
  const comment = await send()
  let revision = 1
  for (const action of pathTo(state, last)) {
    const submitter = action === 'appeal' || action === 'withdraw'
    const who = submitter ? 'submitter' : action === 'erase' ? 'admin' : 'an'
    expect(await byApi({ comment, who, action, revision })).toBe(200)
    revision += 1
  }
  return { comment, revision }
}

async function stateOf({ code }: Sent): Promise<string> {
  const tracked = (await (await api(`/comments/${code}`, null)).json()) as { status: string }
  return tracked.status
}

test.each([
  ['over the API', byApi, 200],
  ['on the desk and on the page of the code', byPage, 303],
] as const)('every step of the design can be taken %s', async (_, channel, done) => {
  for (const { from, action, to, who } of DESIGN) {
    for (const state of from) {
      const { comment, revision } = await bring(state, action)
      const status = await channel({ comment, who: takerOf(who), action, revision })
      expect([state, action, status, await stateOf(comment)]).toEqual([state, action, done, to])
    }
  }
})

test.each([
  ['over the API', byApi],
  ['on the desk and on the page of the code', byPage],
] as const)('no other step can be taken %s', async (_, channel) => {
  for (const state of STATUSES) {
    const { comment, revision } = await bring(state, 'publish')
    for (const action of ACTIONS.filter((step) => designed(state, step) === null)) {
      const who = action === 'appeal' || action === 'withdraw' ? 'submitter' : 'admin'
      const status = await channel({ comment, who, action, revision })
      expect([state, action, status, await stateOf(comment)]).toEqual([state, action, 422, state])
    }
  }
})

test('a resident is rejected, appeals, is published by somebody else and answered, and is erased on request', async () => {
  const body = 'Cầu qua suối Nậm Pàn bao giờ mới làm xong?'
  const { code, id } = await send(body)
  const resident = await openPage(browser, site.url)
  const [an, binh, publisher, admin] = [
    await deskOf('an'),
    await deskOf('binh'),
    await deskOf('publisher'),
    await deskOf('admin'),
  ]

  // An rejects.
  await an.page.goto(`/quan-tri/binh-luan/${id}/`)
  await an.page.getByLabel('Lý do không đăng').selectOption('off-topic')
  await navigate(an.page, () => an.page.getByRole('button', { name: 'Không đăng' }).click())
  await resident.page.goto(`/tra-cuu/${code}`)
  const tracking = resident.page.locator('main')
  expect(await tracking.textContent()).toContain('Không được đăng')

  // The resident asks for another look; An may not give it, Binh does.
  await resident.page.getByText('Đề nghị xem lại quyết định').click()
  await resident.page.getByLabel('Vì sao bạn đề nghị xem lại').fill('Cầu này có trong bài.')
  await navigate(resident.page, () => resident.page.getByRole('button', { name: 'Gửi đề nghị' }).click())
  await an.page.goto(`/quan-tri/binh-luan/${id}/`)
  expect(await an.page.getByRole('button', { name: 'Đăng', exact: true }).count()).toBe(0)
  await binh.page.goto(`/quan-tri/binh-luan/${id}/`)
  expect(await binh.page.locator('main').textContent()).toContain('Cầu này có trong bài.')
  await navigate(binh.page, () => binh.page.getByRole('button', { name: 'Đăng', exact: true }).click())
  expect(await publicText(resident.page)).toContain(body)

  // A body answers, in public and to the resident.
  await publisher.page.goto(`/quan-tri/tra-loi/${id}`)
  const office = publisher.page.getByLabel('Trả lời với tên')
  await office.selectOption({ index: 1 })
  await publisher.page.getByLabel('Câu trả lời', { exact: true }).fill('Cầu xong trong quý I năm sau.')
  await navigate(publisher.page, () =>
    publisher.page.getByRole('button', { name: 'Đăng câu trả lời' }).click(),
  )
  expect(await publicText(resident.page)).toContain('Cầu xong trong quý I năm sau.')
  await resident.page.goto(`/tra-cuu/${code}`)
  expect(await tracking.textContent()).toContain('Cầu xong trong quý I năm sau.')

  // What Binh does by mistake elsewhere, Binh takes back.
  const other = await send('Bình luận bị bấm nhầm nút đăng.')
  await binh.page.goto(`/quan-tri/binh-luan/${other.id}/`)
  await navigate(binh.page, () => binh.page.getByRole('button', { name: 'Đăng', exact: true }).click())
  expect(await publicText(resident.page)).toContain('bị bấm nhầm')
  await navigate(binh.page, () => binh.page.getByRole('button', { name: 'Hoàn tác' }).click())
  expect(await publicText(resident.page)).not.toContain('bị bấm nhầm')
  expect(await stateOf(other)).toBe('pending')

  // Erased, nothing of it is left but its place in the chains.
  await admin.page.goto(`/quan-tri/binh-luan/${id}/`)
  const eraser = admin.page.locator('details').filter({ has: admin.page.locator('input[name=confirm]') })
  await eraser.locator('summary').click()
  await eraser.getByRole('checkbox').check()
  await navigate(admin.page, () => eraser.getByRole('button').click())
  const left = await publicText(resident.page)
  for (const words of ['Nậm Pàn', 'quý I năm sau']) expect(left).not.toContain(words)
  expect(await stateOf({ id, code })).toBe('erased')
  const env = {
    DATABASE_URL: databaseUrl,
    SIGNING_KEY: Buffer.alloc(32, 'a seed for tests').toString('base64'),
  }
  const verified = await runAdmin(['ledger', 'verify', '--json'], env)
  expect(verified).toMatchObject({ status: 0, err: '' })
  expect(JSON.parse(verified.out)).toMatchObject({ ok: true, answers: 1 })

  const opened = [resident, an, binh, publisher, admin]
  expect(opened.flatMap(({ complaints }) => complaints)).toEqual([])
  for (const { close } of opened) await close()
})

async function deskOf(who: Who) {
  const opened = await openPage(browser, site.url, { viewport: DESKTOP })
  const [name = '', value = ''] = (cookies.get(who) ?? '').split('=')
  await opened.page.context().addCookies([{ name, value, url: site.url }])
  return opened
}

async function publicText(page: Page): Promise<string> {
  await page.goto(ARTICLE)
  return (await page.locator('main').textContent()) ?? ''
}
