import { beforeAll, expect, test } from 'vitest'
import { figureAddress } from '../../../src/domain/figures/rules.ts'
import { listFunding, listResults } from '../../../src/domain/figures/service.ts'
import type { SitemapEntry } from '../../../src/domain/sitemap/rules.ts'
import { getSitemap, getSitemapPart } from '../../../src/domain/sitemap/service.ts'
import { getSheet } from '../../../src/domain/sheets/service.ts'
import { publishNewPackages } from '../../../src/server/releases.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { publishRows } from '../../fixtures/figures.ts'

describeOnBothDatabases('the sitemap', (open) => {
  let site: TestSite

  beforeAll(async () => {
    site = await open()
    await publishNewPackages(site.context, { print: () => undefined })
  })

  async function wholeSitemap(): Promise<readonly SitemapEntry[]> {
    const sitemap = await getSitemap(site.context)
    return sitemap.kind === 'whole' ? sitemap.entries : []
  }

  test('has every unit, indicator, programme and real figure once, and no sample', async () => {
    const paths = (await wholeSitemap()).map(({ path }) => path)
    expect(new Set(paths).size).toBe(paths.length)
    const { units, indicators } = site.context.reference
    for (const id of units.keys()) expect(paths).toContain(`/dia-phuong/${id}/`)
    for (const id of indicators.keys()) expect(paths).toContain(`/ket-qua/${id}/`)
    const figures = [...(await listResults(site.context, {})), ...(await listFunding(site.context, {}))]
    const real = figures.filter(({ sample }) => !sample).map(({ id }) => figureAddress(id))
    expect(paths.filter((path) => path.startsWith('/so-lieu/')).toSorted()).toEqual(real.toSorted())
    expect(real.length).toBeLessThan(figures.length)
    expect(paths.some((path) => path.startsWith('/kinh-phi/ctmtqg'))).toBe(true)
  })

  test('dates a page by the release that changed it, and leaves others as they were', async () => {
    const before = new Map((await wholeSitemap()).map(({ path, changedAt }) => [path, changedAt]))
    site.clock.set('2026-03-05T02:00:00.000Z')
    await publishRows(site, {
      dataset: 'ngay-thay-doi',
      results: [{ unit: 'huyen-muong-la', period: '2019', value: '30.5' }],
    })
    const after = new Map((await wholeSitemap()).map(({ path, changedAt }) => [path, changedAt]))
    const changed = [...after].filter(([path, time]) => before.get(path) !== time).map(([path]) => path)
    expect(changed.toSorted()).toEqual([
      '/',
      '/dia-phuong/',
      '/dia-phuong/huyen-muong-la/',
      '/du-lieu/',
      '/du-lieu/ngay-thay-doi/1/',
      '/ket-qua/',
      '/ket-qua/ty-le-ho-ngheo/',
      '/nhat-ky/',
      '/so-lieu/ty-le-ho-ngheo_huyen-muong-la_2019',
    ])
    for (const path of changed) expect(after.get(path)).toBe('2026-03-05T02:00:00.000Z')
  })

  test('in parts has the same pages, each in one of them', async () => {
    const whole = await wholeSitemap()
    const size = 100
    const sitemap = await getSitemap(site.context, size)
    if (sitemap.kind !== 'parts') throw new Error('the sitemap is not in parts')
    expect(sitemap.parts).toBe(Math.ceil(whole.length / size))
    const parts: SitemapEntry[] = []
    for (let part = 1; part <= sitemap.parts; part += 1)
      parts.push(...(await getSitemapPart(site.context, part, size)))
    expect(parts).toEqual(whole)
    for (const part of [0, sitemap.parts + 1]) {
      await expect(getSitemapPart(site.context, part, size)).rejects.toMatchObject({ code: 'not-found' })
    }
  })

  test('lists no sheet for paper: it shows what the page of its unit shows, pinned to the day', async () => {
    const { address } = await getSheet(site.context, 'huyen-muong-la', 'en')
    expect(address).toBe('http://localhost:4321/en/dia-phuong/huyen-muong-la/?asof=2026-03-05')
    expect((await wholeSitemap()).filter(({ path }) => path.includes('ban-in'))).toEqual([])
  })
})
