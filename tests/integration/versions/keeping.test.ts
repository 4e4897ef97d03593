import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect } from '../../../db/connect.ts'
import { contextIn } from '../../../src/domain/languages/service.ts'
import { getArticle } from '../../../src/domain/news/service.ts'
import { syncArticles } from '../../../src/domain/news/syncing.ts'
import { syncTranslations } from '../../../src/domain/translations/syncing.ts'
import { verifyArticles } from '../../../src/domain/versions/ledger.ts'
import { getVersion, listStillShown, listUnexplained } from '../../../src/domain/versions/service.ts'
import { makeArticle } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'

const SLUG = 'cau-moi-ve-ban'

interface Draft {
  body?: string
  date?: string
  extra?: string
}

describeOnBothDatabases('the versions of articles', (open) => {
  let site: TestSite
  let content: string

  const write = ({ body = 'Cây cầu dài 30 m.', date = '2026-02-01', extra = '' }: Draft = {}): void => {
    const file = join(content, `news/2026/${SLUG}.md`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(
      file,
      `---
title: Cây cầu mới về bản xa nhất của xã
summary: Bản xa nhất của xã đã có cầu bê tông, bà con đi lại cả mùa mưa.
date: ${date}
category: hoat-dong
sources:
  - title: Báo cáo của xã
    outlet: Ủy ban nhân dân xã
${extra}---

${body}
`,
    )
  }
  const sync = () => syncArticles(site.context, content)
  const history = async () => (await getArticle(site.context, SLUG)).history

  beforeEach(async () => {
    site = await open()
    content = mkdtempSync(join(tmpdir(), 'site-content-'))
    cpSync('content/site.yaml', join(content, 'site.yaml'))
    mkdirSync(join(content, 'news'))
  })
  afterEach(async () => {
    expect(await verifyArticles(site.context)).toMatchObject({ ok: true })
    rmSync(content, { recursive: true })
    await site.close()
  })

  test('keep what stood before a change, and say when and why it was changed', async () => {
    write()
    await sync()
    expect((await history()).versions).toMatchObject([
      { version: 1, from: '2026-01-31T17:00:00.000Z', until: null },
    ])
    site.clock.advance({ days: 1 })
    write({
      body: 'Cây cầu dài 32 m.',
      extra: 'corrections:\n  - date: 2026-03-03\n    text: Sửa chiều dài cây cầu.\n',
    })
    await sync()
    const article = await getArticle(site.context, SLUG)
    expect(article.history.versions).toMatchObject([
      { version: 1, until: '2026-03-03T01:00:00.000Z', notes: [] },
      {
        version: 2,
        from: '2026-03-03T01:00:00.000Z',
        notes: [{ date: '2026-03-03', text: 'Sửa chiều dài cây cầu.' }],
        minor: false,
      },
    ])
    const page = await getVersion(site.context, article, 1)
    expect(page.content?.bodyHtml).toContain('30 m')
    expect(page.difference?.changes).toHaveLength(1)
    expect((await getVersion(site.context, article, 2)).content?.bodyHtml).toContain('32 m')
    for (const version of [0, 3, null])
      await expect(getVersion(site.context, article, version)).rejects.toMatchObject({ code: 'not-found' })
    expect(await listUnexplained(site.context)).toEqual([])
  })

  test('are the same after further starts, other layout, and several processes at once', async () => {
    write()
    await sync()
    write({ body: 'Cây cầu\ndài   30 m.' })
    await sync()
    await sync()
    expect((await history()).versions).toHaveLength(1)
    write({ body: 'Cây cầu dài 31 m.' })
    const others = await Promise.all(
      [1, 2].map(async () => {
        const db = connect(site.url)
        try {
          return await syncArticles({ ...site.context, db }, content)
        } finally {
          await db.close()
        }
      }),
    )
    await sync()
    expect(others.map(({ saved }) => saved)).toContain(1)
    expect((await history()).versions.map(({ version }) => version)).toEqual([1, 2])
  })

  test('begin when an article first stands in public, not while it is a draft or waits for its day', async () => {
    write({ extra: 'draft: true\n' })
    await sync()
    write({ date: '2026-03-05', body: 'Còn chờ, bản một.' })
    await sync()
    write({ date: '2026-03-05', body: 'Còn chờ, bản hai.' })
    await sync()
    await expect(getArticle(site.context, SLUG)).rejects.toMatchObject({ code: 'not-found' })
    site.clock.set('2026-03-06T00:00:00.000Z')
    // It appeared between two starts: the text that is replaced now is what readers saw since its day.
    write({ date: '2026-03-05', body: 'Sửa sau khi đăng.' })
    await sync()
    const article = await getArticle(site.context, SLUG)
    expect(article.history.versions).toMatchObject([
      { version: 1, from: '2026-03-04T17:00:00.000Z', until: '2026-03-06T00:00:00.000Z' },
      { version: 2, until: null },
    ])
    expect((await getVersion(site.context, article, 1)).content?.bodyHtml).toContain('bản hai')
  })

  test('of a site that ran before they were kept begin with what stood', async () => {
    write({ body: 'Bản của tệp.' })
    await makeArticle(site, { slug: SLUG, body_html: '<p>Bản đã đăng.</p>' })
    await sync()
    const article = await getArticle(site.context, SLUG)
    expect((await getVersion(site.context, article, 1)).content?.bodyHtml).toBe('<p>Bản đã đăng.</p>')
    expect(article.history.versions).toHaveLength(2)
  })

  test('without a note are asked for at every start until the note is there', async () => {
    write()
    await sync()
    write({ body: 'Cây cầu dài 33 m.' })
    await sync()
    expect(await listUnexplained(site.context)).toEqual([{ slug: SLUG, version: 2, cause: 'no-note' }])
    const minor = 'corrections:\n  - { date: 2026-03-02, text: Sửa lỗi chính tả., minor: true }\n'
    write({ body: 'Cây cầu dài 33 m.', extra: minor })
    await sync()
    expect((await history()).versions[1]).toMatchObject({ minor: false, notes: [{ minor: true }] })
    expect(await listUnexplained(site.context)).toEqual([
      { slug: SLUG, version: 2, cause: 'numbers-changed' },
    ])
    write({ body: 'Cây cầu dài 33 m.', extra: minor.replace(', minor: true', '') })
    await sync()
    expect(await listUnexplained(site.context)).toEqual([])
  })

  test('are not shown of an article that was withdrawn, and are again when it is back', async () => {
    write()
    await sync()
    write({ body: 'Cây cầu dài 31 m.' })
    await sync()
    site.clock.advance({ days: 1 })
    rmSync(join(content, `news/2026/${SLUG}.md`))
    await sync()
    const gone = { code: 'gone', current: { at: '2026-03-03T01:00:00.000Z', reason: null } }
    await expect(getArticle(site.context, SLUG)).rejects.toMatchObject(gone)
    site.clock.advance({ days: 1 })
    write({ body: 'Cây cầu dài 31 m.', extra: 'withdrawn: Bài nhầm tên xã, đang được kiểm tra lại.\n' })
    await sync()
    await sync()
    await expect(getArticle(site.context, SLUG)).rejects.toMatchObject({
      code: 'gone',
      current: { at: '2026-03-03T01:00:00.000Z', reason: 'Bài nhầm tên xã, đang được kiểm tra lại.' },
    })
    write({ body: 'Cây cầu dài 31 m.' })
    await sync()
    expect((await history()).versions).toHaveLength(2)
    const events = await site.db.read.selectFrom('article_event').select('kind').orderBy('seq').execute()
    expect(events.map(({ kind }) => kind)).toEqual(['text', 'text', 'withdrawn', 'withdrawn', 'restored'])
  })

  test('make a translation outdated that was compared before the change', async () => {
    write()
    mkdirSync(join(content, 'news/en'))
    mkdirSync(join(content, 'pages'))
    writeFileSync(
      join(content, `news/en/${SLUG}.md`),
      '---\ntitle: A bridge\nsummary: The village has a bridge.\nupdated: 2026-03-02\n---\n\nIt is 30 m long.\n',
    )
    await sync()
    await syncTranslations(site.context, content)
    const english = contextIn(site.context, 'en')
    expect((await getArticle(english, SLUG)).translation).toMatchObject({ outdated: false })
    site.clock.advance({ days: 1 })
    write({ body: 'Cây cầu dài 31 m.' })
    await sync()
    expect(await getArticle(english, SLUG)).toMatchObject({
      title: 'A bridge',
      translation: { outdated: true },
      history: { versions: [{ version: 1 }, { version: 2 }] },
    })
  })

  test('that must go lose their text, not their place in the chain', async () => {
    write({ body: 'Nhà ông A ở bản B.' })
    await sync()
    write({
      body: 'Một hộ ở bản B.',
      extra: 'withheld:\n  - { version: 1, reason: Bản này nêu tên người dân. }\n',
    })
    await sync()
    await sync()
    const article = await getArticle(site.context, SLUG)
    const asked = [{ slug: SLUG, withheld: [{ version: 1 }, { version: 2 }, { version: 3 }] }]
    expect(await listStillShown(site.context, asked)).toEqual([
      { slug: SLUG, version: 2 },
      { slug: SLUG, version: 3 },
    ])
    const page = await getVersion(site.context, article, 1)
    expect(page).toMatchObject({ content: null, difference: null })
    expect(page.entry.withheld).toBe('Bản này nêu tên người dân.')
    const rows = await site.db.read
      .selectFrom('article_version')
      .select('content')
      .orderBy('version')
      .execute()
    expect(rows.map(({ content: text }) => text === null)).toEqual([true, false])
  })

  test('cannot be changed, and a change made past the database is found', async () => {
    write()
    await sync()
    const { write: db } = site.db
    await expect(db.updateTable('article_event').set({ at: 'x' }).execute()).rejects.toThrow()
    await expect(db.deleteFrom('article_event').execute()).rejects.toThrow()
    await expect(db.deleteFrom('article_version').execute()).rejects.toThrow()
    await expect(db.updateTable('article_version').set({ content: '{}' }).execute()).rejects.toThrow()
    await expect(
      db.updateTable('article_version').set({ content: null, version: 2 }).execute(),
    ).rejects.toThrow()
    expect(readFileSync(join(content, `news/2026/${SLUG}.md`), 'utf8')).toContain('30 m')
  })

  test('whose text is gone without a word break the chain', async () => {
    write()
    await sync()
    const other = await open()
    await syncArticles(other.context, content)
    await other.db.write.updateTable('article_version').set({ content: null }).execute()
    expect(await verifyArticles(other.context)).toMatchObject({ ok: false, cause: 'text', slug: SLUG })
  })
})
