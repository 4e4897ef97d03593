import { addressIn } from '../domain/languages/rules.ts'
import { articleAddress, type Article } from '../domain/news/rules.ts'
import type { SiteSettings } from '../domain/site/rules.ts'
import type { Language } from './strings.ts'

interface Setting {
  site: Pick<SiteSettings, 'name' | 'tagline' | 'publisher'>
  /** Scheme, host and port of the site. */
  origin: string
  lang: Language
}

/** One step on the way from the top of the site to a page. */
export interface Crumb {
  label: string
  href: string
}

const CONTEXT = 'https://schema.org'
/** Where readers look for something; the word in braces is put in by whoever searches. */
const SEARCH = '/tim-kiem?q='

/** Structured data is the one place where links are not turned by themselves. */
function absolute(path: string, { origin, lang }: Pick<Setting, 'origin' | 'lang'>): string {
  return new URL(addressIn(path, lang), origin).href
}

function publisher({ site, origin }: Setting): object {
  const address = new URL('/', origin).href
  return { '@type': 'Organization', '@id': `${address}#don-vi`, name: site.publisher, url: address }
}

/** The site and who runs it. https://schema.org/WebSite */
export function siteData(setting: Setting): object {
  const { site, lang } = setting
  const home = absolute('/', setting)
  return {
    '@context': CONTEXT,
    '@graph': [
      publisher(setting),
      {
        '@type': 'WebSite',
        '@id': `${home}#trang`,
        name: site.name,
        description: site.tagline,
        url: home,
        inLanguage: lang,
        publisher: { '@id': `${new URL('/', setting.origin).href}#don-vi` },
        potentialAction: {
          '@type': 'SearchAction',
          target: {
            '@type': 'EntryPoint',
            urlTemplate: `${absolute('/', setting).replace(/\/$/u, '')}${SEARCH}{search_term_string}`,
          },
          'query-input': 'required name=search_term_string',
        },
      },
    ],
  }
}

/**
 * An article with the corrections that readers see. https://schema.org/NewsArticle
 * @param page what stands beside it: the printed name of its category, when it last changed, and its picture
 */
export function articleData(
  article: Article,
  page: { category: string; changedAt: string; picture: string },
  setting: Setting,
): object {
  const address = absolute(articleAddress(article.slug), setting)
  const office = publisher(setting)
  return {
    '@context': CONTEXT,
    '@type': 'NewsArticle',
    headline: article.title,
    description: article.summary,
    url: address,
    mainEntityOfPage: address,
    image: absolute(page.picture, setting),
    datePublished: article.publishedAt,
    dateModified: page.changedAt,
    inLanguage: article.language,
    articleSection: page.category,
    isAccessibleForFree: true,
    author: article.byline === setting.site.publisher ? office : { '@type': 'Person', name: article.byline },
    publisher: office,
    correction:
      article.corrections.length === 0
        ? undefined
        : article.corrections.map(({ date, text }) => ({
            '@type': 'CorrectionComment',
            datePublished: date,
            text,
          })),
  }
}

/** The way to a page as its breadcrumbs show it, and at its end the page itself. https://schema.org/BreadcrumbList */
export function trailData(
  trail: readonly Crumb[],
  page: { title: string; path: string },
  setting: Pick<Setting, 'origin' | 'lang'>,
): object {
  return {
    '@context': CONTEXT,
    '@type': 'BreadcrumbList',
    itemListElement: [...trail, { label: page.title, href: page.path }].map(({ label, href }, at) => ({
      '@type': 'ListItem',
      position: at + 1,
      name: label,
      item: absolute(href, setting),
    })),
  }
}

/** As it may stand in a page: within a script element nothing but a closing tag ends the text. */
export function printData(data: object): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c')
}
