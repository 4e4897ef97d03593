import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer } from '../../../src/server/answer.ts'
import { loadStaticFiles } from '../../../src/server/static-files.ts'

let folder: string

const textOf = (answer: Answer | undefined): string =>
  Buffer.isBuffer(answer?.body) ? answer.body.toString() : ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'worker-'))
  await writeFile(join(folder, 'sw.js'), 'keepEverything()')
})
afterAll(() => rm(folder, { recursive: true }))

test('the worker is asked for anew each time, and may ask for pages itself', async () => {
  const worker = (await loadStaticFiles(folder)).get('/sw.js')
  expect(textOf(worker)).toBe('keepEverything()')
  expect(worker?.headers['cache-control']).toBe('no-cache')
  expect(worker?.headers['content-security-policy']).toContain("connect-src 'self'")
})

test('where it was turned off, one stands in its place that takes back what was kept', async () => {
  const worker = (await loadStaticFiles(folder, { offline: false })).get('/sw.js')
  const done: string[] = []
  const listeners = new Map<string, (event: object) => void>()
  const scope = {
    addEventListener: (name: string, act: (event: object) => void) => listeners.set(name, act),
    skipWaiting: () => done.push('takes over'),
    caches: {
      keys: () => Promise.resolve(['trang-1', 'tep-1']),
      delete: (name: string) => Promise.resolve(done.push(`without ${name}`)),
    },
    registration: { unregister: () => Promise.resolve(done.push('gone')) },
  }
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- what is sent is what has to work
  const run = new Function(...Object.keys(scope), textOf(worker)) as (...parts: unknown[]) => void
  run(...Object.values(scope))
  listeners.get('install')?.({})
  const ended = new Promise((resolve) => {
    listeners.get('activate')?.({ waitUntil: resolve })
  })
  await ended
  expect(done).toEqual(['takes over', 'without trang-1', 'without tep-1', 'gone'])
})
