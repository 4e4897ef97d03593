import sanitizeHtml from 'sanitize-html'
import { normalizeBody } from './rules.ts'

const NO_TAGS: sanitizeHtml.IOptions = { allowedTags: [], allowedAttributes: {} }
/** Longer text is refused whatever it holds; taking tags off it would only cost time. */
const MAX_STRIPPED = 10_000
/** Text that still changes after so many passes was made to cost time. */
const MAX_PASSES = 20
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

/**
 * Plain text without any tag, normalised. Tags go until none is left, so that pieces of tags cannot form a new one.
 * Text far beyond any bound comes back as it is, so that nobody can buy time with it.
 * What was typed as an entity (`&lt;`) stays those letters, and a lone `<` (as in `3 < 5`) stays.
 */
export function stripTags(raw: string): string {
  let text = normalizeBody(raw)
  if (text.length > MAX_STRIPPED) return text
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const stripped = normalizeBody(stripOnce(text))
    if (stripped === text) return text
    text = stripped
  }
  return normalizeBody(text.replaceAll('<', ''))
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
