import { expect, test } from 'vitest'
import { projectFiles, readProjectFile } from '../../fixtures/project-files.ts'

const document = readProjectFile('docs/threat-model.md')
/** Rows of every table of threats, cell by cell. */
const threats = document
  .split(/\n(?=## )/u)
  .filter((section) => section.includes('| threat |'))
  .flatMap((section) => section.split('\n').filter((line) => line.startsWith('| ')))
  .filter((line) => !line.startsWith('| threat') && !line.startsWith('| ---'))
  .map((line) => line.split('|').slice(1, -1))

test('what docs/threat-model.md names as proof is there', () => {
  const named = [...document.matchAll(/(?:tests|docs|src|decisions)\/[\w./-]*\w/gu)].map(([path]) =>
    path.startsWith('decisions/') ? `docs/${path}` : path,
  )
  expect(named.length).toBeGreaterThan(60)
  const files = projectFiles()
  expect(named.filter((path) => !files.some((file) => file === path || file.startsWith(`${path}/`)))).toEqual(
    [],
  )
})

test('each threat has what stops it, and names what shows that', () => {
  expect(threats.length).toBeGreaterThan(35)
  const open = threats.filter(
    ([threat = '', stop = '', proof = '', ...more]) =>
      threat.trim() === '' || stop.trim() === '' || !/ (?:tests|docs)\//u.test(proof) || more.length > 0,
  )
  expect(open).toEqual([])
})
