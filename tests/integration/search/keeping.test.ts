import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { answerComment, withdrawAnswer } from '../../../src/domain/answers/service.ts'
import type { Context, StaffContext } from '../../../src/domain/context.ts'
import { decide, listQueue } from '../../../src/domain/moderation/service.ts'
import type { Action } from '../../../src/domain/moderation/rules.ts'
import { MOST_OF_A_KIND } from '../../../src/domain/search/found-rules.ts'
import { indexComment, refreshIndex } from '../../../src/domain/search/keeping.ts'
import type { SearchQuery } from '../../../src/domain/search/query-rules.ts'
import { search, searchFeed, suggest } from '../../../src/domain/search/service.ts'
import { makeArticle, sendComment } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { publishRows } from '../../fixtures/figures.ts'
import { staffContext } from '../../fixtures/staff.ts'

const letterOf = (letters: string) => fc.constantFrom(...letters)

/** A context whose questions to the index are written down. */
function listening(site: TestSite, questions: string[]): Context {
  const read = site.db.read.withPlugin({
    transformQuery: ({ node }) => {
      if (node.kind === 'RawNode') {
        const values = node.parameters.map((one) => ('value' in one ? one.value : null))
        questions.push(...values.filter((value) => typeof value === 'string'))
      }
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  })
  return { ...site.context, db: { ...site.db, read } }
}

/** Words of the longest question to the index. */
async function longestQuestion(site: TestSite, ask: (ctx: Context) => Promise<unknown>): Promise<number> {
  const questions: string[] = []
  await ask(listening(site, questions))
  return Math.max(
    ...questions.map((question) => question.match(/"[a-z0-9 ]+"|'[a-z0-9]+':[A-D]*\b/gu)?.length ?? 0),
  )
}

describeOnBothDatabases('what readers find', (open) => {
  let site: TestSite
  let staff: StaffContext

  async function found(query: SearchQuery | string): Promise<string[]> {
    const asked = typeof query === 'string' ? { q: query } : query
    const outcome = await search(site.context, { verbatim: true, ...asked }, 'vi')
    return outcome.ok ? outcome.results.map(({ kind, id }) => `${kind} ${id}`) : [outcome.problem]
  }

  async function step(id: string, action: Action): Promise<void> {
    const { revision } = await site.db.read
      .selectFrom('comment')
      .select('revision')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const reason = action === 'hide' ? 'off-topic' : action === 'erase' ? 'personal-data' : null
    await decide(staff, { commentId: id, revision, action, reason, note: null })
  }

  beforeAll(async () => {
    site = await open()
    staff = await staffContext(site, 'admin')
    await refreshIndex(site.context)
  })

  describe('of comments', () => {
    let id: string

    beforeAll(async () => {
      const { slug } = await makeArticle(site)
      await sendComment(site.context, { target: `news/${slug}`, body: 'Cầu treo bản Tà Xùa đã hỏng.' })
      const { items } = await listQueue(staff, 'pending', { limit: 10, after: null })
      id = items.find(({ body }) => body?.startsWith('Cầu treo') === true)?.id ?? ''
    })

    test('is what is published, from the step that publishes it to the step that takes it away', async () => {
      expect(await found('cầu treo')).toEqual([])
      await step(id, 'publish')
      expect(await found('cau treo')).toEqual([`comment ${id}`])
      await step(id, 'hide')
      expect(await found('cầu treo')).toEqual([])
      await step(id, 'restore')
      expect(await found('cầu treo')).toEqual([`comment ${id}`])
      await step(id, 'erase')
      expect(await found('cầu treo')).toEqual([])
      expect(await entriesOf(id)).toBe(0)
    })

    test('holds no name of who wrote them', async () => {
      expect(await found('Tà Xùa Hạnh')).toEqual([])
    })
  })

  describe('of comments on an article', () => {
    let slug: string

    beforeAll(async () => {
      const article = await makeArticle(site, { title: 'Kho thóc bản Lướt' })
      slug = article.slug
      await sendComment(site.context, { target: `news/${slug}`, body: 'Kho thóc chưa có mái che.' })
      const { items } = await listQueue(staff, 'pending', { limit: 10, after: null })
      await step(items.find(({ body }) => body?.startsWith('Kho thóc') === true)?.id ?? '', 'publish')
    })

    const stood = async (): Promise<number[]> => {
      const outcome = await search(site.context, { q: 'chưa có mái che', verbatim: true }, 'vi')
      const feed = await searchFeed(site.context, { q: 'chưa có mái che' }, 'vi')
      return outcome.ok ? [outcome.count, outcome.results.length, feed?.found.length ?? -1] : []
    }

    test('is nothing while the article waits for another day, or once it is gone', async () => {
      expect(await stood()).toEqual([1, 1, 1])
      const later = new Date(site.clock.now().getTime() + 3_600_000).toISOString()
      await site.db.transaction((tx) =>
        tx.updateTable('article').set({ published_at: later }).where('slug', '=', slug).execute(),
      )
      expect(await stood()).toEqual([0, 0, 0])
      await site.db.transaction((tx) => tx.deleteFrom('article').where('slug', '=', slug).execute())
      expect(await stood()).toEqual([0, 0, 0])
    })
  })

  describe('of official answers', () => {
    let id: string
    const answer = (text: string, revision: number) =>
      answerComment(staff, { commentId: id, revision, body: 'ban-bien-tap', text, reason: 'Viết rõ hơn.' })

    beforeAll(async () => {
      const { slug } = await makeArticle(site)
      await sendComment(site.context, { target: `news/${slug}`, body: 'Mương dẫn nước bao giờ xong?' })
      const { items } = await listQueue(staff, 'pending', { limit: 10, after: null })
      id = items.find(({ body }) => body?.startsWith('Mương') === true)?.id ?? ''
      await step(id, 'publish')
    })

    test('is the comment, by the words of the answer that stands, while readers see both', async () => {
      await answer('Nhà thầu bàn giao dịp rằm tháng bảy.', 0)
      expect(await found('nha thau ban giao')).toEqual([`comment ${id}`])
      const outcome = await search(site.context, { q: 'nhà thầu bàn giao' }, 'vi')
      expect(outcome.ok && outcome.results[0]).toMatchObject({
        text: 'Mương dẫn nước bao giờ xong?',
        answer: {
          bodyName: expect.stringMatching(/./u) as string,
          text: 'Nhà thầu bàn giao dịp rằm tháng bảy.',
        },
      })
      await answer('Nghiệm thu vào cuối quý sau.', 1)
      expect([await found('nhà thầu bàn giao'), await found('nghiệm thu')]).toEqual([[], [`comment ${id}`]])
      await step(id, 'hide')
      expect(await found('nghiệm thu')).toEqual([])
      await step(id, 'restore')
      expect(await found('nghiệm thu')).toEqual([`comment ${id}`])
      await withdrawAnswer(staff, { commentId: id, revision: 2, reason: 'Trả lời nhầm câu hỏi.' })
      expect(await found('nghiệm thu')).toEqual([])
      expect(await found('mương dẫn nước')).toEqual([`comment ${id}`])
    })
  })

  test('is never asked for by more words at once than anybody types', async () => {
    const longest = await longestQuestion(site, (ctx) =>
      search(ctx, { q: 'cầu treo đường bản trường trạm kênh chợ ruộng thóc' }, 'vi'),
    )
    expect(longest).toBeGreaterThan(0)
    expect(longest).toBeLessThanOrEqual(30)
  })

  test('is offered for the beginning of titles alone, not of every word of every text', async () => {
    const questions: string[] = []
    await suggest(listening(site, questions), 'mường l', 'vi')
    expect(questions.some((question) => /"titlel"\*|'titlel':\*D/u.test(question))).toBe(true)
    expect(questions.some((question) => /"l"\*|'l':\*/u.test(question))).toBe(false)
    expect((await suggest(site.context, 'mường l', 'vi'))[0]?.address).toBe('/dia-phuong/huyen-muong-la/')
    expect((await suggest(site.context, 'huyện', 'vi')).length).toBeGreaterThan(0)
  })

  async function entriesOf(ref: string): Promise<number> {
    const rows = await site.db.read.selectFrom('search_entry').select('ref').where('ref', '=', ref).execute()
    return rows.length
  }

  test('is no comment that the index still has and the thread has not', async () => {
    await site.db.transaction((tx) =>
      indexComment(tx, {
        id: 'mồ-côi',
        body: 'kẻo vắng tanh',
        publishedAt: '2026-01-01T00:00:00.000Z',
        sample: false,
      }),
    )
    expect(await found('kẻo vắng tanh')).toEqual([])
  })

  test('is an article from its time on, by its words of now, until it is gone', async () => {
    const at = new Date(site.clock.now().getTime() + 3_600_000).toISOString()
    const article = await makeArticle(site, {
      title: 'Chợ phiên Gò Dưa',
      published_at: at,
      content_hash: '1',
    })
    await refreshIndex(site.context)
    expect(await found('chợ phiên')).toEqual([])
    expect(await suggest(site.context, 'chợ phi', 'vi')).toEqual([])
    site.clock.advance({ hours: 1 })
    expect(await found('"cho phien"')).toEqual([`article ${article.slug}`])
    await makeArticle(site, { ...article, title: 'Hội xuân Gò Dưa', content_hash: '2' })
    await refreshIndex(site.context)
    expect(await found('chợ phiên')).toEqual([])
    expect(await found('hội xuân')).toEqual([`article ${article.slug}`])
    expect((await suggest(site.context, 'hội xu', 'vi')).map(({ title }) => title)).toEqual([
      'Hội xuân Gò Dưa',
    ])
    await site.db.transaction(async (tx) => {
      await tx.deleteFrom('article').where('slug', '=', article.slug).execute()
    })
    await refreshIndex(site.context)
    expect(await found('hội xuân')).toEqual([])
  })

  test('is a figure by what it says since the release that changed it', async () => {
    await publishRows(site, { results: [{ value: '17.83' }, { period: '2023', value: '14.17' }] })
    expect((await found('17,83'))[0]).toBe('figure ty-le-ho-ngheo_son-la_2022')
    expect((await found({ q: 'tỷ lệ hộ nghèo Sơn La', kind: 'figure' }))[0]).toBe(
      'figure ty-le-ho-ngheo_son-la_2023',
    )
    expect((await found({ q: 'tỷ lệ hộ nghèo Sơn La', year: 2022 }))[0]).toBe(
      'figure ty-le-ho-ngheo_son-la_2022',
    )
    site.clock.advance({ days: 1 })
    await publishRows(site, {
      results: [
        { value: '17.99', status: 'revised', note: 'correction: nhập nhầm' },
        { period: '2023', value: '14.17' },
      ],
    })
    expect(await found('17,83')).toEqual([])
    expect((await found('17,99'))[0]).toBe('figure ty-le-ho-ngheo_son-la_2022')
  })

  test('holds samples in a demonstration only', async () => {
    await publishRows(site, { sample: true, results: [{ unit: 'huyen-van-ho', value: '55.55' }] })
    expect((await found('55,55')).length).toBe(1)
    const inPublic = { ...site.context, config: { ...site.context.config, demo: false } }
    const outcome = await search(inPublic, { q: '55,55', verbatim: true }, 'vi')
    expect(outcome.ok && outcome.count).toBe(0)
  })

  test('is narrowed by kind and year, and counted by kind', async () => {
    const outcome = await search(site.context, { q: 'tỷ lệ hộ nghèo', kind: 'indicator' }, 'vi')
    expect(outcome.ok && outcome.results.every(({ kind }) => kind === 'indicator')).toBe(true)
    expect(outcome.ok && outcome.kinds.map(({ kind }) => kind)).toContain('figure')
    expect(await found({ q: 'Mường La', year: 1950 })).toEqual([])
  })

  test('is a feed of what has a date, newest first', async () => {
    const feed = await searchFeed(site.context, { q: 'tỷ lệ hộ nghèo' }, 'vi')
    const moments = feed?.found.map(({ at }) => at) ?? []
    expect(moments.length).toBeGreaterThan(0)
    expect(moments).toEqual(moments.toSorted().reverse())
    expect(await searchFeed(site.context, { q: '!' }, 'vi')).toBeNull()
  })

  test('is answered whatever is typed', async () => {
    const signs = fc.string({
      unit: letterOf('aộđ OR NEAR AND NOT ("*\')&|!<->:\\-+^{}0;%_\0'),
      maxLength: 40,
    })
    await fc.assert(
      fc.asyncProperty(fc.oneof(signs, fc.string({ unit: 'grapheme', maxLength: 40 })), async (q) => {
        const outcome = await search(site.context, { q }, 'vi')
        if (outcome.ok) expect(outcome.results.length).toBeLessThanOrEqual(30)
        await suggest(site.context, q, 'vi')
      }),
      { numRuns: 60 },
    )
  })

  test('is bounded where thousands match, and every page of it can be opened', async () => {
    await site.db.transaction(async (tx) => {
      const rows = Array.from({ length: 1_000 }, (_, at) => ({
        kind: 'article' as const,
        ref: `bai-${at}`,
        language: 'vi',
        tags: `kindarticle invi inen real year2026${at === 3 ? ' titleruong titlebac titlethang' : ''}`,
        title: `Bài ${at}`,
        body: '',
        title_words: at === 3 ? 'ruong bac thang' : `bai ${at}`,
        body_words: 'ruong bac thang',
        accents: at === 7 ? 'ruo7ng65' : '',
        weight: 0,
        at: '2026-01-01T00:00:00.000Z',
        shown_from: '2026-01-01T00:00:00.000Z',
        hash: 'x',
      }))
      for (let at = 0; at < rows.length; at += 250)
        await tx
          .insertInto('search_entry')
          .values(rows.slice(at, at + 250) as never)
          .execute()
    })
    const query = { q: 'ruong bac thang', kind: 'article' as const, verbatim: true }
    const first = await search(site.context, query, 'vi')
    expect(first.ok && [first.count, first.atLeast, first.pages]).toEqual([MOST_OF_A_KIND, true, 25])
    // Taken in first, so that the newest alone would leave it out.
    expect(first.ok && first.results[0]?.id).toBe('bai-3')
    const last = await search(site.context, { ...query, page: 25 }, 'vi')
    expect(last.ok && last.results).toHaveLength(20)
    const beyond = await search(site.context, { ...query, page: 999 }, 'vi')
    expect(beyond.ok && beyond.page).toBe(25)
  })

  test('is put right at the start where the index is empty', async () => {
    const before = await found('Mường La')
    await site.db.transaction(async (tx) => {
      await tx.deleteFrom('search_entry').execute()
    })
    expect(await found('Mường La')).toEqual([])
    await refreshIndex(site.context)
    expect(await found('Mường La')).toEqual(before)
    expect((await found('17,99'))[0]).toBe('figure ty-le-ho-ngheo_son-la_2022')
  })
})
