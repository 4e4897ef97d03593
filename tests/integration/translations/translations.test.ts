import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '../../../src/domain/context.ts'
import { contextIn } from '../../../src/domain/languages/service.ts'
import { getArticle, listNewest, listNews } from '../../../src/domain/news/service.ts'
import { syncArticles } from '../../../src/domain/news/syncing.ts'
import { getPage, syncPages } from '../../../src/domain/pages/service.ts'
import { syncTranslations } from '../../../src/domain/translations/syncing.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'

const SOURCE = 'sources:\n  - title: Nghị quyết\n    outlet: Quốc hội\n'

function article(title: string, extra = ''): string {
  return `---\ntitle: ${title}\nsummary: Tóm tắt của bài này, đủ dài để được nhận khi trang khởi động.\ndate: 2026-01-05\ncategory: so-lieu\n${extra}${SOURCE}---\n\nNội dung.\n`
}
function translation(title: string, updated: string): string {
  return `---\ntitle: ${title}\nsummary: What it is about.\nupdated: ${updated}\n---\n\nThe text.\n`
}

describeOnBothDatabases('texts in further languages', (open) => {
  let site: TestSite
  let english: Context
  let content: string

  const write = (path: string, text: string): void => {
    mkdirSync(join(content, path, '..'), { recursive: true })
    writeFileSync(join(content, path), text)
  }
  const sync = async (): Promise<void> => {
    await syncArticles(site.context, content)
    await syncPages(site.context, content)
    await syncTranslations(site.context, content)
  }

  beforeAll(async () => {
    site = await open()
    english = contextIn(site.context, 'en')
    content = mkdtempSync(join(tmpdir(), 'site-translations-'))
    for (const file of ['site.yaml', 'pages'])
      cpSync(`content/${file}`, join(content, file), { recursive: true })
    write('news/2026/bai-da-dich.md', article('Bài viết đã dịch'))
    write('news/2026/bai-chua-dich.md', article('Bài viết chưa dịch'))
    write('news/2026/bai-tieng-thai.md', article('Bài viết bằng tiếng Thái', 'language: blt\n'))
    write('news/en/bai-da-dich.md', translation('A translated article', '2026-01-06'))
    await sync()
  })
  afterAll(() => {
    rmSync(content, { recursive: true })
  })

  test('are shown to who reads that language, and to nobody else', async () => {
    expect(await getArticle(english, 'bai-da-dich')).toMatchObject({
      title: 'A translated article',
      summary: 'What it is about.',
      bodyHtml: '<p>The text.</p>\n',
      language: 'en',
      languages: ['vi', 'en'],
      translation: { madeOn: '2026-01-06', outdated: false },
    })
    expect(await getArticle(site.context, 'bai-da-dich')).toMatchObject({
      title: 'Bài viết đã dịch',
      language: 'vi',
      languages: ['vi', 'en'],
      translation: null,
    })
  })

  test('leave an article that has none as it was written, with its language', async () => {
    expect(await getArticle(english, 'bai-chua-dich')).toMatchObject({
      title: 'Bài viết chưa dịch',
      language: 'vi',
      languages: ['vi'],
      translation: null,
    })
    const listed = new Map((await listNewest(english)).map(({ slug, ...one }) => [slug, one]))
    expect(listed.get('bai-da-dich')).toMatchObject({ title: 'A translated article', language: 'en' })
    expect(listed.get('bai-chua-dich')).toMatchObject({ title: 'Bài viết chưa dịch', language: 'vi' })
    expect(listed.get('bai-tieng-thai')).toMatchObject({ language: 'blt' })
  })

  test('sign an article of the office with its name in that language', async () => {
    expect((await getArticle(site.context, 'bai-chua-dich')).byline).toBe(
      site.context.site.settings.publisher,
    )
    expect((await getArticle(english, 'bai-chua-dich')).byline).toBe(english.site.settings.publisher)
    expect(english.site.settings.publisher).not.toBe(site.context.site.settings.publisher)
  })

  test('narrow a list to what can be read in one of them', async () => {
    const slugs = async (ctx: Context, language: string): Promise<string[]> =>
      (await listNews(ctx, { language }, 1)).articles.map(({ slug }) => slug)
    expect(await slugs(site.context, 'blt')).toEqual(['bai-tieng-thai'])
    expect(await slugs(english, 'en')).toEqual(['bai-da-dich'])
    expect(await slugs(english, 'vi')).toEqual(['bai-da-dich', 'bai-chua-dich'])
    expect((await listNews(site.context, {}, 1)).languages).toEqual(['blt', 'vi'])
  })

  test('are said to be outdated once the original has changed after them', async () => {
    write('news/2026/bai-da-dich.md', article('Bài viết đã dịch', 'updated: 2026-01-07T08:00:00+07:00\n'))
    await sync()
    expect((await getArticle(english, 'bai-da-dich')).translation).toMatchObject({ outdated: true })
    write('news/en/bai-da-dich.md', translation('Translated again', '2026-01-07'))
    await sync()
    expect(await getArticle(english, 'bai-da-dich')).toMatchObject({
      title: 'Translated again',
      translation: { outdated: false },
    })
  })

  test('of standing pages are found in the same way', async () => {
    const found = await getPage(english, 'gioi-thieu')
    expect(found).toMatchObject({ title: 'About this site', language: 'en', languages: ['vi', 'en'] })
    expect(await getPage(site.context, 'gioi-thieu')).toMatchObject({ title: 'Giới thiệu', language: 'vi' })
  })

  test('go with their file, and are refused without an original or with a mistake', async () => {
    rmSync(join(content, 'news/en/bai-da-dich.md'))
    await sync()
    expect(await getArticle(english, 'bai-da-dich')).toMatchObject({ language: 'vi', languages: ['vi'] })
    write('news/en/khong-co.md', translation('An article', '2026-01-06'))
    await expect(sync()).rejects.toThrow(/news\/en\/khong-co\.md: không có bản gốc/u)
    rmSync(join(content, 'news/en/khong-co.md'))
    write('news/en/bai-da-dich.md', translation('An article', '06/01/2026'))
    await expect(sync()).rejects.toThrow(/news\/en\/bai-da-dich\.md, trường updated: không phải ngày/u)
  })
})
