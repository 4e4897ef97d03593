import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { demoAccount, signInOverApi } from '../fixtures/demo-account.ts'
import { createPostgresDatabase, dropPostgresDatabase } from '../fixtures/postgres-databases.ts'
import { runSite, startSite, type RunningSite } from '../fixtures/site.ts'

const OPEN = '/tin-tuc/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022/'
const CLOSED = '/tin-tuc/gui-binh-luan-va-theo-doi-ket-qua/'
const TYPED = 'Lời này không được mất.'

let site: RunningSite
let databaseUrl: string
beforeAll(async () => {
  databaseUrl = await createPostgresDatabase(inject('postgresUrl'))
  site = await startSite({ databaseUrl, env: { RATE_LIMITS: 'off' } })
})
afterAll(async () => {
  await site.stop()
  await dropPostgresDatabase(databaseUrl)
})

const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(site.url + path, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' })

describe('what was typed is given back by the answer', () => {
  test.each([
    ['403 of a closed article', CLOSED, {}, 403],
    ['404 of an unknown article', '/tin-tuc/khong-co-bai-nay/', {}, 404],
    ['403 to another site', OPEN, { origin: 'https://evil.example' }, 403],
  ])('%s', async (_, path, headers, status) => {
    const answer = await post(path, { body: TYPED, consent: '1' }, headers)
    expect(answer.status).toBe(status)
    expect(await answer.text()).toContain(TYPED)
  })
})

test('without consent, every other mistake is told as well', async () => {
  const page = await (await post(OPEN, { body: 'abc', displayName: 'x'.repeat(90) })).text()
  for (const words of ['từ 5 ký tự trở lên', 'dài quá 60 ký tự', 'đồng ý']) expect(page).toContain(words)
})

test.each([OPEN, '/tra-cuu/', '/tra-cuu/ABC', '/'])('DELETE of %s is no way to read it', async (path) => {
  expect((await fetch(site.url + path, { method: 'DELETE' })).status).toBe(405)
})

test('a NUL in the e-mail is a wrong e-mail', async () => {
  const answer = await fetch(`${site.url}/api/v1/staff/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: site.url },
    body: JSON.stringify({ email: 'a\0b@example.vn', password: 'không đúng đâu' }),
  })
  expect(answer.status).toBe(401)
})

test('no spelling of a tracking code reaches the log', async () => {
  const sent = await fetch(`${site.url}/api/v1/comments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ target: OPEN.slice(1, -1).replace('tin-tuc', 'news'), body: TYPED }),
  })
  const { code } = (await sent.json()) as { code: string }
  const spellings = [
    code,
    code.toLowerCase(),
    ` ${code}`,
    code.replaceAll('-', ' '),
    code.replaceAll('-', ''),
  ]
  for (const spelling of spellings) {
    await fetch(`${site.url}/tra-cuu/${encodeURIComponent(spelling)}`, { redirect: 'manual' })
    await fetch(`${site.url}/api/v1/comments/${encodeURIComponent(spelling)}`)
  }
  // Lines leave together and in their order: with this one all others are there.
  await fetch(`${site.url}/cuoi-cung`)
  await expect.poll(() => site.output()).toContain('"route":"/cuoi-cung"')
  const log = site.output().toUpperCase()
  for (const group of code.split('-')) expect(log).not.toContain(group)
})

test('a second start on the same port leaves the account of the first alone', async () => {
  const port = new URL(site.url).port
  const second = await runSite({ databaseUrl, env: { PORT: port } })
  if (second.process.exitCode === null) await new Promise((resolve) => second.process.once('exit', resolve))
  expect(second.process.exitCode).toBe(1)
  expect(second.output()).toContain(`Cổng ${port}`)
  expect(await signInOverApi(site, demoAccount(site))).not.toBe('')
})
