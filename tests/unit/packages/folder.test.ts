import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MAX_FILE_BYTES, readPackageFolder } from '../../../src/domain/packages/folder.ts'
import { findingLine } from '../../fixtures/finding-lines.ts'
import { makePackage, writePackage } from '../../fixtures/packages.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'goi-'))
})
afterAll(() => rm(root, { recursive: true }))

let made = 0
async function folder(paths: readonly string[]): Promise<string> {
  const dir = join(root, String((made += 1)))
  await mkdir(dir)
  const resources = paths.map((path, at) => ({ name: `bang-${at}`, path }))
  await writeFile(join(dir, 'datapackage.json'), JSON.stringify({ resources }))
  return dir
}

async function read(dir: string): Promise<{ files: string[]; lines: string[] }> {
  const { files, findings } = await readPackageFolder(dir)
  return { files: files.map(({ path }) => path), lines: findings.map(findingLine) }
}

test('reads the files that datapackage.json names, and no other', async () => {
  const files = makePackage({ results: [], claims: [] })
  const dir = await writePackage(files)
  await writeFile(join(dir, 'results-cu.csv'), 'x')
  expect(await readPackageFolder(dir)).toEqual({
    files: files.map(({ path, bytes }) => ({ path, bytes: Buffer.from(bytes) })),
    findings: [],
  })
  await rm(dir, { recursive: true })
})

test('reads a file in a folder of the package', async () => {
  const dir = await folder(['so-lieu/2022.csv'])
  await mkdir(join(dir, 'so-lieu'))
  await writeFile(join(dir, 'so-lieu/2022.csv'), 'x')
  expect(await read(dir)).toEqual({ files: ['datapackage.json', 'so-lieu/2022.csv'], lines: [] })
})

test('opens nothing outside the folder, whatever it is called', async () => {
  await writeFile(join(root, 'outside.csv'), 'secret')
  const dir = await folder(['../outside.csv', join(root, 'outside.csv'), 'file:../outside.csv'])
  // That they leave the folder is said by the check of the descriptor.
  expect(await read(dir)).toEqual({ files: ['datapackage.json'], lines: [] })
})

test('follows no link, to a file or through a folder', async () => {
  await writeFile(join(root, 'outside.csv'), 'secret')
  const dir = await folder(['link.csv', 'away/outside.csv'])
  await symlink(join(root, 'outside.csv'), join(dir, 'link.csv'))
  await symlink(root, join(dir, 'away'))
  expect(await read(dir)).toEqual({
    files: ['datapackage.json'],
    lines: ['path-outside link - -', 'path-outside away/outside - -'],
  })
})

test('does not even read a descriptor that is a link', async () => {
  const dir = join(root, 'linked')
  await mkdir(dir)
  await symlink('/etc/hostname', join(dir, 'datapackage.json'))
  expect(await read(dir)).toEqual({ files: [], lines: ['path-outside datapackage.json - -'] })
})

test('says which file is missing, is no file, or is too large', async () => {
  const dir = await folder(['a.csv', 'b.csv', 'pipe.csv', 'large.csv'])
  await mkdir(join(dir, 'b.csv'))
  execFileSync('mkfifo', [join(dir, 'pipe.csv')])
  await writeFile(join(dir, 'large.csv'), '')
  await truncate(join(dir, 'large.csv'), MAX_FILE_BYTES + 1)
  expect(await read(dir)).toEqual({
    files: ['datapackage.json'],
    lines: ['source-error a - -', 'source-error b - -', 'source-error pipe - -', 'too-large large - -'],
  })
})

test('refuses a package whose files are too large together', async () => {
  const names = ['a.csv', 'b.csv', 'c.csv']
  const dir = await folder(names)
  for (const name of names) {
    await writeFile(join(dir, name), '')
    await truncate(join(dir, name), MAX_FILE_BYTES)
  }
  const { files, findings } = await readPackageFolder(dir)
  expect(findings.map(findingLine)).toEqual(['too-large b - -'])
  expect(files.map(({ path }) => path)).toEqual(['datapackage.json', 'a.csv'])
})

test('says that an empty folder is no package', async () => {
  const dir = join(root, 'empty')
  await mkdir(dir)
  expect(await read(dir)).toEqual({ files: [], lines: ['source-error datapackage.json - -'] })
})
