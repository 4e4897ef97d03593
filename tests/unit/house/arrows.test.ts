import { expect, test } from 'vitest'
import { importsOf } from '../../fixtures/imports.ts'
import { projectFiles, readProjectFile } from '../../fixtures/project-files.ts'

/** The first room whose pattern fits a path is where the file lives. */
const ROOMS = {
  page: /^src\/pages\//u,
  middleware: /^src\/middleware\.ts$/u,
  view: /^src\/(?:layouts|components)\//u,
  style: /^src\/styles\//u,
  http: /^src\/http\//u,
  texts: /^src\/i18n\//u,
  rules: /^src\/domain\/(?:[^/]+\/(?:[a-z-]+-)?rules|errors|comments\/tracking-code)\.ts$/u,
  context: /^src\/domain\/context\.ts$/u,
  store: /^src\/domain\/[^/]+\/store\.ts$/u,
  service:
    /^src\/domain\/(?:[^/]+\/service|comments\/(?:submitting|threads)|notices\/subscriptions|moderation\/(?:bulk|claims|drafts|live|neighbours|notes|queue|submitter|verify)|accounts\/(?:own-account|passkeys|staff|links))\.ts$/u,
  /** What a service is made of, beside rules and store. */
  part: /^src\/domain\//u,
  config: /^src\/config\.ts$/u,
  development: /^src\/server\/development-context\.ts$/u,
  server: /^src\/server\//u,
  commands: /^src\/cli\//u,
  locals: /^src\/env\.d\.ts$/u,
  schema: /^db\/schema\//u,
  address: /^db\/database-url\.ts$/u,
  connection: /^db\/connect\.ts$/u,
  scrubbing: /^db\/scrub\.ts$/u,
  /** Lets the connection tell what changed. */
  feed: /^db\/(?:revision-feed|postgres-pool)\.ts$/u,
  lock: /^db\/file-lock\.ts$/u,
  search: /^db\/search\//u,
  bulk: /^db\/bulk\//u,
  migration: /^db\/migrations\//u,
  entry: /^db\/(?:migrate|seed)\.ts$/u,
  copying: /^db\/(?:copy|rows|snapshot)\.ts$/u,
} as const

type Room = keyof typeof ROOMS

/** What each room may import; what it may know by type only comes on top. */
const ARROWS: Record<Room, { values: readonly Room[]; types?: readonly Room[] }> = {
  page: { values: ['view', 'http', 'texts', 'service', 'rules'] },
  middleware: { values: ['http', 'service', 'rules', 'development'] },
  view: { values: ['view', 'style', 'texts', 'rules'], types: ['context', 'http'] },
  style: { values: [] },
  http: { values: ['http', 'texts', 'service', 'rules'], types: ['context'] },
  texts: { values: ['texts', 'rules'] },
  rules: { values: ['rules'], types: ['context', 'schema'] },
  context: { values: [], types: ['connection', 'schema', 'config', 'rules', 'part'] },
  store: { values: ['rules', 'search', 'bulk'], types: ['connection', 'schema', 'context'] },
  service: {
    values: ['service', 'part', 'store', 'rules'],
    types: ['connection', 'schema', 'context', 'config'],
  },
  part: {
    values: ['service', 'part', 'store', 'rules', 'bulk'],
    types: ['connection', 'schema', 'context', 'config'],
  },
  config: { values: ['address'] },
  development: { values: ['server', 'config'], types: ['context'] },
  server: {
    values: [
      ...(['server', 'config', 'connection', 'entry', 'copying', 'lock'] as const),
      ...(['service', 'part', 'rules', 'http', 'texts'] as const),
    ],
    types: ['context', 'feed'],
  },
  commands: {
    values: [
      ...(['commands', 'server', 'config', 'connection', 'entry'] as const),
      ...(['service', 'part', 'rules', 'http', 'texts'] as const),
    ],
    types: ['context'],
  },
  locals: { values: [], types: ['context', 'http', 'service'] },
  schema: { values: [], types: ['schema'] },
  address: { values: [] },
  connection: { values: ['address', 'scrubbing', 'feed'], types: ['schema'] },
  feed: { values: [] },
  lock: { values: [] },
  scrubbing: { values: [], types: ['schema'] },
  search: { values: [], types: ['search', 'connection', 'schema'] },
  bulk: { values: ['bulk'], types: ['connection', 'schema'] },
  migration: { values: [] },
  entry: { values: ['migration'], types: ['connection'] },
  copying: { values: ['copying', 'entry', 'connection'], types: ['schema'] },
}

/** Packages that only some rooms may load, by type or by value. */
const GUARDED = [
  { package: /^lucia(?:$|\/)/u, rooms: /^src\/domain\/accounts\//u },
  {
    package: /^(?:better-sqlite3|pg)(?:$|\/)/u,
    rooms: /^db\/(?:connect|revision-feed|postgres-pool|file-lock)\.ts$/u,
  },
  { package: /^kysely(?:$|\/)/u, rooms: /^(?:db|src\/domain|src\/server)\//u },
] as const

const files = projectFiles()
const sources = files.filter((path) => /^(?:src|db)\/.*\.(?:ts|mjs|astro|svelte)$/u.test(path))
const graph = sources.map((path) => ({ path, imports: importsOf(path, readProjectFile(path)) }))

function roomOf(path: string): Room {
  const room = (Object.keys(ROOMS) as Room[]).find((name) => ROOMS[name].test(path))
  if (room === undefined) throw new Error(`${path} is in no room`)
  return room
}

test('the graph sees imports of pages, components, islands and modules', () => {
  const seen = (path: string) => graph.find((file) => file.path === path)?.imports.map(({ from }) => from)
  expect(seen('src/pages/index.astro')).toContain('../domain/news/service.ts')
  expect(seen('src/components/desk/DeskKeys.astro')).toContain('./desk-keys.ts')
  expect(seen('src/components/comments/CommentForm.svelte')).toContain('../../domain/comments/rules.ts')
  expect(seen('db/connect.ts')).toContain('kysely')
  expect(seen('src/env.d.ts')).toContain('./domain/context.ts')
  expect(seen('src/server/develop.ts')).toContain('astro')
})

test('every file is in a room', () => {
  expect(sources.filter((path) => !Object.values(ROOMS).some((pattern) => pattern.test(path)))).toEqual([])
})

test('an import of this project names a file that is there', () => {
  const missing = graph.flatMap(({ path, imports }) =>
    imports
      .filter(({ file }) => file !== null && !files.includes(file))
      .map(({ from }) => `${path} imports ${from}`),
  )
  expect(missing).toEqual([])
})

test('arrows point one way', () => {
  const broken = graph.flatMap(({ path, imports }) => {
    const { values, types = [] } = ARROWS[roomOf(path)]
    return imports
      .filter(({ file, typeOnly }) => {
        if (file === null) return false
        const room = roomOf(file)
        return !values.includes(room) && !(typeOnly && types.includes(room))
      })
      .map(({ from, typeOnly }) => `${path} imports ${typeOnly ? 'types of ' : ''}${from}`)
  })
  expect(broken).toEqual([])
})

test('rules are browser-safe: no package and nothing of Node', () => {
  const packages = graph
    .filter(({ path }) => roomOf(path) === 'rules')
    .flatMap(({ path, imports }) =>
      imports.filter(({ file }) => file === null).map(({ from }) => `${path} imports ${from}`),
    )
  expect(packages).toEqual([])
})

test('what the browser gets loads the framework, and a chart, a challenge and a passkey what they need', () => {
  const scripts = graph.filter(({ path }) => /^src\/components\/.*\.(?:ts|svelte)$/u.test(path))
  const packages = scripts.flatMap(({ path, imports }) =>
    imports
      .filter(({ file, from, typeOnly }) => file === null && !typeOnly && !/^svelte(?:$|\/)/u.test(from))
      .map(({ from }) => `${path} imports ${from}`),
  )
  expect(packages).toEqual([
    'src/components/charts/draw-chart.ts imports chart.js',
    'src/components/comments/challenge-worker.ts imports altcha-lib',
    'src/components/comments/challenge-worker.ts imports altcha-lib/algorithms/web/pbkdf2',
    'src/components/desk-accounts/passkey-forms.ts imports @simplewebauthn/browser',
  ])
})

test('a guarded package is loaded where it belongs', () => {
  const strays = graph.flatMap(({ path, imports }) =>
    imports
      .filter(({ from }) => GUARDED.some((guard) => guard.package.test(from) && !guard.rooms.test(path)))
      .map(({ from }) => `${path} imports ${from}`),
  )
  expect(strays).toEqual([])
})

test('only src/config.ts reads the environment', () => {
  const readers = sources.filter((path) => {
    const text = readProjectFile(path)
    const written = /\bprocess\.env\[[^\]]+\] = /gu
    return /\bprocess\??\.env\b|\{[^}]*\benv\b[^}]*\} = process\b/u.test(text.replace(written, ''))
  })
  expect(readers).toEqual(['src/config.ts'])
})
