import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildState, noteBuild, removeLeftovers, sourceFingerprint } from '../../../src/server/build.ts'

/** A project of a few small files that was built. */
async function builtProject(): Promise<string> {
  const project = mkdtempSync(join(tmpdir(), 'site-built-'))
  for (const folder of ['src', 'dist/server/chunks', 'dist/encoded']) {
    mkdirSync(join(project, folder), { recursive: true })
  }
  for (const file of ['src/page.astro', 'astro.config.mjs', 'package-lock.json']) {
    writeFileSync(join(project, file), file)
  }
  writeFileSync(join(project, 'dist/server/chunks/page.mjs'), 'export const page = 1\n')
  writeFileSync(join(project, 'dist/encoded/a.br'), Buffer.alloc(64, 7))
  await noteBuild(join(project, 'dist'), await sourceFingerprint(project))
  return project
}

const DAMAGES: [string, (dist: string) => void][] = [
  ['a module was cut', (dist) => truncateSync(join(dist, 'server/chunks/page.mjs'), 5)],
  ['a compressed file holds junk', (dist) => writeFileSync(join(dist, 'encoded/a.br'), Buffer.alloc(64, 8))],
  ['a file is lost', (dist) => rmSync(join(dist, 'encoded/a.br'))],
  ['a file was put there', (dist) => writeFileSync(join(dist, 'server/more.mjs'), '')],
]

test.each(DAMAGES)('a build is not whole where %s', async (_, damage) => {
  const project = await builtProject()
  expect(await buildState(project)).toBe('fresh')
  damage(join(project, 'dist'))
  expect(await buildState(project)).toBe('damaged')
  rmSync(project, { recursive: true })
})

test('a build of other sources, or whose note is cut, is made anew', async () => {
  const project = await builtProject()
  truncateSync(join(project, 'dist/fingerprint'), 10)
  expect(await buildState(project)).toBe('outdated')
  await noteBuild(join(project, 'dist'), await sourceFingerprint(project))
  appendFileSync(join(project, 'src/page.astro'), ' changed')
  expect(await buildState(project)).toBe('outdated')
  rmSync(project, { recursive: true })
})

test('what builds left that were killed is removed; those under way keep theirs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'site-work-'))
  // Higher than any number that a machine gives to a process.
  const nobody = 4_999_999
  const kept = [`build-${process.ppid}`, 'collections']
  for (const name of [...kept, `build-${nobody}`, `old-${nobody}`])
    mkdirSync(join(folder, name, 'server'), { recursive: true })
  await removeLeftovers(folder)
  expect(readdirSync(folder).sort()).toEqual(kept.sort())
  rmSync(folder, { recursive: true })
})
