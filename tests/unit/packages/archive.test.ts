import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readArchive } from '../../../src/domain/packages/archive.ts'
import { makePackage } from '../../fixtures/packages.ts'

const files = Object.fromEntries(
  makePackage({ results: [{ value: '5' }] }).map(({ path, bytes }) => [path, bytes]),
)
const within = (folder: string) =>
  Object.fromEntries(Object.entries(files).map(([path, bytes]) => [folder + path, bytes]))
const read = (entries: Record<string, Uint8Array>) => readArchive(zipSync(entries), 'goi.zip')
const README = strToU8('Xin đọc')

describe('a package in an archive', () => {
  test.each<[string, Record<string, Uint8Array>]>([
    ['as it is', files],
    ['in a folder', within('goi/')],
    ['in a folder of a folder', within('2022/goi/')],
    ['in a folder behind a file beside it', { 'README.txt': README, ...within('goi/') }],
    ['as it is behind a file of another folder', { 'doc/README.txt': README, ...files }],
    ['with what macOS adds', { '__MACOSX/goi/._datapackage.json': README, ...within('goi/') }],
  ])('is found %s', (_, entries) => {
    const found = read(entries)
    expect(found.findings).toEqual([])
    expect(found.files.map(({ path }) => path)).toEqual(['datapackage.json', 'results.csv'])
  })

  test('is refused once where every path leads out of the archive', () => {
    for (const folder of ['../', '../goi/', 'goi/../../', '/goi/']) {
      expect(read({ ...within(folder), [`${folder}khac.csv`]: README }), folder).toMatchObject({
        files: [],
        findings: [{ type: 'path-outside', file: 'goi.zip', cell: expect.stringContaining(folder) }],
      })
    }
  })

  test('is missed where there is none', () => {
    expect(read({ 'README.txt': README }).findings).toMatchObject([
      { type: 'source-error', file: 'datapackage.json' },
    ])
  })

  test('is one: of two neither is read', () => {
    for (const entries of [
      { ...within('mot/'), ...within('hai/') },
      { ...files, ...within('hai/') },
    ]) {
      const found = read(entries)
      expect(found.files).toEqual([])
      expect(found.findings).toMatchObject([{ type: 'source-error', severity: 'error', file: 'goi.zip' }])
      expect(found.findings[0]?.message).toMatch(/Tệp nén có 2 gói \(.*"hai\/datapackage\.json"/u)
    }
  })

  test('is told of each table that it does not name', () => {
    const found = read({ ...within('goi/'), 'goi/Thêm.CSV': README, 'khac.csv': README, 'goi/a.txt': README })
    expect(found.findings).toMatchObject([
      { type: 'resource-error', severity: 'error', file: 'Thêm.CSV' },
      { type: 'resource-error', severity: 'error', file: 'khac.csv' },
    ])
    expect(found.findings[0]?.message).toContain('không ghi, nên không được đọc')
  })

  test('is not blamed for a table whose entry has a mistake, or without a list of tables', () => {
    for (const resources of [[{ path: 'results.csv', name: 5 }], [], 'results.csv']) {
      const descriptor = strToU8(JSON.stringify({ resources }))
      expect(read({ ...files, 'datapackage.json': descriptor }).findings).toEqual([])
    }
  })
})
