import { expect, test } from 'vitest'
import { projectFiles, readProjectFile } from '../../fixtures/project-files.ts'

interface Lock {
  packages: Record<string, { version?: string; license?: string; integrity?: string; dev?: true }>
}

const { packages } = JSON.parse(readProjectFile('package-lock.json')) as Lock
const locked = Object.entries(packages).filter(([path]) => path !== '')
const guide = readProjectFile('docs/dependencies.md')

/** The licences that docs/dependencies.md allows, as its table names them. */
const allowed = new Set(
  [...guide.matchAll(/^\| ([\w.-]+) \| (?:anything|tests only|as files) \|/gmu)].map(([, name]) => name),
)

/** Each licence of an expression in SPDX: of `OR` one is enough, of `AND` all are needed. */
function isAllowed(expression: string | undefined): boolean {
  return (expression ?? 'none')
    .replace(/[()]/gu, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((name) => allowed.has(name)))
}

test('every package, also one that another needs, has a licence that the documentation allows', () => {
  expect(allowed.size).toBeGreaterThan(5)
  expect(locked.length).toBeGreaterThan(500)
  const others = locked.filter(([, { license }]) => !isAllowed(license))
  expect(others.map(([path, { license }]) => `${path}: ${license ?? 'none'}`)).toEqual([])
})

test('no licence is allowed that no package has any more', () => {
  const used = new Set(locked.flatMap(([, { license = '' }]) => license.split(/ (?:AND|OR) /u)))
  expect([...allowed].filter((name) => !used.has(name ?? ''))).toEqual([])
})

test('a row of docs/dependencies.md names the licence that its package has', () => {
  const rows = guide.matchAll(/^\| `([^`]+)` \|(?:[^|]*\|){2} ([^|]+?) \|/gmu)
  const wrong = [...rows].filter(
    ([, name = '', licence]) => packages[`node_modules/${name}`]?.license !== licence,
  )
  expect(wrong.map(([, name, licence]) => `${name ?? ''}: ${licence ?? ''}`)).toEqual([])
})

test('every package is held by a hash that nobody can meet twice', () => {
  expect(locked.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/u.test(integrity ?? ''))).toEqual([])
})

test('no package runs code when it is installed, and what is installed is what was checked', () => {
  expect(readProjectFile('.npmrc').split('\n')).toEqual(
    expect.arrayContaining(['ignore-scripts=true', 'save-exact=true']),
  )
  const { scripts } = JSON.parse(readProjectFile('package.json')) as { scripts: Record<string, string> }
  const onInstall = /^(?:pre|post)?(?:install|prepare)$|^(?:pre|post)prepare$/u
  expect(Object.keys(scripts).filter((name) => onInstall.test(name))).toEqual([])
  expect(Object.values(scripts).filter((line) => /\bnpx\b|npm (?:i|install|exec)\b/u.test(line))).toEqual([])
})

/** What a workflow fetches to run: an action or an image, with the tag or hash it is asked for by. */
function fetchedBy(workflow: string): string[] {
  return [...workflow.matchAll(/^\s*(?:-\s+)?(?:uses|image):\s*["']?([^\s"'#]+)/gmu)].map(
    ([, what = '']) => what,
  )
}

/** A tag can be moved to other code; a commit and a digest cannot. */
function isPinned(what: string): boolean {
  return what.startsWith('./') || /@[\da-f]{40}$|@sha256:[\da-f]{64}$/u.test(what)
}

test('what tells a pinned action from another does so', () => {
  const workflow = `steps:\n  - uses: a/b@v4\n  - uses: c/d@${'0'.repeat(40)} # v4\n    image: "node:24"\n  - uses: ./own`
  expect(fetchedBy(workflow).filter((what) => !isPinned(what))).toEqual(['a/b@v4', 'node:24'])
})

test('whatever checks this project elsewhere fetches actions and images by their hash', () => {
  const workflows = projectFiles().filter((path) => /^\.(?:github|gitlab|forgejo|gitea|ci)\b/u.test(path))
  const moving = workflows.flatMap((path) =>
    fetchedBy(readProjectFile(path))
      .filter((what) => !isPinned(what))
      .map((what) => `${path}: ${what}`),
  )
  expect(moving).toEqual([])
})

/** Whether a version, `1.2.3`, is another one or later. */
function isSince(version: string, first: string): boolean {
  const [parts, firsts] = [version, first].map((text) => text.split(/[.-]/u).map(Number))
  const at = firsts?.findIndex((part, index) => part !== parts?.[index]) ?? -1
  return at === -1 || (parts?.[at] ?? 0) > (firsts?.[at] ?? 0)
}

test('what tells a later version from an earlier one does so', () => {
  const pairs = ['8.5.33 8.5.23', '1.0.0 1.0.0', '10.0.0 9.1.1', '0.28.9 0.28.17', '4.3.1 5.0.0']
  expect(pairs.map((pair) => isSince(...(pair.split(' ') as [string, string])))).toEqual([
    ...[true, true, true],
    ...[false, false],
  ])
})

test('no package is older than the version that docs/dependencies.md says its weaknesses were mended in', () => {
  const mended = [...guide.matchAll(/^ *\| `([^`]+)` \| (\d+\.\d+\.\d+) \| .*GHSA-/gmu)]
  expect(mended.length).toBeGreaterThan(10)
  const older = mended.flatMap(([, name = '', since = '']) =>
    locked
      .filter(([path]) => path.replace(/^.*node_modules\//u, '') === name)
      .filter(([, { version = '0.0.0' }]) => !isSince(version, since))
      .map(([path, { version = '' }]) => `${path} ${version} is before ${since}`),
  )
  expect(older).toEqual([])
})
