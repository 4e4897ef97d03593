import { expect, test } from 'vitest'
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

test.each(['docs/deploy/grafana-dashboard.json', 'docs/operations.md'])(
  '%s names numbers that there are',
  (file) => {
    const named = numbersIn(readProjectFile(file))
    expect(named.length).toBeGreaterThan(8)
    expect(named.filter((name) => !counted.has(name))).toEqual([])
  },
)

test('every number is drawn or explained', () => {
  const told = numbersIn(
    readProjectFile('docs/deploy/grafana-dashboard.json') + readProjectFile('docs/operations.md'),
  )
  const untold = [...counted].filter((name) => name !== undefined && !told.includes(name))
  expect(untold).toEqual(['process_start_time_seconds'])
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
