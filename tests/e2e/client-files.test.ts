import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildWhenNeeded, DIST_DIR, PROJECT_DIR } from '../../src/server/build.ts'

/** A text of each package that no minifier changes: a bundle that holds the package holds the text. */
const SERVER_PACKAGES = [
  { name: 'kysely', file: 'dist/operation-node/select-query-node.js', text: 'SelectQueryNode' },
  { name: 'better-sqlite3', file: 'lib/binding.js', text: 'better_sqlite3.node' },
  { name: 'pg', file: 'lib/connection-parameters.js', text: 'PGSSLMODE' },
  { name: 'lucia', file: 'dist/core.js', text: 'auth_session' },
  { name: 'sanitize-html', file: 'index.js', text: 'disallowedTagsMode' },
]

let scripts: { path: string; content: string }[]

beforeAll(async () => {
  await buildWhenNeeded()
  const client = join(DIST_DIR, 'client')
  const paths = (await readdir(client, { recursive: true })).filter((path) => path.endsWith('.js'))
  scripts = await Promise.all(
    paths.map(async (path) => ({ path, content: await readFile(join(client, path), 'utf8') })),
  )
})

test('the build has files for the browser, with our own code in them', () => {
  expect(scripts.some(({ content }) => content.includes('Default_Ignorable_Code_Point'))).toBe(true)
})

describe.each(SERVER_PACKAGES)('$name', ({ name, file, text }) => {
  test('is known by a text of its own', async () => {
    expect(await readFile(join(PROJECT_DIR, 'node_modules', name, file), 'utf8')).toContain(text)
  })

  test('is in no file for the browser', () => {
    // "pg" alone is a piece of too many words.
    const marks = name === 'pg' ? [text] : [name, text]
    const holders = scripts.filter(({ content }) => marks.some((mark) => content.includes(mark)))
    expect(holders.map(({ path }) => path)).toEqual([])
  })
})
