import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { readdirSync, readFileSync } from 'node:fs'
import { canonicalDescriptor, canonicalFiles, hashBytes } from '../../../src/domain/releases/canonical.ts'
import { checkFolder, checkPackage } from '../../../src/domain/packages/check.ts'
import { listPage } from '../../../src/domain/figures/service.ts'
import { exportFile } from '../../../src/domain/releases/export.ts'
import { publishPackage, type Publisher } from '../../../src/domain/releases/publish.ts'
import type { PackageFile, ReadPackage } from '../../../src/domain/releases/rules.ts'
import {
  getRelease,
  getReleaseFile,
  getReleaseFiles,
  publicSigningKey,
} from '../../../src/domain/releases/service.ts'
import { readPublicKey } from '../../../src/domain/releases/signing.ts'
import { proveReleases } from '../../../src/domain/releases/verify.ts'
import { sha256 } from '../../../src/domain/secrets.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { makePackage, PRESS, publishRows, type Rows } from '../../fixtures/figures.ts'
import { makePackage as makeFiles } from '../../fixtures/packages.ts'

const COMMAND: Publisher = { channel: 'command', publishedBy: 'an@x.vn', staffId: null, confirmedBy: null }
const PACKAGES = readdirSync('content/data', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'reference')
  .map(({ name }) => name)

describeOnBothDatabases('the files of a release', (open) => {
  let site: TestSite
  let communes: string[]
  let runs = 0
  beforeAll(async () => {
    site = await open()
    communes = [...site.context.reference.units.values()]
      .filter(({ level, parentId }) => level === 'commune' && parentId !== 'son-la')
      .map(({ id }) => id)
  })

  const exported = async (dataset: string, version: number) =>
    asText(await getReleaseFiles(site.context, dataset, version))

  /** Checks the bytes as an upload would be, and publishes them. */
  const publishBytes = async (files: readonly PackageFile[]) => {
    const check = await checkPackage(site.context, files)
    expect(check.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    return publishPackage(site.context, check, COMMAND, [])
  }

  describe.each(PACKAGES)('of %s', (name) => {
    test('are the files that it was published from: every byte of a table, every property of its description', async () => {
      const other = await open()
      const read = await checkFolder(other.context, `content/data/${name}`)
      await publishPackage(other.context, read, COMMAND, [])
      const [descriptor, ...tables] = await getReleaseFiles(other.context, name, 1)
      const lying = (path: string) => readFileSync(`content/data/${name}/${path}`)
      for (const { path, bytes } of tables)
        expect(Buffer.from(bytes).equals(lying(path)), `${path} differs`).toBe(true)
      expect(tables.map(({ path }) => path).sort()).toEqual(
        readdirSync(`content/data/${name}`)
          .filter((path) => path.endsWith('.csv'))
          .sort(),
      )
      for (const { path, bytes } of [...(descriptor === undefined ? [] : [descriptor]), ...tables]) {
        const alone = await exportFile(other.context.db.read, { dataset: name, version: 1, path }, 7)
        expect(alone !== null && Buffer.from(alone.bytes).equals(bytes), `${path} differs alone`).toBe(true)
      }
      expect(await getReleaseFile(other.context, name, 1, 'results.csv.txt')).toBeNull()
      const said = JSON.parse(Buffer.from(descriptor?.bytes ?? []).toString('utf8')) as unknown
      expect(said).toEqual(JSON.parse(lying('datapackage.json').toString('utf8')))
    })
  })

  // No control character but the line feed, and nothing that begins like a formula: a check lets neither through.
  const letters = fc.constantFrom('a', 'Đ', 'ế', 'e\u0323', '😀', ...Array.from(' ",;=+-@\'\\\t\n.0'), '\r\n')
  const text = fc
    .array(letters, { maxLength: 12 })
    .map((parts) => `n${parts.join('')}`)
    .chain((said) => fc.constantFrom(said, null))
  const values = fc.integer({ min: 0, max: 999 }).map((n) => (n / 100).toFixed(n % 3))
  const packages = fc.uniqueArray(
    fc.record({
      unit: fc.constantFrom(0, 1, 2),
      period: fc.constantFrom('2021', '2022', '2021-06', '2021/2022'),
      value: values,
      claim: fc.option(fc.record({ value: values, note: text, page: text })),
      note: text,
      page: text,
      qualifier: fc.constantFrom('more-than', 'about', null),
    }),
    { minLength: 1, maxLength: 8, selector: ({ unit, period }) => `${unit} ${period}` },
  )

  test('are the bytes that were published, whatever came later', async () => {
    await fc.assert(
      fc.asyncProperty(packages, fc.integer({ min: 0, max: 7 }), async (rows, changed) => {
        const dataset = `goi-${(runs += 1)}`
        // Each run speaks of communes of its own, so that one database does for all.
        const placeOf = ({ unit, period }: { unit: number; period: string }) => ({
          unit: communes[runs * 3 + unit] ?? 'no more communes',
          period,
          indicator: 'muc-giam-ty-le-ho-ngheo',
        })
        const toRows = (change: (at: number) => object): Rows => ({
          dataset,
          results: rows.map(({ claim, ...row }, at) => ({
            ...row,
            ...placeOf(row),
            reason: claim === null ? null : 'Nguồn này ghi rõ cách tính.',
            ...change(at),
          })),
          claims: rows.flatMap(({ claim, ...row }) =>
            claim === null ? [] : [{ ...placeOf(row), document: PRESS, ...claim }],
          ),
        })
        const first = toFiles(makePackage(toRows(() => ({}))))
        const second = toFiles(
          makePackage(
            toRows((at) =>
              at === changed % rows.length
                ? { value: '3.33', status: 'revised', note: 'correction: nhập nhầm' }
                : {},
            ),
          ),
        )
        expect(await publishBytes(first)).toMatchObject({ kind: 'published', version: 1 })
        expect(await exported(dataset, 1)).toEqual(asText(first))
        expect(await publishBytes(second)).toMatchObject({ kind: 'published', version: 2 })
        expect(await exported(dataset, 1)).toEqual(asText(first))
        expect(await exported(dataset, 2)).toEqual(asText(second))
      }),
      { numRuns: 15 },
    )
  })

  test('keep cells that begin like a formula as they are', async () => {
    const notes = ['=1+1', '+84', '-5', '@ai']
    const results = notes.map((note, at) => ({ note, period: String(2001 + at) }))
    await publishRows(site, { dataset: 'cong-thuc', results })
    const [, table] = await exported('cong-thuc', 1)
    expect(
      table?.text
        .split('\n')
        .slice(1, 5)
        .map((line) => line.split(',')[9]),
    ).toEqual(notes)
  })

  test('say yes and no as the package does, and the site knows both', async () => {
    const results = [
      { indicator: 'hoan-thanh-ho-tro-nha-o', period: '2021', value: 'yes' },
      { indicator: 'hoan-thanh-ho-tro-nha-o', period: '2020', value: 'no' },
      { indicator: 'so-nha-xay-moi', period: '2020', value: '1' },
    ]
    const files = makeFiles({ name: 'co-khong', results })
    await publishBytes(files)
    const [descriptor, table] = await exported('co-khong', 1)
    expect(table).toEqual(asText(files)[1])
    expect(descriptor?.text).toContain('"name": "value",\n            "type": "string"')
    const { items } = await listPage(site.context, 'result', { period: '2021' }, { limit: 50, after: null })
    expect(items.find((item) => item.id.startsWith('hoan-thanh'))).toMatchObject({ current: { value: '1' } })
    const again = await checkPackage(site.context, files)
    expect(again.findings).toEqual([])
    expect(await publishPackage(site.context, again, COMMAND, [])).toEqual({ kind: 'unchanged' })
    expect(await proveReleases(site.context, { dataset: 'co-khong' }, [])).toMatchObject([{ cause: null }])
  })

  test('keep two tables of one kind apart', async () => {
    const pkg = makePackage({ dataset: 'hai-bang', results: [{ period: '2011' }, { period: '2012' }] })
    const [one, two] = pkg.rows
    if (one === undefined || two === undefined) throw new Error('two rows were made')
    pkg.rows = [one, { ...two, file: 'nam-2012.csv', rowNumber: 2 }]
    pkg.descriptor.resources = [
      { name: 'results', path: 'results.csv' },
      { name: 'results', path: 'nam-2012.csv' },
    ]
    pkg.columns = new Map(
      ['results.csv', 'nam-2012.csv'].map((path) => [path, pkg.columns.get('results.csv') ?? []]),
    )
    const files = toFiles(pkg)
    await publishBytes(files)
    expect(await exported('hai-bang', 1)).toEqual(asText(files))
    const { descriptor } = await getRelease(site.context, 'hai-bang', 1)
    expect(descriptor.resources.map(({ name }) => name)).toEqual(['results', 'results-2'])
  })

  test('are listed with their hashes in a signed manifest', async () => {
    await publishRows(site, { dataset: 'ky-ten', results: [{ period: '1999' }] })
    const release = await getRelease(site.context, 'ky-ten', 1)
    const files = await getReleaseFiles(site.context, 'ky-ten', 1)
    expect(release.files).toEqual(
      files.map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: hashBytes(bytes) })),
    )
    expect(JSON.parse(release.manifest)).toMatchObject({
      dataset: 'ky-ten',
      version: 1,
      releaseHash: release.hash,
      previousReleaseHash: release.previousHash,
      files: release.files,
    })
    const { id, pem } = publicSigningKey(site.context)
    const key = readPublicKey(pem)
    expect([id, key.id]).toEqual([release.keyId, release.keyId])
    expect(key.verify(release.manifest, release.signature)).toBe(true)
    expect(key.verify(release.manifest.replace('"version": 1', '"version": 2'), release.signature)).toBe(
      false,
    )
  })

  test('have a release whose hash anyone can compute from its record', async () => {
    const release = await getRelease(site.context, 'ky-ten', 1)
    expect(sha256(JSON.stringify(release.record))).toBe(release.hash)
    expect(JSON.stringify(release)).not.toContain('so-lieu@example.vn')
  })

  test('are proved with the key of their time, once another signs', async () => {
    const { pem } = publicSigningKey(site.context)
    const signingKey = Buffer.alloc(32, 'the next key').toString('base64')
    const context = { ...site.context, config: { ...site.context.config, signingKey } }
    const wanted = { dataset: 'ky-ten' }
    expect(await proveReleases(context, wanted, [])).toMatchObject([{ cause: 'unknown-key' }])
    expect(await proveReleases(context, wanted, [pem])).toMatchObject([{ cause: null }])
  })
})

function toFiles(pkg: ReadPackage): PackageFile[] {
  return canonicalFiles(canonicalDescriptor(pkg), pkg)
}

function asText(files: readonly PackageFile[]): { path: string; text: string }[] {
  return files.map(({ path, bytes }) => ({ path, text: Buffer.from(bytes).toString('utf8') }))
}
