import { expect, test } from 'vitest'
import { projectFiles, readProjectFile } from '../../fixtures/project-files.ts'

interface Manifest {
  dependencies: Record<string, string>
  optionalDependencies: Record<string, string>
  devDependencies: Record<string, string>
}

const manifest = JSON.parse(readProjectFile('package.json')) as Manifest
const direct = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.devDependencies }

test('docs/dependencies.md has a row for every direct dependency, and for nothing else', () => {
  const rows = readProjectFile('docs/dependencies.md').matchAll(/^\| `([^`]+)` \|/gmu)
  expect([...rows].map(([, name]) => name).sort()).toEqual(Object.keys(direct).sort())
})

test('a row says everything about its package', () => {
  const rows = readProjectFile('docs/dependencies.md').match(/^\| `.*$/gmu) ?? []
  const incomplete = rows.filter((row) => {
    const cells = row.split('|').slice(1, -1)
    return cells.length !== 7 || cells.some((cell) => cell.trim() === '')
  })
  expect(incomplete).toEqual([])
})

test('versions are exact', () => {
  expect(
    Object.entries(direct).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/u.test(version)),
  ).toEqual([])
})

test('what a row names in this project is there', () => {
  const named = readProjectFile('docs/dependencies.md').matchAll(/`((?:src|db|tests|docs|content)\/[^`]+)`/gu)
  const paths = projectFiles()
  const missing = [...named]
    .map(([, path = '']) => path.replace(/\/$/u, ''))
    .filter((path) => !paths.some((file) => file === path || file.startsWith(`${path}/`)))
  expect(missing).toEqual([])
})
