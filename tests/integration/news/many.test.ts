import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { insertMany } from '../../../db/bulk/insert-many.ts'
import type { Reader } from '../../../db/connect.ts'
import type { ArticleTable } from '../../../db/schema/article.ts'
import { countShown } from '../../../src/domain/news/counting.ts'
import {
  countArticles,
  findNextMoment,
  listArticleLanguages,
  listArticles,
  removeArticle,
  saveArticle,
} from '../../../src/domain/news/store.ts'
import { bumpRevisions } from '../../../src/domain/revisions/store.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { plansOf } from '../../fixtures/plans.ts'

const MANY = 3_000
const FEW = 5
const NOW = '2026-03-02T01:00:00.000Z'
const PAGE = { limit: 12, offset: 0 }
const instant = (at: number): string => new Date(Date.parse(NOW) - at * 3_600_000).toISOString()

/** The older the higher its number; two wait for their day. */
function article(at: number): ArticleTable {
  return {
    slug: `bai-${String(at).padStart(5, '0')}`,
    ...{
      title: `Bài ${at}`,
      summary: 'Tóm tắt',
      updated_at: null,
      category: 'hoat-dong',
      byline: 'Ban biên tập',
    },
    published_at: instant(at - 2),
    language: at === 7 ? 'blt' : at === 1 ? 'hmn' : 'vi',
    districts: JSON.stringify([
      'huyen-muong-la',
      ...(at % (MANY / FEW) === 3 ? ['huyen-sop-cop', 'huyen-sop-cop'] : []),
    ]),
    ...{ figures: '[]', cover: null, sources: '[]', corrections: '[]', comments_open: 1 },
    comments_until: at % 2 === 0 ? instant(at) : null,
    body_html: `<p>${'chữ '.repeat(100)}</p>`,
    content_hash: '-',
  }
}

describeOnBothDatabases('among thousands of articles', (open) => {
  let site: TestSite
  beforeAll(async () => {
    site = await open()
    await site.db.transaction((tx) =>
      insertMany(
        tx,
        'article',
        Array.from({ length: MANY }, (_, at) => article(at)),
      ),
    )
    if (site.db.dialect === 'postgres')
      await sql`vacuum analyze article, article_district`.execute(site.db.write)
  })

  test('a district has its own, newest first, each once', async () => {
    const read = site.db.read
    const few = await listArticles(read, { district: 'huyen-sop-cop' }, NOW, PAGE)
    expect(few.map(({ slug }) => slug)).toEqual(
      Array.from({ length: FEW }, (_, at) => article(at * (MANY / FEW) + 3).slug),
    )
    expect(await countArticles(read, { district: 'huyen-sop-cop' }, NOW)).toBe(FEW)
    const thai = { district: 'huyen-muong-la', language: 'blt' }
    expect((await listArticles(read, thai, NOW, PAGE)).map(({ slug }) => slug)).toEqual(['bai-00007'])
    expect(await countArticles(read, thai, NOW)).toBe(1)
    expect(await countArticles(read, { district: 'huyen-muong-la' }, NOW)).toBe(MANY - 2)
  })

  test('a district follows what becomes of an article', async () => {
    const { write } = site.db
    const slugs = async () =>
      (await listArticles(site.db.read, { district: 'huyen-van-ho' }, NOW, PAGE)).map(({ slug }) => slug)
    const change = (changes: Partial<ArticleTable>) =>
      write.updateTable('article').set(changes).where('slug', '=', 'bai-00011').execute()
    await change({ districts: '["huyen-van-ho"]' })
    expect(await slugs()).toEqual(['bai-00011'])
    await change({ published_at: '2026-03-03T00:00:00.000Z' })
    expect(await slugs()).toEqual([])
    await change({ published_at: article(11).published_at })
    expect(await slugs()).toEqual(['bai-00011'])
    await write.deleteFrom('article').where('slug', '=', 'bai-00011').execute()
    expect(await slugs()).toEqual([])
  })

  test('as many are counted as are shown, whatever changes and whenever', async () => {
    const { context, db } = site
    const filters = [{}, { district: 'huyen-sop-cop' }, { language: 'hmn' }, { category: 'hoat-dong' }]
    const agree = async () => {
      for (const filter of filters) {
        for (const now of [NOW, instant(-1), instant(-2), instant(1_000)]) {
          expect(await countShown(context, filter, now)).toBe(await countArticles(db.read, filter, now))
        }
      }
    }
    await agree()
    await db.transaction(async (tx) => {
      await removeArticle(tx, 'bai-00003')
      await bumpRevisions(tx, ['news'])
    })
    await agree()
    await db.transaction(async (tx) => {
      await saveArticle(tx, article(3))
      await bumpRevisions(tx, ['news'])
    })
    await agree()
  })

  test('the languages are those of what is shown', async () => {
    expect(await listArticleLanguages(site.db.read, NOW)).toEqual(['blt', 'vi'])
    expect(await listArticleLanguages(site.db.read, instant(-2))).toEqual(['blt', 'hmn', 'vi'])
    expect(await listArticleLanguages(site.db.read, '2001-01-01T00:00:00.000Z')).toEqual([])
  })

  test.each<[string, (db: Reader) => Promise<unknown>]>([
    ['the newest', (db) => listArticles(db, {}, NOW, PAGE)],
    ['the newest of a district', (db) => listArticles(db, { district: 'huyen-muong-la' }, NOW, PAGE)],
    ['the few of a district', (db) => listArticles(db, { district: 'huyen-sop-cop' }, NOW, PAGE)],
    ['how many wait', (db) => countArticles(db, {}, '9999-12-31T00:00:00.000Z', NOW)],
    ['how many those are', (db) => countArticles(db, { district: 'huyen-sop-cop' }, NOW)],
    ['the languages', (db) => listArticleLanguages(db, NOW)],
    ['when the next one comes or closes', (db) => findNextMoment(db, instant(1))],
  ])('%s are found without a look at all', async (_, work) => {
    const plans = await plansOf(site.db, work)
    expect(plans.length).toBeGreaterThan(0)
    for (const { sql: text, walked, read } of plans) {
      expect(
        walked.filter((table) => table.startsWith('article')),
        text,
      ).toEqual([])
      expect(read, text).toBeLessThan(100)
    }
  })
})
