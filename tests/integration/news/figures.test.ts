import { readdirSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { checkFolder } from '../../../src/domain/packages/check.ts'
import { figureIdOf } from '../../../src/domain/packages/history.ts'
import { getArticle, listFigureCorrections, listNews } from '../../../src/domain/news/service.ts'
import { checkArticles } from '../../../src/domain/news/syncing.ts'
import { printCorrections } from '../../../src/i18n/result-corrections.ts'
import { makeArticle } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { publishRows } from '../../fixtures/figures.ts'

const RATE = 'ty-le-ho-ngheo_son-la_2022'
const CORRECTED = { value: '17.38', status: 'revised', note: 'correction: đảo hai chữ số' } as const

describeOnBothDatabases('an article that states figures', (open) => {
  let site: TestSite
  let slug: string

  beforeEach(async () => {
    site = await open()
    site.clock.set('2026-03-02T01:00:00.000Z')
    await publishRows(site, { results: [{}] })
    const figures = JSON.stringify([RATE])
    ;({ slug } = await makeArticle(site, { figures, published_at: '2026-03-02T02:00:00.000Z' }))
    await makeArticle(site, { published_at: '2026-03-02T02:00:00.000Z' })
  })

  const corrections = async () => {
    const article = await getArticle(site.context, slug)
    return printCorrections(
      await listFigureCorrections(site.context, article),
      site.context.reference,
      undefined,
      'vi',
    )
  }
  const marks = async () => {
    const { articles } = await listNews(site.context, {}, 1)
    return articles.filter(({ figuresCorrected }) => figuresCorrected).map((article) => article.slug)
  }

  test('says what was corrected of them since', async () => {
    site.clock.set('2026-03-03T01:00:00.000Z')
    expect([await corrections(), await marks()]).toEqual([[], []])
    await publishRows(site, { results: [CORRECTED] })
    expect(await corrections()).toMatchObject([
      { before: '17,83\u00a0%', after: '17,38\u00a0%', reason: 'đảo hai chữ số' },
    ])
    expect(await marks()).toEqual([slug])
  })

  test('does not repeat what it was written or changed after', async () => {
    site.clock.set('2026-03-03T01:00:00.000Z')
    await publishRows(site, { results: [CORRECTED] })
    const figures = JSON.stringify([RATE])
    const updated_at = '2026-03-03T02:00:00.000Z'
    await makeArticle(site, { slug, figures, published_at: '2026-03-02T02:00:00.000Z', updated_at })
    site.clock.set('2026-03-04T01:00:00.000Z')
    expect([await corrections(), await marks()]).toEqual([[], []])
  })

  test('of the office names figures that are there', async () => {
    const { reference, site: settings } = site.context
    const known = new Set<string>()
    for (const name of readdirSync('content/data', { withFileTypes: true })) {
      if (!name.isDirectory() || name.name === 'reference') continue
      const { package: read } = await checkFolder(site.context, `content/data/${name.name}`)
      for (const row of read?.rows ?? []) known.add(figureIdOf(row, read?.descriptor.sample ?? false))
    }
    const articles = await checkArticles(settings, reference, 'content')
    const stated = articles.flatMap(({ toRow }) => JSON.parse(toRow().figures) as string[])
    expect(stated.length).toBeGreaterThan(0)
    expect(stated.filter((id) => !known.has(id))).toEqual([])
  })
})
