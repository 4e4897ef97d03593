/** A feed as RFC 4287 has it. Addresses are absolute, times ISO-8601. */
export interface Feed {
  /** Address of the page that it follows, and of itself. */
  page: string
  self: string
  /** The same for every page of a feed of several; its own address where there is one. */
  id?: string | undefined
  /** Address of the page with older entries. */
  next?: string | undefined
  title: string
  author: string
  language: string
  /** Moment of the newest entry, or of nothing yet. */
  updated: string
  entries: readonly FeedEntry[]
}

export interface FeedEntry {
  /** Permanent address: also the entry's id. */
  address: string
  title: string
  /** Where it is not the moment of the last change. */
  published?: string | undefined
  updated: string
  category?: string | undefined
  /** Where it may not be the feed's. */
  language?: string | undefined
  /** Plain text. */
  content: string
}

export function toAtom(feed: Feed): string {
  const { page, self, id = self, next, title, author, language, updated, entries } = feed
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeXml(language)}">`,
    `  <id>${escapeXml(id)}</id>`,
    `  <title>${escapeXml(title)}</title>`,
    `  <updated>${escapeXml(updated)}</updated>`,
    `  <author><name>${escapeXml(author)}</name></author>`,
    `  <link rel="self" type="application/atom+xml" href="${escapeXml(self)}"/>`,
    `  <link rel="alternate" type="text/html" href="${escapeXml(page)}"/>`,
    ...optional(next, (address) => `  <link rel="next" type="application/atom+xml" href="${address}"/>`),
    ...entries.flatMap((entry) => [
      entry.language === undefined || entry.language === language
        ? '  <entry>'
        : `  <entry xml:lang="${escapeXml(entry.language)}">`,
      `    <id>${escapeXml(entry.address)}</id>`,
      `    <title>${escapeXml(entry.title)}</title>`,
      ...optional(entry.published, (moment) => `    <published>${moment}</published>`),
      `    <updated>${escapeXml(entry.updated)}</updated>`,
      ...optional(entry.category, (name) => `    <category term="${name}"/>`),
      `    <link rel="alternate" type="text/html" href="${escapeXml(entry.address)}"/>`,
      `    <content type="text">${escapeXml(entry.content)}</content>`,
      '  </entry>',
    ]),
    '</feed>',
  ]
  return `${lines.join('\n')}\n`
}

function optional(value: string | undefined, line: (escaped: string) => string): string[] {
  return value === undefined ? [] : [line(escapeXml(value))]
}

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** XML 1.0 has no place for most control characters, not even escaped. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, (control) => (/[\t\n\r]/u.test(control) ? ' ' : ''))
    .replace(/[&<>"]/gu, (character) => ESCAPED[character] ?? character)
}
