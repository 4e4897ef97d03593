import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readArchive } from '../../../src/domain/packages/archive.ts'
import { MAX_UPLOAD_BYTES } from '../../../src/domain/releases/desk-rules.ts'
import { MAX_UNPACKED_BYTES, unzip } from '../../../src/domain/packages/zip.ts'
import { findingLine } from '../../fixtures/finding-lines.ts'
import { makePackage } from '../../fixtures/packages.ts'

const all = (): boolean => true
const text = (value: string): Buffer => Buffer.from(value, 'utf8')
const problemOf = (bytes: Uint8Array, wanted: (name: string) => boolean = all): string | undefined =>
  unzip(bytes, wanted).problem?.type

describe('an archive', () => {
  test('gives back what was packed', () => {
    const name = fc.stringMatching(/^[a-zđ]{1,8}\.csv$/u)
    const files = fc.dictionary(name, fc.uint8Array({ maxLength: 5_000 }), { minKeys: 1 })
    fc.assert(
      fc.property(files, fc.constantFrom(0 as const, 6 as const), (contents, level) => {
        const unzipped =
          unzip(zipSync({ ...contents }, { level }), all).files ?? new Map<string, Uint8Array>()
        expect([...unzipped.keys()].sort()).toEqual(Object.keys(contents).sort())
        for (const [path, bytes] of Object.entries(contents)) {
          expect(Buffer.from(unzipped.get(path) ?? []).equals(Buffer.from(bytes))).toBe(true)
        }
      }),
    )
  })

  test('that grows beyond the limit is refused while it grows', () => {
    const part = new Uint8Array(MAX_UNPACKED_BYTES / 4 + 1)
    const bomb = zipSync({ a: part, b: part, c: part, d: part }, { level: 9 })
    expect(bomb.byteLength).toBeLessThan(MAX_UPLOAD_BYTES / 10)
    expect(problemOf(bomb)).toBe('too-large')
    expect(problemOf(bomb, (name) => name !== 'd')).toBeUndefined()
  })

  test('that lies about its sizes is refused all the same', () => {
    const bomb = Buffer.from(zipSync({ a: new Uint8Array(MAX_UNPACKED_BYTES + 1) }, { level: 9 }))
    // Unpacked sizes, in both headers.
    bomb.writeUInt32LE(10, 22)
    bomb.writeUInt32LE(10, bomb.lastIndexOf(Buffer.from('PK\u0001\u0002')) + 24)
    expect(problemOf(bomb)).toBe('too-large')
  })

  test('whose entries all point at the same bytes is counted for each of them', () => {
    const zip = Buffer.from(zipSync({ a: new Uint8Array(MAX_UNPACKED_BYTES / 2 + 1), b: new Uint8Array(5) }))
    const [first, second] = [zip.indexOf('PK\u0001\u0002'), zip.lastIndexOf('PK\u0001\u0002')]
    zip.copy(zip, second + 20, first + 20, first + 28)
    zip.copy(zip, second + 42, first + 42, first + 46)
    expect(problemOf(zip)).toBe('too-large')
  })

  test('that is too large or has too many entries is not looked into', () => {
    expect(problemOf(new Uint8Array(MAX_UPLOAD_BYTES + 1))).toBe('too-large')
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`${at}`, text('x')]))
    expect(problemOf(zipSync(many))).toBe('too-large')
  })

  test('that is damaged anywhere is refused or read, and nothing else', () => {
    const sound = Buffer.from(zipSync({ 'a.csv': text('x'.repeat(300)), 'b.csv': text('y') }))
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.nat(255), (at, byte) => {
        const damaged = Buffer.from(sound)
        damaged[at] = byte
        const { files, problem } = unzip(damaged, all)
        expect((files === null) !== (problem === null)).toBe(true)
      }),
      { numRuns: 500 },
    )
    for (let length = 0; length < sound.length; length += 1) {
      expect(problemOf(sound.subarray(0, length))).toBe('source-error')
    }
  })

  test('with a password or a link says so', () => {
    const locked = Buffer.from(zipSync({ a: text('x') }))
    const entry = locked.indexOf('PK\u0001\u0002')
    locked.writeUInt16LE(1, entry + 8)
    expect(unzip(locked, all).problem?.message).toContain('mật khẩu')
    const link = zipSync({ 'a.csv': [text('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] })
    expect(problemOf(link)).toBe('path-outside')
  })
})

describe('a ZIP of a package', () => {
  const files = makePackage({ results: [{ value: '5' }] })
  const packed = (folder: string, more: Record<string, Buffer> = {}): Uint8Array =>
    zipSync({
      ...Object.fromEntries(files.map(({ path, bytes }) => [folder + path, bytes])),
      ...more,
    })

  test('is read as it is or within its folder, without what is not of the package', () => {
    const clutter = { '__MACOSX/._results.csv': text('x'), '.DS_Store': text('x') }
    for (const zip of [
      packed(''),
      packed('ket-qua/'),
      packed('', clutter),
      packed('a/', { 'a/x.txt': text('') }),
    ]) {
      const found = readArchive(zip, 'goi.zip')
      expect(found.findings).toEqual([])
      expect(found.files.map(({ path }) => path)).toEqual(['datapackage.json', 'results.csv'])
      expect(Buffer.from(found.files[1]?.bytes ?? []).toString()).toBe(
        Buffer.from(files[1]?.bytes ?? []).toString(),
      )
    }
  })

  test('is refused with a path that leaves it', () => {
    for (const path of ['../x.csv', '/etc/x.csv', 'a/../../x.csv', 'C:\\x.csv']) {
      const { files: read, findings } = readArchive(packed('', { [path]: text('x') }), 'goi.zip')
      expect([read, findings.map(findingLine)], path).toEqual([[], ['path-outside goi.zip - -']])
    }
  })

  test('without datapackage.json, or that is no ZIP, says so', () => {
    const lines = (bytes: Uint8Array): string[] => readArchive(bytes, 'goi.zip').findings.map(findingLine)
    expect(lines(zipSync({ 'results.csv': text('x') }))).toEqual(['source-error datapackage.json - -'])
    expect(lines(text('unit,value'))).toEqual(['source-error goi.zip - -'])
  })
})
