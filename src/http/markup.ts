/** A tag of finished markup. */
export interface Tag {
  /** With its brackets. */
  text: string
  /** In lower case. */
  name: string
  /** `void`: nothing can stand in it. */
  kind: 'start' | 'end' | 'void'
}

const START = /<([a-z][^\s/>"']*)(?:[^"'>]|"[^"]*"|'[^']*')*>/iuy
const END = /<\/([a-z][^\s>]*)[^>]*>/iuy
/** Their content is no markup. */
const RAW: ReadonlySet<string> = new Set(['script', 'style', 'textarea', 'title'])
const VOID: ReadonlySet<string> = new Set([
  ...['area', 'base', 'br', 'col', 'embed', 'hr', 'img'],
  ...['input', 'link', 'meta', 'source', 'track', 'wbr'],
])

/**
 * Goes through finished markup from its start to its end and puts together what the visitor makes of each tag and each
 * stretch of text. Comments and elements whose content is no markup are handed to nobody and stay.
 */
export function walkMarkup(
  markup: string,
  visit: { tag: (tag: Tag) => string; text: (text: string) => string },
): string {
  const parts: string[] = []
  let textFrom = 0
  let at = markup.indexOf('<')
  const take = (end: number, tag?: Tag): void => {
    // Before the tag, so that a visitor who keeps count sees them in order.
    if (at > textFrom) parts.push(visit.text(markup.slice(textFrom, at)))
    parts.push(tag === undefined ? markup.slice(at, end) : visit.tag(tag))
    textFrom = end
    at = markup.indexOf('<', end)
  }
  while (at >= 0) {
    if (markup.startsWith('<!--', at)) {
      take(endOf(markup, '-->', at))
      continue
    }
    END.lastIndex = START.lastIndex = at
    const match = markup.startsWith('</', at) ? END.exec(markup) : START.exec(markup)
    if (match === null) {
      at = markup.indexOf('<', at + 1)
      continue
    }
    const [text, written = ''] = match
    const name = written.toLowerCase()
    if (text.startsWith('</')) take(at + text.length, { text, name, kind: 'end' })
    else if (RAW.has(name)) take(endOf(markup, '>', endOf(markup, `</${name}`, at)))
    else {
      const kind = VOID.has(name) || text.endsWith('/>') ? 'void' : 'start'
      take(at + text.length, { text, name, kind })
    }
  }
  if (textFrom < markup.length) parts.push(visit.text(markup.slice(textFrom)))
  return parts.join('')
}

/** Where what stands at `from` ends; the end of all where it never does. */
function endOf(markup: string, closing: string, from: number): number {
  const at = markup.indexOf(closing, from)
  return at < 0 ? markup.length : at + closing.length
}
