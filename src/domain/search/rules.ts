/** Longest run of letters that is told apart from another; the rest of a longer one counts for nothing. */
const MAX_WORD = 40
/** More words make a search narrower by nothing that anyone would notice. */
const MAX_TERMS = 12
/** Putting marks into their order costs the square of their number; they are dropped anyway. */
const MARK_FLOOD = /(\p{M}{30})\p{M}+/gu

/** One thing that must be in a text: a word, a word that begins so, or several words in a row. */
export interface SearchTerm {
  /** Folded, at least one. */
  words: readonly string[]
  /** The last word may go on. */
  prefix: boolean
}

/**
 * Letters as they are compared: without case, diacritics and the bar of "đ", compatibility forms ("Ⅳ", "ﬁ") spelled
 * out. "Đường" and "duong" are the same. Folding twice changes nothing.
 */
export function foldText(text: string): string {
  return text
    .replace(MARK_FLOOD, '$1')
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/gu, 'd')
}

/** The words of a text, folded, in order: runs of letters and digits. */
export function wordsOf(text: string): string[] {
  return (foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) =>
    Array.from(word).slice(0, MAX_WORD).join(''),
  )
}

/** As a text is stored for searching: its words with a space between. */
export function foldWords(text: string): string {
  return wordsOf(text).join(' ')
}

/**
 * What someone typed into a search field: words that must all be there, `"several words"` in a row, and `xuân*` for
 * what begins so. Everything else that is no letter or digit only separates words.
 */
export function parseSearch(typed: string): SearchTerm[] {
  const terms: SearchTerm[] = []
  for (const [, quoted, star, rest = ''] of typed.matchAll(/"([^"]*)"(\*?)|([^\s"]+)/gu)) {
    const words = wordsOf(quoted ?? rest)
    if (words.length === 0) continue
    const prefix = quoted === undefined ? rest.endsWith('*') : star === '*'
    if (quoted === undefined && !prefix)
      terms.push(...words.map((word) => ({ words: [word], prefix: false })))
    else terms.push({ words, prefix })
  }
  return terms.slice(0, MAX_TERMS)
}
