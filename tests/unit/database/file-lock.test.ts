import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeFileLock } from '../../../db/file-lock.ts'
import { alone } from '../../../src/server/alone.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'site-lock-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const WAITING = 40

/** Many who want to work alone with a lock: most of them at once, and whether each had its turn. */
function crowd(path: string): { most: () => number; done: Promise<unknown>; begun: () => number } {
  let working = 0
  let most = 0
  let begun = 0
  const work = async (): Promise<void> => {
    working += 1
    begun += 1
    most = Math.max(most, working)
    await wait(1)
    working -= 1
  }
  const done = Promise.all(Array.from({ length: WAITING }, () => alone(path, work, 2)))
  return { most: () => most, done, begun: () => begun }
}

test('of many who wait at once, each works alone, and all have their turn', async () => {
  const { most, done, begun } = crowd(join(folder, 'crowd'))
  await done
  expect([begun(), most()]).toEqual([WAITING, 1])
})

test('a lock whose process was killed is taken by one of many who wait for it, never by two', async () => {
  const path = join(folder, 'killed')
  const owner = spawn(process.execPath, ['tests/fixtures/hold-lock.ts', path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(owner.stdout, 'data')
  const { most, done, begun } = crowd(path)
  await wait(20)
  const before = begun()
  owner.kill('SIGKILL')
  expect(before).toBe(0)
  await done
  expect([begun(), most()]).toEqual([WAITING, 1])
})

test('work that fails gives the lock back', async () => {
  const path = join(folder, 'failing')
  await expect(alone(path, () => Promise.reject(new Error('no room')))).rejects.toThrow('no room')
  const release = takeFileLock(path)
  expect(release).not.toBeNull()
  expect(takeFileLock(path)).toBeNull()
  release?.()
  await alone(path, () => Promise.resolve())
})
