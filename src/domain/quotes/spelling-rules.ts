/**
 * Text as it is compared, whatever way it was typed: lower case, without marks, `đ` as `d`, `y` as `i` (tỷ and tỉ,
 * kỳ and kì are one word). Has the same length as the composed text, so that a place in one is a place in the other.
 */
export function foldSpelling(composed: string): string {
  let folded = ''
  for (const character of composed) folded += FOLDED.get(character) ?? foldCharacter(character)
  return folded
}

/** The text in which places are counted: composed, full-width digits and special spaces made ordinary. */
export function composeText(raw: string): string {
  return raw.toWellFormed().normalize('NFKC')
}

/** One word of a text and where it stands. */
export interface Word {
  text: string
  start: number
  end: number
}

/** Letters and digits that stand together, of a folded text. */
export function splitWords(folded: string): Word[] {
  return Array.from(folded.matchAll(/[\p{L}\p{N}]+/gu), ({ 0: text, index }) => ({
    text,
    start: index,
    end: index + text.length,
  }))
}

const FOLDED: ReadonlyMap<string, string> = new Map([
  ['đ', 'd'],
  ['Đ', 'd'],
  ['y', 'i'],
  ['Y', 'i'],
])

const MARKS = /\p{M}/gu

function foldCharacter(character: string): string {
  if (character >= 'a' && character <= 'z') return character
  const bare = character.normalize('NFD').replace(MARKS, '').toLowerCase().replaceAll('y', 'i')
  // A character that has no spelling of the same length stays, so that places do not move.
  if (bare.length === character.length) return bare
  const lower = character.toLowerCase()
  return lower.length === character.length ? lower : character
}

/** Whether a text is typed with the marks of Vietnamese anywhere: then every word of it is. */
export function isAccented(text: string): boolean {
  return /[\p{M}đĐ]/u.test(text.normalize('NFD'))
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu

/**
 * A word as it is compared where its marks matter, or do not. `tỷ` and `tỉ`, `hoá` and `hóa` are one word: the tone
 * stands behind the letters.
 */
export function spellWord(word: string, accented: boolean): string {
  if (!accented) return foldSpelling(word)
  const letters = word.normalize('NFD').toLowerCase().replaceAll('y', 'i')
  return `${letters.replace(TONES, '')}${letters.match(TONES)?.join('') ?? ''}`
}
