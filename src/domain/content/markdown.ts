import { Marked } from 'marked'
import sanitizeHtml from 'sanitize-html'
import type { Language } from '../languages/rules.ts'

/** Part of each article's hash: raise it when this file changes what it makes of the same text. */
export const RENDERER_VERSION = 1

const marked = new Marked({ gfm: true, async: false })

const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: [
    ...[
      'h2',
      'h3',
      'h4',
      'p',
      'br',
      'hr',
      'blockquote',
      'ul',
      'ol',
      'li',
      'strong',
      'em',
      'del',
      'sup',
      'sub',
    ],
    ...[
      'a',
      'code',
      'pre',
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
      'img',
      'figure',
      'figcaption',
      'div',
    ],
  ],
  allowedAttributes: {
    a: ['href', 'title', 'rel', 'lang'],
    img: ['src', 'alt', 'width', 'height', 'loading', 'decoding'],
    th: ['scope', 'class'],
    td: ['class'],
    ol: ['start'],
    div: ['class', 'role', 'tabindex', 'aria-label'],
    p: ['lang'],
  },
  allowedClasses: { th: ['end', 'middle'], td: ['end', 'middle'], div: ['table-scroll'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  // Pictures come from this site only: no page asks a third party for anything.
  allowedSchemesByTag: { img: [] },
  transformTags: {
    // A page has one h1, its title; headings in a text start below it.
    h1: 'h2',
    th: (tagName, { align, ...attribs }) => ({
      tagName,
      attribs: { ...attribs, scope: 'col', ...alignClass(align) },
    }),
    td: (tagName, { align, ...attribs }) => ({ tagName, attribs: { ...attribs, ...alignClass(align) } }),
    img: (tagName, attribs) => ({ tagName, attribs: { ...attribs, loading: 'lazy', decoding: 'async' } }),
  },
}

/** What a table that scrolls is called. */
const TABLE: Readonly<Record<Language, string>> = { vi: 'Bảng số liệu', en: 'Table' }

/** HTML of a Markdown text: headings from h2, tables that scroll inside themselves, nothing that runs or loads. */
export function renderMarkdown(markdown: string, lang: Language = 'vi'): string {
  const html = sanitizeHtml(marked.parse(markdown) as string, ALLOWED)
  return html
    .replaceAll(
      '<table>',
      `<div class="table-scroll" role="region" aria-label="${TABLE[lang]}" tabindex="0"><table>`,
    )
    .replaceAll('</table>', '</table></div>')
}

/** Alignment as a class: the content security policy refuses inline styles. */
function alignClass(align: string | undefined): { class?: string } {
  if (align === 'right') return { class: 'end' }
  return align === 'center' ? { class: 'middle' } : {}
}
