import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listResults } from '../../../src/domain/figures/service.ts'
import { listReleases } from '../../../src/domain/releases/service.ts'
import { createContext } from '../../../src/server/context.ts'
import { publishNewPackages } from '../../../src/server/releases.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { publishRows } from '../../fixtures/figures.ts'
import { makePackage, type PackageContent } from '../../fixtures/packages.ts'

describeOnBothDatabases('when the site starts', (open) => {
  let site: TestSite
  let contentDir: string
  let printed: string[]

  beforeEach(async () => {
    site = await open()
    contentDir = await mkdtemp(join(tmpdir(), 'site-content-'))
    await mkdir(join(contentDir, 'data', 'reference'), { recursive: true })
    printed = []
  })
  afterEach(() => rm(contentDir, { recursive: true }))

  const put = async (folder: string, content: PackageContent) => {
    for (const { path, bytes } of makePackage({ name: folder, ...content })) {
      await mkdir(join(contentDir, 'data', folder), { recursive: true })
      await writeFile(join(contentDir, 'data', folder, path), bytes)
    }
  }
  const start = (context = site.context) =>
    publishNewPackages(context, { contentDir, print: (line) => void printed.push(line) })
  const published = async () =>
    (await listReleases(site.context)).map(({ dataset, version }) => `${dataset}/${version}`).reverse()

  test('packages are published, real ones first and by name', async () => {
    await put('a-minh-hoa', { sample: true, results: [{ value: '1' }] })
    await put('c-that', { results: [{ value: '1', period: '2021' }] })
    await put('b-that', { results: [{ value: '1' }] })
    await start()
    expect(await published()).toEqual(['b-that/1', 'c-that/1', 'a-minh-hoa/1'])
    expect(printed).toHaveLength(3)
    expect(await listReleases(site.context)).toMatchObject(
      Array(3).fill({ channel: 'start', publishedBy: null }),
    )
  })

  test('nothing is published twice, and nothing is said', async () => {
    await put('that', { results: [{ value: '1' }] })
    await start()
    printed = []
    await start()
    expect(await published()).toEqual(['that/1'])
    expect(printed).toEqual([])
  })

  test('a package that is as it was is not read as one again, however it is checked by now', async () => {
    await put('that', { results: [{ value: '1' }] })
    await start()
    await start()
    // Nobody knows the indicator any more, and nobody asks.
    const { indicators, ...reference } = site.context.reference
    const without = new Map([...indicators].filter(([id]) => id !== 'so-nha-duoc-ho-tro'))
    printed = []
    await start({ ...site.context, reference: { ...reference, indicators: without } })
    expect(printed).toEqual([])
    await put('that', { results: [{ value: '1' }], title: 'Một tên khác' })
    await start({ ...site.context, reference: { ...reference, indicators: without } })
    expect(printed.join('\n')).toContain('Chưa công bố')
  })

  test('a package that came back to what it was before is left alone', async () => {
    await put('that', { results: [{ value: '1' }] })
    await start()
    await put('that', { results: [{ value: '2', status: 'revised', note: 'correction: đếm sót' }] })
    await start()
    await put('that', { results: [{ value: '1' }] })
    await start()
    expect(await published()).toEqual(['that/1', 'that/2'])
    expect((await listResults(site.context, {}))[0]?.current.value).toBe('2')
  })

  test('a package whose figures were corrected since is left alone, without a word', async () => {
    await put('that', { results: [{ value: '1' }] })
    await start()
    await publishRows(site, {
      dataset: 'that',
      results: [
        {
          ...{ indicator: 'so-nha-duoc-ho-tro', value: '2', status: 'revised' },
          note: 'correction: đếm sót',
        },
      ],
    })
    printed = []
    await start()
    expect(printed).toEqual([])
    expect(await published()).toEqual(['that/1', 'that/2'])
    expect((await listResults(site.context, {}))[0]?.current.value).toBe('2')
  })

  test('samples stay out of a public site', async () => {
    const public_ = await open({ demo: false })
    await put('minh-hoa', { sample: true, results: [{ value: '1' }] })
    await put('that', { results: [{ value: '1' }] })
    await start(public_.context)
    const rows = await public_.db.read.selectFrom('release').select('dataset').execute()
    expect(rows).toEqual([{ dataset: 'that' }])
  })

  test('a package with a mistake is named with its place, and the others are published', async () => {
    await put('a-hong', { results: [{ value: '1,5' }] })
    await put('b-tot', { results: [{ value: '1' }] })
    await start()
    expect(await published()).toEqual(['b-tot/1'])
    expect(printed.join('\n')).toMatch(/Chưa công bố .*a-hong[\s\S]*results\.csv, dòng 2, cột value: /u)
  })

  test('a change without its reason is not published', async () => {
    await put('that', { results: [{ value: '1' }] })
    await start()
    await put('that', { results: [{ value: '2' }] })
    await start()
    expect((await listResults(site.context, {}))[0]?.current.value).toBe('1')
    expect(printed.at(-2)).toContain('đổi một số liệu đã công bố')
  })

  test('folders that hold no package are passed over', async () => {
    await mkdir(join(contentDir, 'data', 'ghi-chu'))
    await writeFile(join(contentDir, 'data', 'README.md'), 'Chỉ là ghi chú.')
    await start()
    expect(printed).toEqual([])
  })

  test('two processes publish once', async () => {
    await put('a', { results: [{ value: '1' }] })
    await put('b', { results: [{ value: '1', period: '2021' }] })
    const second = { ...createContext(site.context.config), now: site.context.now }
    await Promise.all([start(), start(second)])
    await second.db.close()
    expect(await published()).toEqual(['a/1', 'b/1'])
    expect(printed).toHaveLength(2)
  })

  test('what the site brings with it can be published as it is', async () => {
    await rm(join(contentDir, 'data'), { recursive: true })
    await cp('content/data', join(contentDir, 'data'), { recursive: true })
    await start()
    expect(printed.filter((line) => !line.startsWith('Đã công bố'))).toEqual([])
    expect(await published()).toContain('kinh-phi/1')
  })
})
