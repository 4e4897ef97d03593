import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getArticle, listNews, listNewest } from '../../../src/domain/news/service.ts'
import { syncArticles } from '../../../src/domain/news/syncing.ts'
import { getPage, syncPages } from '../../../src/domain/pages/service.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'

const HOUSES = 'son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022'

describeOnBothDatabases('articles', (open) => {
  let site: TestSite
  let content: string

  beforeAll(async () => {
    site = await open()
    site.clock.set('2026-11-22T00:00:00.000Z')
    content = mkdtempSync(join(tmpdir(), 'site-content-'))
    cpSync('content', content, { recursive: true })
    await syncArticles(site.context, content)
    await syncPages(site.context, content)
  })
  afterAll(() => {
    rmSync(content, { recursive: true })
  })

  test('of the office are read, newest first', async () => {
    const { articles } = await listNews(site.context, {}, 1)
    expect(articles.length).toBeGreaterThanOrEqual(4)
    expect(articles.map(({ publishedAt }) => publishedAt)).toEqual(
      articles
        .map(({ publishedAt }) => publishedAt)
        .sort()
        .reverse(),
    )
    expect(await getArticle(site.context, HOUSES)).toMatchObject({ commentsOpen: true, language: 'vi' })
    expect((await getPage(site.context, 'bao-ve-du-lieu-ca-nhan')).bodyHtml).toContain('<h2>')
  })

  test('that are drafts never show, and one with a future date waits for its time', async () => {
    await expect(getArticle(site.context, 'cach-doc-bang-kinh-phi-bay-du-an')).rejects.toMatchObject({
      code: 'not-found',
    })
    const later = 'ke-hoach-dang-ban-tong-hop-so-lieu'
    await expect(getArticle(site.context, later)).rejects.toMatchObject({ code: 'not-found' })
    expect((await listNewest(site.context, { limit: 50 })).map(({ slug }) => slug)).not.toContain(later)
    const now = site.clock.now().toISOString()
    site.clock.set('2031-01-15T23:00:00.000Z')
    expect((await getArticle(site.context, later)).slug).toBe(later)
    site.clock.set(now)
  })

  test('are saved again only when their file changes, and go when it goes', async () => {
    expect(await syncArticles(site.context, content)).toEqual({ saved: 0, removed: 0 })
    const file = join(content, `news/2022/${HOUSES}.md`)
    writeFileSync(file, readFileSync(file, 'utf8').replace('title: Sơn La', 'title: Tỉnh Sơn La'))
    expect(await syncArticles(site.context, content)).toEqual({ saved: 1, removed: 0 })
    expect((await getArticle(site.context, HOUSES)).title).toMatch(/^Tỉnh Sơn La/u)
    rmSync(file)
    expect(await syncArticles(site.context, content)).toEqual({ saved: 0, removed: 1 })
    await expect(getArticle(site.context, HOUSES)).rejects.toMatchObject({ code: 'gone' })
  })

  test('with a mistake change nothing', async () => {
    const before = await listNews(site.context, {}, 1)
    writeFileSync(join(content, 'news/2025/sai.md'), '---\ntitle: Ngắn\n---\nx')
    await expect(syncArticles(site.context, content)).rejects.toThrow(
      /news\/2025\/sai\.md, trường title: cần ít nhất 10 ký tự/u,
    )
    expect(await listNews(site.context, {}, 1)).toEqual(before)
    rmSync(join(content, 'news/2025/sai.md'))
  })

  test('with a cover that is not there stop the start', async () => {
    const file = join(content, 'news/2025/anh.md')
    const good = readFileSync(join(content, 'news/2025/doc-ty-le-ho-ngheo-son-la-2021-2024.md'), 'utf8')
    writeFileSync(
      file,
      good.replace('draft: false', 'cover: {src: /khong-co.jpg, alt: Một cây cầu, width: 9, height: 6}'),
    )
    await expect(syncArticles(site.context, content)).rejects.toThrow(
      /anh\.md, trường cover → src: không có tệp/u,
    )
    rmSync(file)
  })

  test('are filtered by category and by district', async () => {
    const { articles } = await listNews(site.context, { district: 'huyen-sop-cop' }, 1)
    expect(articles.map(({ slug }) => slug)).toEqual(['sop-cop-ty-le-ho-ngheo-tu-30-23-xuong-25-93'])
    expect((await listNews(site.context, { category: 'khong-co' }, 1)).articles).toEqual([])
    for (const page of [0, 2, -1, 1.5, Number.NaN]) {
      await expect(listNews(site.context, {}, page)).rejects.toMatchObject({ code: 'not-found' })
    }
  })
})
