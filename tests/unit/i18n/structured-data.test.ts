import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printData, siteData, trailData } from '../../../src/i18n/structured-data.ts'

const SITE = { name: 'Trang thử', tagline: 'Số liệu có nguồn', publisher: 'Ban biên tập' }
const AT = { site: SITE, origin: 'https://site.test' }

describe('structured data', () => {
  test('can hold any text without ending the element it stands in', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '/', 's', 'script>', '!--', '"', 'ế') }), (name) => {
        const printed = printData({ name })
        expect(printed).not.toContain('<')
        expect(JSON.parse(printed)).toEqual({ name })
      }),
    )
  })

  test('of a way names every step and the page at its end, in the language of the page', () => {
    const trail = [{ label: 'News', href: '/tin-tuc/' }]
    const data = trailData(trail, { title: 'An article', path: '/tin-tuc/mot-bai/' }, { ...AT, lang: 'en' })
    expect(data).toMatchObject({
      '@type': 'BreadcrumbList',
      itemListElement: [
        { position: 1, name: 'News', item: 'https://site.test/en/tin-tuc/' },
        { position: 2, name: 'An article', item: 'https://site.test/en/tin-tuc/mot-bai/' },
      ],
    })
  })

  test('of the site tells where it is searched', () => {
    expect(JSON.stringify(siteData({ ...AT, lang: 'vi' }))).toContain(
      '"urlTemplate":"https://site.test/tim-kiem?q={search_term_string}"',
    )
    expect(JSON.stringify(siteData({ ...AT, lang: 'en' }))).toContain(
      '"urlTemplate":"https://site.test/en/tim-kiem?q={search_term_string}"',
    )
  })
})
