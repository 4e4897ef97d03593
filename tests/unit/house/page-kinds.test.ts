import { expect, test } from 'vitest'
import { NOWHERE } from '../../fixtures/filled-site.ts'
import { pageKinds } from '../../fixtures/page-kinds.ts'
import { projectFiles } from '../../fixtures/project-files.ts'

/** Pages that are no kind, each with the reason. */
const EXEMPT: Readonly<Record<string, string>> = {}

const pages = projectFiles().filter((path) => /^src\/pages\/.*\.astro$/u.test(path))

/** `/tin-tuc/[slug]` of `src/pages/tin-tuc/[slug]/index.astro`. */
const routeOf = (file: string): string =>
  file.replace(/^src\/pages/u, '').replace(/(?:\/index)?\.astro$/u, '') || '/'

const patternOf = (route: string): RegExp =>
  new RegExp(`^${route.replace(/\/$/u, '').replaceAll(/\[[^\]]+\]/gu, '[^/]+')}/?$`, 'u')

/** Fixed words win over parameters, and those that stand further to the front win first. */
const routes = pages
  .map(routeOf)
  .toSorted((a, b) => (a.replaceAll('[', '~') < b.replaceAll('[', '~') ? -1 : 1))

function pageOf(address: string): string {
  const path = address.replace(/[?#].*$/u, '').replace(/^\/en(?=\/)/u, '')
  return routes.find((route) => patternOf(route).test(path)) ?? '/404'
}

test('every page is a kind that is looked at, or says why it is not', () => {
  const looked = new Set(pageKinds(NOWHERE).map(({ path, leadsTo }) => pageOf(leadsTo ?? path)))
  expect(routes.length).toBeGreaterThan(40)
  expect(routes.filter((route) => !looked.has(route) && !(route in EXEMPT))).toEqual([])
  expect(Object.keys(EXEMPT).filter((route) => !routes.includes(route) || looked.has(route))).toEqual([])
})

test('kinds have names of their own', () => {
  const names = pageKinds(NOWHERE).map(({ name }) => name)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  expect(names.filter((name) => !/^[a-z\d]+(?:-[a-z\d]+)*$/u.test(name))).toEqual([])
})
