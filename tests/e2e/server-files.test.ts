import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { buildWhenNeeded, DIST_DIR } from '../../src/server/build.ts'

/** What a process that only sends pages never needs: pictures, workbooks, mail, passkeys. */
const ON_DEMAND = [
  ...['@napi-rs/canvas', 'chart.js', '@simplewebauthn/server'],
  ...['nodemailer', 'read-excel-file/node', 'write-excel-file/node'],
]

let program: string

beforeAll(async () => {
  await buildWhenNeeded()
  const folder = join(DIST_DIR, 'server')
  const files = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.mjs'))
  program = (await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))).join('\n')
})

/** Where the program, all of which is loaded at the start, names a package behind these words. */
function named(by: string, name: string): number {
  return [...program.matchAll(new RegExp(`\\b${by}["'\`]${name}["'\`]`, 'gu'))].length
}

test('the server loads its database driver at the start', () => {
  expect(named('from', 'better-sqlite3')).toBeGreaterThan(0)
})

test.each(ON_DEMAND)('%s is loaded when somebody wants what it does, not at the start', (name) => {
  expect(named('import\\(', name)).toBeGreaterThan(0)
  expect(named('(?:from|import)', name)).toBe(0)
})
