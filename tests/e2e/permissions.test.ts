import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callAdmin } from '../fixtures/admin-command.ts'
import { demoAccount, signInOverApi } from '../fixtures/demo-account.ts'
import { projectFiles } from '../fixtures/project-files.ts'
import { startSite, type RunningSite } from '../fixtures/site.ts'

const ID = '01920000-0000-7000-8000-000000000000'
const EVERYONE = 'moderator publisher auditor admin'

/** Staff pages and routes by their file, how they are asked for, and whom they let in. */
const ROUTES: Readonly<Record<string, { roles: string; method?: 'POST'; query?: string; open?: true }>> = {
  'quan-tri/index.astro': { roles: 'moderator auditor admin' },
  'quan-tri/hang-cho/index.ts': { roles: 'moderator auditor admin' },
  'quan-tri/binh-luan/[id]/index.astro': { roles: 'moderator auditor admin' },
  'quan-tri/binh-luan/[id]/bao-vi-pham/index.ts': { roles: 'moderator admin', method: 'POST' },
  'quan-tri/binh-luan/hang-loat/index.astro': { roles: 'moderator auditor admin', query: `?lo=${ID}` },
  'quan-tri/tra-loi/index.astro': { roles: EVERYONE },
  'quan-tri/tra-loi/[id].astro': { roles: EVERYONE },
  'quan-tri/che-do/index.astro': { roles: 'moderator auditor admin' },
  'quan-tri/so-lieu/index.astro': { roles: 'publisher auditor admin' },
  'quan-tri/so-lieu/[draft]/index.astro': { roles: 'publisher auditor admin' },
  'quan-tri/so-lieu/[template].xlsx.ts': { roles: 'publisher auditor admin' },
  'quan-tri/thong-bao/index.astro': { roles: 'auditor admin' },
  'quan-tri/nhan-su/index.astro': { roles: 'auditor admin' },
  'quan-tri/nhat-ky/index.astro': { roles: 'auditor admin' },
  'quan-tri/nhat-ky.csv.ts': { roles: 'auditor admin' },
  'quan-tri/tai-khoan/index.astro': { roles: EVERYONE },
  'quan-tri/mau/index.astro': { roles: EVERYONE },
  'quan-tri/dang-nhap/index.astro': { roles: EVERYONE, open: true },
  'quan-tri/dang-xuat/index.ts': { roles: '', open: true },
  'quan-tri/loi-moi/[token]/index.astro': { roles: EVERYONE, open: true },
  'api/v1/staff/session.ts': { roles: EVERYONE, open: true },
  'api/v1/staff/comments/index.ts': { roles: 'moderator auditor admin' },
  'api/v1/staff/comments/decisions.ts': { roles: 'moderator admin', method: 'POST' },
  'api/v1/staff/comments/[id]/decisions.ts': { roles: 'moderator admin', method: 'POST' },
  'api/v1/staff/comments/[id]/claim.ts': { roles: 'moderator admin', method: 'POST' },
}

/** Bodies without which a route would not get as far as asking who may. */
const BODIES: Readonly<Record<string, object>> = {
  'api/v1/staff/comments/decisions.ts': {
    action: 'publish',
    comments: [{ id: ID, revision: 1 }],
  },
  'api/v1/staff/comments/[id]/decisions.ts': { revision: 1, action: 'publish' },
}

const staffFiles = projectFiles()
  .map((file) => file.replace(/^src\/pages\//u, ''))
  .filter((file) => /^(?:quan-tri|api\/v1\/staff)\//u.test(file))

test('every staff page and route says whom it lets in', () => {
  expect(staffFiles.toSorted()).toEqual(Object.keys(ROUTES).toSorted())
})

describe('staff pages and routes', () => {
  let site: RunningSite
  let folder: string
  const cookies = new Map<string, string>()

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'site-permissions-'))
    const databaseUrl = `file:${join(folder, 'site.db')}`
    site = await startSite({ databaseUrl })
    cookies.set('admin', await signInOverApi(site))
    for (const role of ['moderator', 'publisher', 'auditor']) {
      const credentials = { email: `${role}@example.vn`, password: demoAccount(site).password }
      const args = ['staff', 'add', '--email', credentials.email, '--role', role, '--no-totp']
      const { status, err } = await callAdmin(
        args,
        { DATABASE_URL: databaseUrl },
        `${credentials.password}\n`,
      )
      expect({ status, err }).toEqual({ status: 0, err: '' })
      cookies.set(role, await signInOverApi(site, credentials))
    }
  })
  afterAll(async () => {
    await site.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const ask = (file: string, cookie: string | undefined): Promise<Response> => {
    const { method = 'GET', query = '' } = ROUTES[file] ?? {}
    const api = file.startsWith('api/')
    const path = file
      .replace(/\[template\]/u, 'mau-ket-qua')
      .replace(/\[\w+\]/gu, ID)
      .replace(/\/index\.(?:ts|astro)$/u, api ? '' : '/')
      .replace(/\.(?:ts|astro)$/u, '')
    return fetch(`${site.url}/${path}${file.includes('[id].astro') ? '/' : ''}${query}`, {
      method,
      redirect: 'manual',
      headers: {
        origin: site.url,
        ...(cookie !== undefined && { cookie }),
        ...(method === 'POST' && {
          'content-type': api ? 'application/json' : 'application/x-www-form-urlencoded',
        }),
      },
      ...(method === 'POST' && { body: api ? JSON.stringify(BODIES[file] ?? {}) : 'revision=1' }),
    })
  }

  test.each(staffFiles)('%s', async (file) => {
    const { roles, open = false } = ROUTES[file] ?? { roles: '' }
    const out = await ask(file, undefined)
    if (!open) {
      const api = file.startsWith('api/') || ROUTES[file]?.method === 'POST'
      expect(out.status).toBe(api ? 401 : 303)
      if (!api) expect(out.headers.get('location')).toMatch(/^\/quan-tri\/dang-nhap\/\?next=/u)
    }
    for (const [role, cookie] of cookies) {
      const { status, body } = await ask(file, cookie)
      await body?.cancel()
      // A page that leads elsewhere is not for this person; a form that was taken leads on.
      const letIn = ![401, 403, ...(ROUTES[file]?.method === 'POST' ? [] : [303])].includes(status)
      expect({ role, letIn }).toEqual({ role, letIn: roles.split(' ').includes(role) })
      expect(status).toBeLessThan(500)
    }
  })
})

test('outside a demonstration, someone without a second factor reaches only their own account', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'site-factor-'))
  const databaseUrl = `file:${join(folder, 'site.db')}`
  const email = 'moi@example.vn'
  const password = 'một mật khẩu dài'
  const env = { DATABASE_URL: databaseUrl }
  await callAdmin(['staff', 'add', '--email', email, '--role', 'admin', '--no-totp'], env, `${password}\n`)
  const origin = 'http://example.test'
  const site = await startSite({ databaseUrl, env: { SITE_URL: origin } })
  try {
    const send = (
      path: string,
      headers: Record<string, string>,
      post: { method?: string; body?: string } = {},
    ): Promise<Response> =>
      fetch(`${site.url}${path}`, { redirect: 'manual', ...post, headers: { origin, ...headers } })
    const signedIn = await send(
      '/api/v1/staff/session',
      { 'content-type': 'application/json' },
      { method: 'POST', body: JSON.stringify({ email, password }) },
    )
    expect(signedIn.status).toBe(204)
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    for (const path of ['/quan-tri/', '/quan-tri/nhan-su/', '/quan-tri/nhat-ky.csv']) {
      const { status, headers } = await send(path, { cookie })
      expect([status, headers.get('location')]).toEqual([303, '/quan-tri/tai-khoan/'])
    }
    expect((await send('/api/v1/staff/comments', { cookie })).status).toBe(403)
    const invite = 'action=invite&email=a%40example.vn&name=&role=admin'
    const form = { cookie, 'content-type': 'application/x-www-form-urlencoded' }
    expect((await send('/quan-tri/nhan-su/', form, { method: 'POST', body: invite })).status).toBe(403)
    const own = await send('/quan-tri/tai-khoan/', { cookie })
    expect(own.status).toBe(200)
    const page = await own.text()
    expect(page).toContain('Cần đặt lớp xác thực thứ hai')
    expect(page).not.toContain('href="/quan-tri/nhan-su/"')
  } finally {
    await site.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
