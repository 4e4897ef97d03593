import { beforeAll, expect, test } from 'vitest'
import { figureAddress } from '../../../src/domain/figures/rules.ts'
import { readFiguresHead } from '../../../src/domain/figures/store.ts'
import { listFunding, listResults } from '../../../src/domain/figures/service.ts'
import type { SitemapEntry } from '../../../src/domain/sitemap/rules.ts'
import { getSitemap, getSitemapPart } from '../../../src/domain/sitemap/service.ts'
import { listFigurePages } from '../../../src/domain/sitemap/store.ts'
import { getSheet } from '../../../src/domain/sheets/service.ts'
import { publishNewPackages } from '../../../src/server/releases.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { publishRows } from '../../fixtures/figures.ts'
import { plansOf } from '../../fixtures/plans.ts'

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
    const parts = await Promise.all(sitemap.parts.map((part) => getSitemapPart(site.context, part, size)))
    expect(parts.every(({ length }) => length > 0 && length <= size)).toBe(true)
    const paths = (entries: readonly SitemapEntry[]) => entries.map(({ path }) => path).toSorted()
    expect(paths(parts.flat())).toEqual(paths(whole))
    const last = sitemap.parts.at(-1) ?? 0
    for (const part of [0, last + 1]) {
      await expect(getSitemapPart(site.context, part, size)).rejects.toMatchObject({ code: 'not-found' })
    }
  })

  test('leaves out files in which nothing would stand', async () => {
    const change = (at: number) =>
      publishRows(site, {
        dataset: 'ngay-thay-doi',
        results: [
          {
            ...{ unit: 'huyen-muong-la', period: '2019', value: String(at), status: 'revised' },
            note: `correction: đếm sót lần ${at}`,
          },
        ],
      })
    for (let at = 1; at <= 4; at += 1) await change(at)
    const size = 2
    const sitemap = await getSitemap(site.context, size)
    if (sitemap.kind !== 'parts') throw new Error('the sitemap is not in parts')
    const ofFigures = Math.ceil((await readFiguresHead(site.db.read)) / size)
    expect(sitemap.parts).not.toContain(ofFigures)
    expect(sitemap.parts).toContain(ofFigures + 1)
    await expect(getSitemapPart(site.context, ofFigures, size)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('finds a stretch of many figures without a look at those before it', async () => {
    // PostgreSQL reads a table as small as this one whole, and is right.
    if (site.db.dialect === 'postgres') return
    const plans = await plansOf(site.db, (read) => listFigurePages(read, { from: 101, to: 110 }))
    expect(plans).toHaveLength(1)
    for (const { walked } of plans) expect(walked).toEqual([])
  })

  test('lists no sheet for paper: it shows what the page of its unit shows, pinned to the day', async () => {
    const { address } = await getSheet(site.context, 'huyen-muong-la', 'en')
    expect(address).toBe('http://localhost:4321/en/dia-phuong/huyen-muong-la/?asof=2026-03-05')
    expect((await wholeSitemap()).filter(({ path }) => path.includes('ban-in'))).toEqual([])
  })
})
