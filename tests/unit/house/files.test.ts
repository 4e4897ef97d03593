import { expect, test } from 'vitest'
import { isBarrel } from '../../fixtures/imports.ts'
import { projectFiles, readProjectFile } from '../../fixtures/project-files.ts'

const LONGEST_FILE = 300
const LONGEST_PAGE = 60
const DRAWER = /^(?:utils?|helpers?|common|misc)(?:\.[^/]*)?$/iu

const files = projectFiles()
const sources = files.filter((path) => /^(?:src|db)\/.*\.(?:ts|mjs|astro|svelte|css)$/u.test(path))

/** Files with more lines, as `path: lines`. */
function longerThan(most: number, paths: readonly string[]): string[] {
  return paths
    .map((path) => ({ path, lines: readProjectFile(path).trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > most)
    .map(({ path, lines }) => `${path}: ${lines}`)
}

test(`a source file has at most ${LONGEST_FILE} lines`, () => {
  expect(sources.length).toBeGreaterThan(100)
  expect(longerThan(LONGEST_FILE, sources)).toEqual([])
})

test(`a page has at most ${LONGEST_PAGE} lines`, () => {
  const pages = sources.filter((path) => path.startsWith('src/pages/'))
  expect(pages.length).toBeGreaterThan(10)
  expect(longerThan(LONGEST_PAGE, pages)).toEqual([])
})

test('a name says what a thing is: no drawers', () => {
  expect(files.filter((path) => path.split('/').some((part) => DRAWER.test(part)))).toEqual([])
})

test('a thing is imported from where it is: no barrels', () => {
  const modules = files.filter((path) => /\.(?:ts|mjs|js)$/u.test(path))
  expect(modules.filter((path) => isBarrel(path, readProjectFile(path)))).toEqual([])
})
