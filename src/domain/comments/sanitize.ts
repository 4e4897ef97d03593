import sanitizeHtml from 'sanitize-html'
import { normalizeBody } from './rules.ts'

const NO_TAGS: sanitizeHtml.IOptions = { allowedTags: [], allowedAttributes: {} }
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

/**
 * Plain text without any tag, normalised. Tags go until none is left, so that pieces of tags cannot form a new one.
 * What was typed as an entity (`&lt;`) stays those letters, and a lone `<` (as in `3 < 5`) stays.
 */
export function stripTags(raw: string): string {
  let text = normalizeBody(raw)
  for (;;) {
    const stripped = normalizeBody(stripOnce(text))
    if (stripped === text) return text
    text = stripped
  }
}

function stripOnce(text: string): string {
  if (!text.includes('<')) return text
  // A `<` that no `>` follows opens nothing; escaped, it survives the parser.
  const lastClose = text.lastIndexOf('>')
  const closed = text.slice(0, lastClose + 1).replaceAll('&', '&amp;')
  const open = text
    .slice(lastClose + 1)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
  return sanitizeHtml(closed + open, NO_TAGS).replace(
    /&(?:amp|lt|gt|quot);/gu,
    (entity) => ENTITIES[entity] ?? entity,
  )
}
