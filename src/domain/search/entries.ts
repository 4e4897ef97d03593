import type { ArticleTable } from '../../../db/schema/article.ts'
import type { PageTable } from '../../../db/schema/page.ts'
import type { SearchEntryTable } from '../../../db/schema/search-entry.ts'
import type { TranslationTable } from '../../../db/schema/translation.ts'
import { LANGUAGES, type Language } from '../languages/rules.ts'
import { vietnamDay } from '../periods/rules.ts'
import { NUMBER_PLACE, type Indicator, type OtherName, type Reference } from '../reference/rules.ts'
import { sha256 } from '../secrets.ts'
import { isCurrent, partsOfName, type AdministrativeUnit } from '../units/rules.ts'
import type { SearchKind, SitePage } from './found-rules.ts'
import { accentsOf, keysOf } from './word-rules.ts'

/** Part of every entry's hash: raise it when the rules make other words or tags of the same text. */
export const INDEX_VERSION = 2

/** The same for {@link plainText} alone: comments, which are many, have no HTML. */
const PLAIN_TEXT_VERSION = 2

export type NewEntry = Omit<SearchEntryTable, 'number'>

/** An entry that should be there, made only where the one that is there differs. */
export interface EntrySource {
  ref: string
  language: string
  hash: string
  make: () => NewEntry
}

/** What an entry is made of. */
export interface EntryText {
  kind: SearchKind
  ref: string
  language: string
  /** Languages of the pages that list it. */
  listedIn: readonly Language[]
  title: string
  /** What the excerpt is cut from. */
  body: string
  /** Words that find it and are not shown. */
  alsoFoundBy?: string
  years?: readonly number[]
  weight?: number
  at?: string | null
  shownFrom?: string | null
  sample?: boolean
  /** The text of the body is not kept here. */
  bodyElsewhere?: boolean
}

const HEAVY = { province: 40, district: 25, commune: 15, former: 0 } as const

export const kindTag = (kind: SearchKind): string => `kind${kind}`
export const languageTag = (lang: Language): string => `in${lang}`
export const yearTag = (year: number): string => `year${year}`
/** Of a word in the title: a column of titles would be looked for in every text that has the word. */
export const titleTag = (key: string): string => `title${key}`
export const REAL_TAG = 'real'
const SAMPLE_TAG = 'sample'

export function toEntry(text: EntryText, hash: string): NewEntry {
  const { kind, title, body, alsoFoundBy = '', sample = false, years = [], listedIn } = text
  const words = [body, alsoFoundBy].filter((part) => part !== '').join(' \n ')
  return {
    kind,
    ref: text.ref,
    language: text.language,
    tags: [
      kindTag(kind),
      ...listedIn.map(languageTag),
      ...(sample ? [SAMPLE_TAG] : [REAL_TAG]),
      ...[...new Set(years)].map(yearTag),
      ...[...new Set(keysOf(title))].map(titleTag),
    ].join(' '),
    title,
    body: text.bodyElsewhere === true ? '' : body,
    title_words: keysOf(title).join(' '),
    body_words: keysOf(words).join(' '),
    accents: accentsOf(`${title} ${words}`).join(' '),
    weight: text.weight ?? 0,
    at: text.at ?? null,
    shown_from: text.shownFrom ?? null,
    hash,
  }
}

/** An article, or one in a further language. @param listedIn languages of the pages that offer this one */
export function articleSource(
  article: ArticleTable,
  translation: TranslationTable | null,
  listedIn: readonly Language[],
): EntrySource {
  const { title, summary, body_html: html, content_hash: content } = translation ?? article
  const language = translation?.language ?? article.language
  const { slug: ref, published_at: published, updated_at: updated } = article
  const hash = hashOf(PLAIN_TEXT_VERSION, ref, language, content, published, updated, listedIn)
  return textSource({ kind: 'article', ref, language, listedIn, title }, hash, [summary, html], {
    years: [Number(vietnamDay(new Date(published)).slice(0, 4))],
    at: updated ?? published,
    shownFrom: published,
  })
}

/** A standing page, or one in a further language. */
export function pageSource(
  page: PageTable,
  translation: TranslationTable | null,
  listedIn: readonly Language[],
): EntrySource {
  const { title, summary, body_html: html } = translation ?? page
  const language = translation?.language ?? 'vi'
  const hash = hashOf(PLAIN_TEXT_VERSION, page.slug, language, title, summary, html, listedIn)
  return textSource({ kind: 'page', ref: page.slug, language, listedIn, title }, hash, [summary, html], {})
}

function textSource(
  head: Pick<EntryText, 'kind' | 'ref' | 'language' | 'listedIn' | 'title'>,
  hash: string,
  [summary, html]: [string, string],
  dates: Pick<EntryText, 'years' | 'at' | 'shownFrom'>,
): EntrySource {
  const make = (): NewEntry => toEntry({ ...head, body: `${summary} ${plainText(html)}`, ...dates }, hash)
  return { ref: head.ref, language: head.language, hash, make }
}

/** A page of the site that no file of the office makes. */
export function sitePageSource({ address, texts }: SitePage, lang: Language): EntrySource {
  const { title, summary: body } = texts[lang]
  const hash = hashOf(address, lang, texts[lang])
  return referenceSource('page', address, lang, hash, { title, body })
}

/** @param day calendar day in Vietnam on which "former" is judged */
export function unitSource(
  unit: AdministrativeUnit,
  reference: Reference,
  lang: Language,
  day: string,
): EntrySource {
  const parents: string[] = []
  for (let at = unit.parentId; at !== null; at = reference.units.get(at)?.parentId ?? null)
    parents.push(reference.units.get(at)?.name ?? at)
  const weight = unit.level === 'commune' && !isCurrent(unit, day) ? HEAVY.former : HEAVY[unit.level]
  const names = otherNames(reference, 'units', unit.id)
  const hash = hashOf(unit, parents, names, weight, lang)
  const text = {
    title: bareName(unit.name),
    body: [unit.name, ...parents].join(', '),
    alsoFoundBy: names.join(' \n '),
    weight,
  }
  return referenceSource('unit', unit.id, lang, hash, text)
}

export function indicatorSource(indicator: Indicator, reference: Reference, lang: Language): EntrySource {
  const names = otherNames(reference, 'indicators', indicator.id)
  const { name: title, definition, method } = indicator
  const text = { title, body: `${definition} ${method}`, alsoFoundBy: names.join(' \n ') }
  return referenceSource('indicator', indicator.id, lang, hashOf(indicator, names, lang), text)
}

function referenceSource(
  kind: 'unit' | 'indicator' | 'page',
  ref: string,
  language: Language,
  hash: string,
  text: Pick<EntryText, 'title' | 'body' | 'alsoFoundBy' | 'weight'>,
): EntrySource {
  const make = (): NewEntry => toEntry({ kind, ref, language, listedIn: [language], ...text }, hash)
  return { ref, language, hash, make }
}

/** What tells a unit from others, without the word for its kind in either language. */
function bareName(name: string): string {
  return partsOfName(name).bare.replace(/ (?:province|district|city|town|township|commune|ward)$/u, '')
}

/** A published comment: its text stays where it is, and so does the name of who wrote it. */
export function commentEntry(comment: {
  id: string
  body: string
  publishedAt: string
  sample: boolean
  /** Text of the official answer, which finds the comment too; empty for none. */
  answer: string
}): NewEntry {
  return toEntry(
    {
      kind: 'comment',
      ref: comment.id,
      language: 'vi',
      listedIn: LANGUAGES,
      title: '',
      body: comment.body,
      alsoFoundBy: comment.answer,
      bodyElsewhere: true,
      years: [Number(vietnamDay(new Date(comment.publishedAt)).slice(0, 4))],
      at: comment.publishedAt,
      sample: comment.sample,
    },
    String(INDEX_VERSION),
  )
}

/** Names that people use for something, without the place of a number. */
export function otherNames(reference: Reference, table: OtherName['table'], id: string): string[] {
  return reference.otherNames
    .filter((other) => other.table === table && other.id === id)
    .map(({ name }) => name.replace(NUMBER_PLACE, ' '))
}

export function hashOf(...parts: readonly unknown[]): string {
  return sha256(JSON.stringify([INDEX_VERSION, ...parts]))
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
}

/** A heading or an item of a list that ends without a stop: what follows would read as its next words. */
const UNSTOPPED = /([\p{L}\p{N}%)\]”"])((?:<\/(?:strong|em|a|code|del|p)>)*\s*<\/(?:h[1-6]|li)>)/gu

/** The words of HTML that the site rendered itself, as sentences. */
export function plainText(html: string): string {
  return html
    .replace(UNSTOPPED, '$1.$2')
    .replace(/<[^>]*>/gu, ' ')
    .replace(/&(?:lt|gt|quot|#39|nbsp|amp);/gu, (entity) => ENTITIES[entity] ?? ' ')
    .replace(/\s+/gu, ' ')
    .trim()
}
