import { expect, test } from 'vitest'
import { createLog, loggedRoute, loggedText, requestLog } from '../../../src/server/log.ts'

test('an error is logged without the row that a database quotes in it', () => {
  const lines: string[] = []
  const log = createLog({ write: (line) => void lines.push(line) })
  const error = Object.assign(new Error('new row violates check constraint'), {
    code: '23514',
    detail: 'Failing row contains (Lời của một người dân, 0912 345 678).',
    parameters: ['Lời của một người dân'],
  })
  log.error({ err: error }, 'page failed')
  expect(lines.join('')).toContain('23514')
  expect(lines.join('')).toContain('violates check constraint')
  expect(lines.join('')).not.toMatch(/Lời của|0912/u)
})

test.each([
  '/tra-cuu/PXUYQY-Y5YFF2-NBW5GJ',
  '/PXUYQY-Y5YFF2-NBW5GJ',
  '/tin-tuc/pxuyqy-y5yff2-nbw5gj/',
  '/thong-bao/0190.abc',
  '/tin-tuc/PXUYQYY5YFF2NBW5GJ',
  '/x/PXUYQY Y5YFF2 NBW5GJ/',
  '/tim-kiem/dxy73kkmokmwjy5yff2qvz6f7xuv2k7qpu/x',
])('a code that opens a comment is not logged: %s', (path) => {
  expect(loggedRoute(path)).not.toMatch(/y5yff2|0190/iu)
  expect(loggedText(`GET ${path} failed`)).not.toMatch(/y5yff2|0190/iu)
})

test.each([
  '/tin-tuc/duong-moi-ve-ban/',
  '/so-lieu/ty-le-ho-ngheo_huyen-van-ho_2022.csv',
  '/_assets/reading.GL9iV2Lx.css',
  '/quan-tri/binh-luan/0197b8a0-0000-7000-8000-000000000000/',
])('an address without a code is logged as it is: %s', (path) => {
  expect(loggedRoute(path)).toBe(path)
})

test.each([
  { status: 200, ms: 12.345, cut: false },
  { status: null, ms: 0, cut: true },
])('the line of a request is the one that the log itself would write: $status', (end) => {
  const lines: string[] = []
  const log = createLog({ write: (line) => void lines.push(line) })
  const said = { requestId: '3f0e9f1e-6a0b', method: 'GET', route: '/tin "tức"/\\', bytes: 42 }
  requestLog(log)({ ...said, ...end })
  const { cut, status, ms } = end
  log.info(
    {
      ...{ requestId: said.requestId, method: said.method, route: said.route, status },
      ...{ ms: Math.round(ms * 10) / 10, bytes: said.bytes, ...(cut ? { cut } : {}) },
    },
    'request',
  )
  const [ours, own] = lines.map((line) => line.replace(/"time":"[^"]+"/u, '"time":""'))
  expect(ours).toBe(own)
  const { time } = JSON.parse(lines[0] ?? '') as { time: string }
  expect(new Date(time).toISOString()).toBe(time)
})
