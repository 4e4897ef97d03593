import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changedAt, feedAddress } from '../../../src/domain/feeds/rules.ts'
import { readNewsQuery } from '../../../src/domain/news/rules.ts'
import { toAtom, type Feed } from '../../../src/http/atom.ts'
import { toJsonFeed } from '../../../src/http/json-feed.ts'

const FEED: Feed = {
  page: 'https://site.test/tin-tuc/',
  self: 'https://site.test/tin-tuc.atom?trang=2',
  id: 'https://site.test/tin-tuc.atom',
  next: 'https://site.test/tin-tuc.atom?a=1&trang=3',
  title: 'Tin <tức> & "số liệu"',
  author: 'Ban biên tập',
  language: 'vi',
  updated: '2026-02-01T00:00:00.000Z',
  entries: [
    {
      address: 'https://site.test/tin-tuc/mot-bai/',
      title: 'Một bài',
      published: '2026-01-01T00:00:00.000Z',
      updated: '2026-02-01T00:00:00.000Z',
      category: 'Số liệu',
      language: 'en',
      content: 'Tóm tắt',
    },
  ],
}

describe('a feed', () => {
  test('in Atom has one id on all its pages, and leads to the next', () => {
    const atom = toAtom(FEED)
    expect(atom).toContain('<id>https://site.test/tin-tuc.atom</id>')
    expect(atom).toContain(
      'rel="self" type="application/atom+xml" href="https://site.test/tin-tuc.atom?trang=2"',
    )
    expect(atom).toContain(
      'rel="next" type="application/atom+xml" href="https://site.test/tin-tuc.atom?a=1&amp;trang=3"',
    )
    expect(atom).toContain('<title>Tin &lt;tức&gt; &amp; &quot;số liệu&quot;</title>')
    expect(atom).toContain('<entry xml:lang="en">')
    expect(atom).toContain('<published>2026-01-01T00:00:00.000Z</published>')
    expect(atom).toContain('<category term="Số liệu"/>')
  })

  test('as JSON Feed 1.1 says the same', () => {
    expect(JSON.parse(toJsonFeed(FEED))).toEqual({
      version: 'https://jsonfeed.org/version/1.1',
      title: FEED.title,
      home_page_url: FEED.page,
      feed_url: FEED.self,
      next_url: FEED.next,
      language: 'vi',
      authors: [{ name: 'Ban biên tập' }],
      items: [
        {
          id: 'https://site.test/tin-tuc/mot-bai/',
          url: 'https://site.test/tin-tuc/mot-bai/',
          title: 'Một bài',
          content_text: 'Tóm tắt',
          date_published: '2026-01-01T00:00:00.000Z',
          date_modified: '2026-02-01T00:00:00.000Z',
          language: 'en',
          tags: ['Số liệu'],
        },
      ],
    })
  })

  test('has the keys of its page', () => {
    const filter = { category: 'so-lieu', district: 'huyen-muong-la' }
    const address = feedAddress(filter, 'json', 3)
    expect(address).toMatch(/^\/tin-tuc\.json\?/u)
    expect(readNewsQuery(new URL(address, 'https://site.test').searchParams)).toEqual({
      filter: { ...readNewsQuery(new URLSearchParams()).filter, ...filter },
      page: 3,
    })
    expect(feedAddress({}, 'atom')).toBe('/tin-tuc.atom')
  })
})

describe('the last change of an article', () => {
  const moment = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString())
  const correction = fc.record({
    date: moment.map((at) => at.slice(0, 10)),
    text: fc.constant('Sửa số'),
    minor: fc.boolean(),
  })

  test('is never before it was published, and never later than all that it is made of', () => {
    fc.assert(
      fc.property(moment, fc.option(moment), fc.array(correction), (publishedAt, updatedAt, corrections) => {
        const changed = changedAt({ publishedAt, updatedAt, corrections })
        expect(changed >= publishedAt && changed >= (updatedAt ?? '')).toBe(true)
        const days = corrections
          .filter(({ minor }) => !minor)
          .map(({ date }) => new Date(`${date}T00:00:00+07:00`).toISOString())
        expect([publishedAt, updatedAt, ...days]).toContain(changed)
      }),
    )
  })

  test('counts a correction from the morning of its day in Vietnam, and none of spelling', () => {
    const article = { publishedAt: '2026-01-01T00:00:00.000Z', updatedAt: null }
    const corrections = [{ date: '2026-02-01', text: 'Sửa số' }]
    expect(changedAt({ ...article, corrections })).toBe('2026-01-31T17:00:00.000Z')
    const minor = corrections.map((one) => ({ ...one, minor: true }))
    expect(changedAt({ ...article, corrections: minor })).toBe(article.publishedAt)
  })
})
