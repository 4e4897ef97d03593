import { addressIn, hasEnglish, LANGUAGES, type Language } from '../languages/rules.ts'

/** A page that search engines may list. */
export interface SitemapEntry {
  /** As pages write it, without a language. */
  path: string
  /** When what it shows last changed, ISO-8601 UTC; null where that is not known. */
  changedAt: string | null
  /** In which languages it may be listed. */
  languages: readonly Language[]
}

/** Pages in one file: with both languages and their links to each other well below the 50,000 and 50 MB allowed. */
export const PART_SIZE = 10_000

export const SITEMAP = '/sitemap.xml'
export const partAddress = (part: number): `/sitemap-${number}.xml` => `/sitemap-${part}.xml`

/** https://www.sitemaps.org/protocol.html, with the languages of a page as Google reads them. */
export function toSitemap(entries: readonly SitemapEntry[], origin: string): string {
  const urls = entries.flatMap((entry) => {
    const languages = hasEnglish(entry.path.replace(/\?.*$/u, '')) ? entry.languages : (['vi'] as const)
    const addresses = languages.map((lang) => ({
      lang,
      address: escape(new URL(addressIn(entry.path, lang), origin).href),
    }))
    const alternates =
      addresses.length < LANGUAGES.length
        ? ''
        : addresses
            .map(({ lang, address }) => `<xhtml:link rel="alternate" hreflang="${lang}" href="${address}"/>`)
            .join('')
    const lastmod = entry.changedAt === null ? '' : `<lastmod>${entry.changedAt}</lastmod>`
    return addresses.map(({ address }) => `<url><loc>${address}</loc>${lastmod}${alternates}</url>`)
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...urls,
    '</urlset>',
    '',
  ].join('\n')
}

/** Where the parts of a large site are. */
export function toSitemapIndex(parts: readonly number[], origin: string): string {
  const part = (number: number): string =>
    `<sitemap><loc>${escape(new URL(partAddress(number), origin).href)}</loc></sitemap>`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...parts.map(part),
    '</sitemapindex>',
    '',
  ].join('\n')
}

/** Addresses are percent-encoded; of what XML minds, an ampersand is left. */
function escape(address: string): string {
  return address.replaceAll('&', '&amp;').replaceAll("'", '&apos;')
}
