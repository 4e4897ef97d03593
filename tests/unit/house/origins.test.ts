import { homedir } from 'node:os'
import { expect, test } from 'vitest'
import { PROJECT_DIR } from '../../../src/server/build.ts'
import { projectFiles, readProjectFile } from '../../fixtures/project-files.ts'

interface LockFile {
  packages: Record<string, LockedPackage>
}

interface LockedPackage {
  resolved?: string
  integrity?: string
  link?: true
  inBundle?: true
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

/** Whatever serves packages: the public registry, a mirror, the one this machine is set to. */
const REGISTRY = /\b(?:registry|npm|artifactory|nexus|verdaccio)\.[a-z0-9-]+\.[a-z]{2,}/iu
const HOME = /(?<![\w.-])\/(?:home|Users)\/[\w.-]+\//u

const texts = projectFiles()
  .map((path) => ({ path, text: readProjectFile(path) }))
  .filter(({ text }) => !text.includes('\0'))

function naming(...traces: readonly (string | RegExp)[]): string[] {
  const names = (text: string, trace: string | RegExp): boolean =>
    typeof trace === 'string' ? text.includes(trace) : trace.test(text)
  return texts.filter(({ text }) => traces.some((trace) => names(text, trace))).map(({ path }) => path)
}

test('no file names a package registry: a clone asks the one its owner has set', () => {
  const own = URL.parse(process.env['npm_config_registry'] ?? '')?.host
  // "localhost" stands in many texts for other reasons.
  expect(naming(REGISTRY, ...(own?.includes('.') === true ? [own] : []))).toEqual([])
})

test('no file names a folder of the machine it was written on', () => {
  // A checkout or home of one name ("/app", "/root") is a word that may stand in a text for other reasons.
  const own = [PROJECT_DIR, homedir()].filter((path) => path.split(/[\\/]/u).length > 2)
  expect(naming(HOME, ...own)).toEqual([])
})

const { packages } = JSON.parse(readProjectFile('package-lock.json')) as LockFile

test('the lock file names no host, and has a hash for every package', () => {
  const installed = Object.entries(packages).filter(([path, entry]) => path !== '' && entry.link !== true)
  expect(installed.length).toBeGreaterThan(100)
  expect(installed.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([])
  const unproven = installed.filter(([, entry]) => entry.integrity === undefined && entry.inBundle !== true)
  expect(unproven.map(([path]) => path)).toEqual([])
})

test('the lock file is complete: without the binaries of another platform, npm ci fails on all of them', () => {
  const locked = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//u, '')))
  const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !locked.has(name))
      .map((name) => `${path} needs ${name}`),
  )
  expect(missing).toEqual([])
})
