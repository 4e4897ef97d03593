import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../../src/domain/languages/rules.ts'
import { toSitemap, toSitemapIndex } from '../../../src/domain/sitemap/rules.ts'

const ORIGIN = 'https://site.test'

describe('a sitemap', () => {
  test('lists a page in each of its languages, each with links to all of them', () => {
    const xml = toSitemap(
      [{ path: '/tin-tuc/?a=1&b=2', changedAt: '2026-01-01T00:00:00.000Z', languages: LANGUAGES }],
      ORIGIN,
    )
    const alternates =
      '<xhtml:link rel="alternate" hreflang="vi" href="https://site.test/tin-tuc/?a=1&amp;b=2"/>' +
      '<xhtml:link rel="alternate" hreflang="en" href="https://site.test/en/tin-tuc/?a=1&amp;b=2"/>'
    expect(xml).toContain(
      `<url><loc>https://site.test/tin-tuc/?a=1&amp;b=2</loc><lastmod>2026-01-01T00:00:00.000Z</lastmod>${alternates}</url>`,
    )
    expect(xml).toContain('<url><loc>https://site.test/en/tin-tuc/?a=1&amp;b=2</loc>')
  })

  test('lists a page of one language without a link to another, and dates only what has one', () => {
    const xml = toSitemap([{ path: '/tin-tuc/mot-bai/', changedAt: null, languages: ['vi'] }], ORIGIN)
    expect(xml).toContain('\n<url><loc>https://site.test/tin-tuc/mot-bai/</loc></url>\n')
    expect(xml).not.toContain('/en/')
  })

  test('in parts names each of them', () => {
    const index = toSitemapIndex([1, 2], ORIGIN)
    expect([...index.matchAll(/<loc>(.*?)<\/loc>/gu)].map(([, address]) => address)).toEqual([
      'https://site.test/sitemap-1.xml',
      'https://site.test/sitemap-2.xml',
    ])
  })
})
