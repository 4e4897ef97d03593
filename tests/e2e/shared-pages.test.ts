import { request } from 'node:http'
import { expect, test } from 'vitest'
import { readingSite } from '../fixtures/reading-site.ts'

const SHARED = [
  '/',
  '/tin-tuc/',
  '/tin-tuc/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022/',
  '/gioi-thieu/',
  '/quy-tac-binh-luan/',
  '/tra-cuu/',
  '/khong-co/',
  '/api/v1/openapi.json',
  '/api/v1/comments?target=news/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022',
]

const site = readingSite()

interface Answer {
  status: number
  headers: Record<string, unknown>
  body: string
}

/** `fetch` refuses to send another Host. */
function get(path: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(site.url + path, { headers }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (body += chunk))
      response.on('end', () => {
        const { date: _, 'x-request-id': id, ...rest } = response.headers
        expect(id).toMatch(/^[0-9a-f-]{36}$/u)
        resolve({ status: response.statusCode ?? 0, headers: rest, body })
      })
    })
      .on('error', reject)
      .end()
  })
}

test.each(SHARED)('%s is the same for everyone, and sets no cookie', async (path) => {
  const plain = await get(path, {})
  const others = [
    { cookie: 'session=abcdef; ten=Hoa; a=1' },
    {
      'user-agent': 'Một trình duyệt rất lạ'.normalize('NFD').replace(/[^ -~]/gu, ''),
      'accept-language': 'en',
    },
    {
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      forwarded: 'for=1.2.3.4;host=evil.example',
    },
    { host: 'evil.example' },
    {
      authorization: 'Bearer x',
      referer: 'https://evil.example/?q=riêng'.normalize('NFD').replace(/[^ -~]/gu, ''),
    },
    { 'x-request-id': 'của-tôi'.replace(/[^ -~]/gu, 'x') },
  ]
  for (const headers of others) {
    const answer = await get(path, headers)
    expect(answer).toEqual(plain)
  }
  expect(plain.headers['set-cookie']).toBeUndefined()
  expect(plain.body).not.toContain('evil.example')
})
