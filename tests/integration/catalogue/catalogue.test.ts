import { createHash, createPublicKey, verify } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  getCatalogue,
  getLedgerPage,
  getNewestVersion,
  getPublicKey,
  getReleaseFile,
  getReleasePage,
  listLedger,
} from '../../../src/domain/catalogue/service.ts'
import { ledgerLine } from '../../../src/i18n/ledger-words.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { publishRows } from '../../fixtures/figures.ts'

const RATE = 'ty-le-ho-ngheo_son-la_2022'

describeOnBothDatabases('open data', (open) => {
  let site: TestSite

  beforeAll(async () => {
    site = await open()
    await publishRows(site, { results: [{}, { period: '2023', value: '14.17' }] })
    await publishRows(site, {
      dataset: 'nha-o',
      results: [{ indicator: 'so-nha-duoc-ho-tro', value: '2213' }],
    })
    await publishRows(site, { sample: true, results: [{ unit: 'huyen-van-ho', value: '31.20' }] })
    site.clock.advance({ days: 1 })
    await publishRows(site, {
      results: [{ value: '17.85', status: 'revised', note: 'correction: Nhập nhầm.' }],
    })
    site.clock.advance({ days: 1 })
    await publishRows(site, {
      dataset: 'nha-o',
      results: [
        {
          indicator: 'so-nha-duoc-ho-tro',
          value: '2214',
          status: 'revised',
          note: 'revision: Có số cuối năm.',
        },
      ],
    })
  })

  const inPublic = () => ({ ...site.context, config: { ...site.context.config, demo: false } })

  describe('the ledger', () => {
    const lines = async (filter: Parameters<typeof listLedger>[1] = {}) => {
      const { items } = await listLedger(site.context, filter)
      return items.map((entry) => ledgerLine(entry, site.context.reference, 'vi'))
    }

    test('has changes one by one and first publications by release, newest first', async () => {
      expect((await lines()).map(({ kind, dataset, version }) => `${kind} ${dataset}/${version}`)).toEqual([
        'revision nha-o/2',
        'correction thu-nghiem/2',
        'first minh-hoa/1',
        'first nha-o/1',
        'first thu-nghiem/1',
      ])
    })

    test('says of a correction what it was, what it is, why, and its place in the chain', async () => {
      const [line] = await lines({ kind: 'correction' })
      expect(line).toMatchObject({
        title: 'Tỷ lệ hộ nghèo, tỉnh Sơn La, năm 2022',
        before: '17,83\u00a0%',
        after: '17,85\u00a0%',
        reason: 'Nhập nhầm.',
        path: `/so-lieu/${RATE}/v2`,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/u),
        previousHash: expect.stringMatching(/^[0-9a-f]{64}$/u),
      })
    })

    test('is filtered by kind and by dataset', async () => {
      expect((await lines({ kind: 'first' })).map(({ figures }) => figures)).toEqual([1, 1, 2])
      expect((await lines({ dataset: 'nha-o' })).map(({ kind }) => kind)).toEqual(['revision', 'first'])
      expect(await lines({ dataset: 'khong-co' })).toEqual([])
    })

    test('goes on from page to page without a gap', async () => {
      const seen: string[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof getLedgerPage>> = await getLedgerPage(site.context, {
          limit: 2,
          after,
        })
        seen.push(...page.items.map(({ kind }) => kind))
        after = page.next
      } while (after !== null)
      expect(seen).toEqual(['revision', 'correction', 'first', 'first', 'first'])
      await expect(getLedgerPage(site.context, { limit: 2, after: 'x' })).rejects.toMatchObject({
        code: 'invalid',
      })
      expect(await listLedger(site.context, {}, 2)).toMatchObject({ items: { length: 2 } })
    })

    test('names its datasets in Vietnamese order, and a revision to try the check on', async () => {
      const { datasets, example } = await getLedgerPage(site.context, { limit: 20, after: null })
      expect(datasets.map(({ dataset }) => dataset)).toEqual(['minh-hoa', 'nha-o', 'thu-nghiem'])
      expect(example).toBe('/so-lieu/so-nha-duoc-ho-tro_son-la_2022/v2.json')
    })

    test('holds no sample in public', async () => {
      const { items } = await listLedger(inPublic(), {})
      expect(items.map(({ release }) => release.dataset)).not.toContain('minh-hoa')
    })
  })

  describe('the catalogue', () => {
    test('has each dataset with its releases, samples last and in a demonstration only', async () => {
      const { datasets } = await getCatalogue(site.context)
      expect(datasets.map(({ newest, releases }) => [newest.dataset, releases.length])).toEqual([
        ['thu-nghiem', 2],
        ['nha-o', 2],
        ['minh-hoa', 1],
      ])
      const open = await getCatalogue(inPublic())
      expect(open.datasets.map(({ newest }) => newest.sample)).toEqual([false, false])
      await expect(getReleasePage(inPublic(), 'minh-hoa', '1')).rejects.toMatchObject({ code: 'not-found' })
      await expect(getReleaseFile(inPublic(), 'minh-hoa', '1', 'results.csv')).rejects.toMatchObject({
        code: 'not-found',
      })
    })

    test('is empty before anything is published', async () => {
      expect((await getCatalogue((await open()).context)).datasets).toEqual([])
    })

    test('gives files that are what the signed manifest says', async () => {
      const file = (path: string) => getReleaseFile(site.context, 'thu-nghiem', '1', path)
      const manifest = await file('manifest.json')
      const key = createPublicKey(getPublicKey(site.context).pem)
      const { bytes: signature } = await file('manifest.sig')
      expect(signature).toHaveLength(64)
      expect(verify(null, manifest.bytes, key, signature)).toBe(true)
      const { files } = JSON.parse(Buffer.from(manifest.bytes).toString()) as {
        files: { path: string; sha256: string; bytes: number }[]
      }
      expect(files.map(({ path }) => path)).toEqual(['datapackage.json', 'results.csv'])
      for (const { path, sha256, bytes } of files) {
        const sent = await file(path)
        expect(sent.bytes).toHaveLength(bytes)
        expect(createHash('sha256').update(sent.bytes).digest('hex')).toBe(sha256)
      }
    })

    test.each([
      ['thu-nghiem', '1', '../../secret.key'],
      ['thu-nghiem', '1', ''],
      ['thu-nghiem', '01', 'results.csv'],
      ['thu-nghiem', '3', 'results.csv'],
      ['khong-co', '1', 'results.csv'],
    ])('has no %s/%s/%s', async (dataset, version, path) => {
      await expect(getReleaseFile(site.context, dataset, version, path)).rejects.toMatchObject({
        code: 'not-found',
      })
    })

    test('knows the newest version of a dataset', async () => {
      expect(await getNewestVersion(site.context, 'nha-o')).toBe(2)
      await expect(getNewestVersion(site.context, 'khong-co')).rejects.toMatchObject({ code: 'not-found' })
    })
  })
})
