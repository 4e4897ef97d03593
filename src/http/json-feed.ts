import type { Feed } from './atom.ts'

/** A feed as https://www.jsonfeed.org/version/1.1/ has it. */
export function toJsonFeed({ page, self, next, title, author, language, entries }: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: page,
    feed_url: self,
    next_url: next,
    language,
    authors: [{ name: author }],
    items: entries.map((entry) => ({
      id: entry.address,
      url: entry.address,
      title: entry.title,
      content_text: entry.content,
      date_published: entry.published,
      date_modified: entry.updated,
      language: entry.language === language ? undefined : entry.language,
      tags: entry.category === undefined ? undefined : [entry.category],
    })),
  })
}
