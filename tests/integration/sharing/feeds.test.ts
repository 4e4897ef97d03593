import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listFeed } from '../../../src/domain/feeds/service.ts'
import { ARTICLES_PER_PAGE } from '../../../src/domain/news/rules.ts'
import { syncArticles } from '../../../src/domain/news/syncing.ts'
import { getSitemap } from '../../../src/domain/sitemap/service.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'

const LATER = 'ke-hoach-dang-ban-tong-hop-so-lieu'
const HOUSES = 'son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022'

describeOnBothDatabases('feeds of the news', (open) => {
  let site: TestSite
  let content: string

  beforeAll(async () => {
    site = await open()
    site.clock.set('2026-11-22T00:00:00.000Z')
    content = mkdtempSync(join(tmpdir(), 'site-content-'))
    cpSync('content', content, { recursive: true })
    await syncArticles(site.context, content)
  })
  afterAll(() => {
    rmSync(content, { recursive: true })
  })

  const slugsOf = async (filter = {}): Promise<string[]> =>
    (await listFeed(site.context, filter, 1)).articles.map(({ slug }) => slug)

  test('have what the page of the same list has, newest first', async () => {
    const { articles } = await listFeed(site.context, {}, 1)
    expect(articles.length).toBeGreaterThanOrEqual(4)
    const times = articles.map(({ publishedAt }) => publishedAt)
    expect(times).toEqual(times.toSorted().toReversed())
  })

  test('never have an article early, and neither has the sitemap', async () => {
    const paths = async (): Promise<string[]> => {
      const sitemap = await getSitemap(site.context)
      return sitemap.kind === 'whole' ? sitemap.entries.map(({ path }) => path) : []
    }
    expect(await slugsOf()).not.toContain(LATER)
    expect(await paths()).not.toContain(`/tin-tuc/${LATER}/`)
    const now = site.clock.now().toISOString()
    site.clock.set('2031-01-15T23:00:00.000Z')
    expect(await slugsOf()).toContain(LATER)
    expect(await paths()).toContain(`/tin-tuc/${LATER}/`)
    site.clock.set(now)
  })

  test('of a category or a unit have nothing else; of an unknown one there is none', async () => {
    const all = await slugsOf()
    const { articles } = await listFeed(site.context, { category: 'so-lieu' }, 1)
    expect(articles.length).toBeGreaterThan(0)
    expect(articles.length).toBeLessThan(all.length)
    for (const { category } of articles) expect(category).toBe('so-lieu')
    expect(await slugsOf({ district: 'huyen-muong-la' })).toEqual([HOUSES])
    for (const filter of [{ category: 'khong-co' }, { district: 'khong-co' }, { category: 'constructor' }]) {
      await expect(listFeed(site.context, filter, 1)).rejects.toMatchObject({ code: 'not-found' })
    }
    await expect(listFeed(site.context, {}, 2)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('tell of a correction, and date the article by it; so does the sitemap', async () => {
    const file = join(content, `news/2022/${HOUSES}.md`)
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(
        'draft: false',
        'corrections: [{date: 2026-11-20, text: Sửa số nhà của một huyện trong bài.}]',
      ),
    )
    await syncArticles(site.context, content)
    const { articles } = await listFeed(site.context, { district: 'huyen-muong-la' }, 1)
    expect(articles[0]?.corrections).toMatchObject([{ text: 'Sửa số nhà của một huyện trong bài.' }])
    expect(articles[0]?.changedAt).toBe('2026-11-19T17:00:00.000Z')
    const sitemap = await getSitemap(site.context)
    const entries = sitemap.kind === 'whole' ? sitemap.entries : []
    expect(entries.find(({ path }) => path === `/tin-tuc/${HOUSES}/`)?.changedAt).toBe(
      '2026-11-19T17:00:00.000Z',
    )
  })

  test('go on over as many pages as the list has', async () => {
    const file = readFileSync(join(content, `news/2022/${HOUSES}.md`), 'utf8')
    for (let n = 1; n <= ARTICLES_PER_PAGE; n += 1)
      writeFileSync(join(content, `news/2022/mot-bai-khac-${n}.md`), file)
    await syncArticles(site.context, content)
    const first = await listFeed(site.context, {}, 1)
    const second = await listFeed(site.context, {}, 2)
    expect(first.pages).toBe(2)
    const slugs = [...first.articles, ...second.articles].map(({ slug }) => slug)
    expect(new Set(slugs).size).toBe(slugs.length)
    expect(slugs.length).toBeGreaterThan(ARTICLES_PER_PAGE)
  })
})
