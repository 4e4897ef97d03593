import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { syncArticles } from '../../../src/domain/news/syncing.ts'
import { syncPages } from '../../../src/domain/pages/service.ts'
import { refreshIndex } from '../../../src/domain/search/keeping.ts'
import { syncTranslations } from '../../../src/domain/translations/syncing.ts'
import { createContext } from '../../../src/server/context.ts'
import { describeOnBothDatabases, testConfig } from '../../fixtures/databases.ts'

const content = mkdtempSync(join(tmpdir(), 'site-content-'))
cpSync('content', content, { recursive: true })
afterAll(() => {
  rmSync(content, { recursive: true })
})

describeOnBothDatabases('processes that start at the same moment', (open) => {
  test('all take in what the office changed, each thing once', async () => {
    const site = await open()
    const processes = Array.from({ length: 4 }, () => createContext(testConfig(site.url)))
    for (const title of ['Trang thử thứ nhất', 'Trang thử thứ hai']) {
      const page = `---\ntitle: ${title}\nsummary: Để thử.\nupdated: 2026-11-20\n---\nNội dung.\n`
      for (let at = 0; at < 10; at += 1) writeFileSync(join(content, 'pages', `trang-thu-${at}.md`), page)
      await Promise.all(
        processes.map(async (context) => {
          await syncArticles(context, content)
          await syncPages(context, content)
          await syncTranslations(context, content)
          await refreshIndex(context)
        }),
      )
      const pages = await site.db.read.selectFrom('page').select('title').where('title', '=', title).execute()
      expect(pages).toHaveLength(10)
      const found = site.db.read.selectFrom('search_entry').select('ref').where('title', '=', title)
      expect(await found.where('language', '=', 'vi').execute()).toHaveLength(10)
      const versions = await site.db.read.selectFrom('article_version').select(['slug', 'version']).execute()
      expect(versions.filter(({ version }) => version > 1)).toEqual([])
    }
    const before = await site.db.read.selectFrom('cache_revision').selectAll().execute()
    await Promise.all(processes.map((context) => syncPages(context, content)))
    expect(await site.db.read.selectFrom('cache_revision').selectAll().execute()).toEqual(before)
    await Promise.all(processes.map(({ db }) => db.close()))
  })
})
