import type { ArticleContent } from './rules.ts'

/** Which piece of an article a block of text belongs to. */
export type Part = 'title' | 'summary' | 'byline' | 'cover' | 'body' | 'figure' | 'source'

/** A heading, paragraph, list item, row of a table, or one of the pieces around the body. */
export interface Block {
  part: Part
  text: string
}

/** Tags within a line; every other tag begins another block. */
const INLINE = new Set(['a', 'strong', 'em', 'del', 'sup', 'sub', 'code', 'br', 'img', 'td', 'th'])
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** The words of an article, block by block. Two texts with the same blocks differ in their layout at most. */
export function blocksOf(content: ArticleContent): Block[] {
  const { title, summary, byline, cover, bodyHtml, figures, sources } = content
  const single: [Part, string | undefined][] = [
    ['title', title],
    ['summary', summary],
    ['byline', byline],
    [
      'cover',
      cover === null ? undefined : [cover.alt, cover.credit, linkOf(cover.src)].filter(Boolean).join(' '),
    ],
  ]
  return [
    ...single.map(([part, text]) => ({ part, text: tidy(text ?? '') })),
    ...blocksOfHtml(bodyHtml).map((text) => ({ part: 'body' as const, text })),
    ...figures.map((id) => ({ part: 'figure' as const, text: id })),
    ...sources.map(({ title: name, outlet, number, date, url, note }) => ({
      part: 'source' as const,
      text: tidy([name, outlet, number, date, note, url && linkOf(url)].filter(Boolean).join(' · ')),
    })),
  ].filter(({ text }) => text !== '')
}

export function isSameText(one: ArticleContent, other: ArticleContent): boolean {
  return one.language === other.language && JSON.stringify(blocksOf(one)) === JSON.stringify(blocksOf(other))
}

/** Whether the numbers in two texts differ, in value or in how often they stand. */
export function numbersDiffer(one: ArticleContent, other: ArticleContent): boolean {
  return numbersOf(one) !== numbersOf(other)
}

/** Plain text of sanitised HTML, block by block: where a link leads and what a picture shows are part of it. */
export function blocksOfHtml(html: string): string[] {
  const blocks: string[] = []
  let line = ''
  let href = ''
  const end = (): void => {
    const text = tidy(line.replace(/[\s|]+$/u, ''))
    if (text !== '') blocks.push(text)
    line = ''
  }
  for (const [, close, tag = '', attributes = '', text] of html.matchAll(
    /<(\/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)/gu,
  )) {
    if (text !== undefined) line += decode(text)
    else if (!INLINE.has(tag)) end()
    else if (tag === 'br') line += ' '
    else if (tag === 'img')
      line += ` ${attributeOf(attributes, 'alt')} ${linkOf(attributeOf(attributes, 'src'))} `
    else if (close === '/' && (tag === 'td' || tag === 'th')) line += ' | '
    else if (tag === 'a' && close !== '/') href = attributeOf(attributes, 'href')
    else if (tag === 'a' && href !== '') {
      line += ` ${linkOf(href)}`
      href = ''
    }
  }
  end()
  return blocks
}

function numbersOf(content: ArticleContent): string {
  return blocksOf(content)
    .flatMap(({ text }) => text.match(/\d+(?:[.,/]\d+)*/gu) ?? [])
    .sort()
    .join(' ')
}

const linkOf = (address: string): string => `‹${address}›`

function attributeOf(attributes: string, name: string): string {
  return decode(new RegExp(`\\s${name}="([^"]*)"`, 'u').exec(attributes)?.[1] ?? '')
}

function decode(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/gu, (entity, name: string) => ENTITIES[name] ?? entity)
}

function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim()
}
