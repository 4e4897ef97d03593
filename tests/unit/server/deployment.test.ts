import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { UPLOAD_LIMIT_BYTES } from '../../../src/http/uploads.ts'
import { projectFiles, readProjectFile } from '../../fixtures/project-files.ts'

/** Names of numbers, without what a histogram adds to them. */
function numbersIn(text: string): string[] {
  const names = [...text.matchAll(/\b(?:site|process)_[a-z0-9]+(?:_[a-z0-9]+)*\b/gu)].map(([name]) => name)
  return [...new Set(names.map((name) => name.replace(/_(?:bucket|count|sum)$/u, '')))].sort()
}

const counted = new Set(
  projectFiles()
    .filter((path) => path.startsWith('src/server/metrics/'))
    .flatMap((path) => [...readProjectFile(path).matchAll(/'((?:site|process)_[a-z0-9_]+)'/gu)])
    .map(([, name]) => name),
)

test.each([
  ['docs/deploy/grafana-dashboard.json', 8],
  ['docs/operations.md', 8],
  ['docs/deploy/site-alerts.yml', 4],
])('%s names numbers that there are', (file, atLeast) => {
  const named = numbersIn(readProjectFile(file))
  expect(named.length).toBeGreaterThan(atLeast)
  expect(named.filter((name) => !counted.has(name))).toEqual([])
})

test('every number is drawn or explained', () => {
  const told = numbersIn(
    readProjectFile('docs/deploy/grafana-dashboard.json') + readProjectFile('docs/operations.md'),
  )
  const untold = [...counted].filter((name) => name !== undefined && !told.includes(name))
  expect(untold).toEqual(['process_start_time_seconds'])
})

test('wherever it runs, the site is started alike', () => {
  const files = ['package.json', 'docs/deploy/Containerfile', 'docs/deploy/site@.service']
  const started = files.map((file) => {
    const [, flags] =
      /node"?,? ((?:"?--(?!dev)[\w=-]+"?,? ?)*)"?src\/server\/start\.mjs/u.exec(readProjectFile(file)) ?? []
    return flags?.replace(/["\s,]+/gu, ' ').trim()
  })
  expect(started[0]).toMatch(/^--/u)
  expect(new Set(started).size).toBe(1)
  const memory = files.map((file) => [...readProjectFile(file).matchAll(/\bMALLOC_\w+=\d+/gu)].map(String))
  expect(memory[0]).toHaveLength(2)
  expect(new Set(memory.map((settings) => settings.join(' '))).size).toBe(1)
})

test('docs/deploy/site.env sets options that there are', () => {
  const options = (file: string): string[] =>
    [...readProjectFile(file).matchAll(/^([A-Z_]+)=/gmu)].map(([, name]) => name ?? '')
  const known = options('.env.example')
  expect(options('docs/deploy/site.env').filter((name) => !known.includes(name))).toEqual([])
})

test('the image runs as somebody who does not own the program, and nothing is built at its start', () => {
  const file = readProjectFile('docs/deploy/Containerfile')
  const last = file.slice(file.lastIndexOf('FROM '))
  expect(last).toMatch(/^USER (?!root)\w+$/mu)
  expect(last).not.toMatch(/--chown/u)
  expect(file.indexOf('npm run build')).toBeLessThan(file.lastIndexOf('FROM '))
})

test('the image is made of sources by name: nothing that lies in the folder gets into it by chance', () => {
  const file = readProjectFile('docs/deploy/Containerfile')
  const copied = [...file.matchAll(/^COPY (?!--from)(.+) \S+$/gmu)].flatMap(([, names = '']) =>
    names.split(' '),
  )
  expect(copied).toEqual(expect.arrayContaining(['package-lock.json', 'src', 'db', 'content']))
  const sources = projectFiles()
  const there = (name: string): boolean =>
    sources.some((path) => path === name || path.startsWith(`${name}/`))
  expect(copied.filter((name) => !there(name))).toEqual([])
})

/** What is still imported when the code runs; three hundred files are too many to be parsed for this. */
const LOADS = /^(?:import|export) (?!type\b)(?:[^'"`;]* from )?'([^']+)'|\bimport\('([^']+)'\)/gmu

/** Names of the packages that these files load, themselves or through others. */
function packagesOf(entries: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const packages = new Set<string>()
  const walk = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    for (const [, still, later = ''] of readProjectFile(path).matchAll(LOADS)) {
      const from = still ?? later
      if (from.startsWith('.')) walk(posix.join(posix.dirname(path), from))
      else if (!from.startsWith('node:'))
        packages.add(from.split('/', from.startsWith('@') ? 2 : 1).join('/'))
    }
  }
  entries.forEach(walk)
  return packages
}

test('what the image leaves out is loaded by nothing that runs in it', () => {
  const file = readProjectFile('docs/deploy/Containerfile')
  const left = /npm uninstall --no-save --omit=dev ([^\\&]+)/u.exec(file)?.[1]?.trim().split(/\s+/u) ?? []
  expect(left).toContain('astro')
  const loaded = packagesOf(['src/cli/start.mjs', 'src/cli/build.ts', 'src/server/start.mjs'])
  // The others are part of what is built.
  const apart = /PACKAGES_APART = \[([^\]]+)\]/u.exec(readProjectFile('astro.config.mjs'))?.[1] ?? ''
  for (const [, name = ''] of apart.matchAll(/'([^']+)'/gu)) loaded.add(name)
  expect([...loaded]).toEqual(expect.arrayContaining(['better-sqlite3', 'kysely', 'pg', 'nodemailer']))
  expect(left.filter((name) => loaded.has(name))).toEqual([])
})

const PROXIES = ['docs/deploy/nginx.conf', 'docs/deploy/Caddyfile']
const withoutComments = (path: string): string => readProjectFile(path).replaceAll(/^\s*#.*$/gmu, '')

test.each(PROXIES)('%s knows both ports and keeps the numbers to the machine', (path) => {
  const file = withoutComments(path)
  expect([file.includes('127.0.0.1:4321'), file.includes('127.0.0.1:4322')]).toEqual([true, true])
  expect(file).toMatch(/(?:location = |respond )\/metrics\b.*404/u)
})

test.each(PROXIES)('%s takes no site away from its readers because its database is away', (path) => {
  expect(withoutComments(path)).not.toMatch(/readyz|http_50\d|unhealthy_status|max_fails=[1-9]/u)
})

test('nginx lets the largest upload through, and tells the site who sent it', () => {
  const file = withoutComments('docs/deploy/nginx.conf')
  const room = Number(/client_max_body_size (\d+)m;/u.exec(file)?.[1]) * 1024 * 1024
  expect(room).toBeGreaterThan(UPLOAD_LIMIT_BYTES)
  expect(file).toContain('X-Forwarded-For $proxy_add_x_forwarded_for;')
  expect(file).toContain('proxy_buffering off;')
})
