/** A letter that English does not have; names are full of them, so a small one at the start of a word counts more. */
const VIETNAMESE_LETTER = /[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]/iu
const WORD = /[\p{L}\p{M}]+/gu
/** Where one language may give way to another. */
const BOUNDARY = /([:;()–—“”"!?…]|[,.](?=\s|$))/u

/** Whether a stretch of text is Vietnamese rather than English with Vietnamese names in it. */
function isVietnamese(stretch: string): boolean {
  const words = stretch.match(WORD) ?? []
  const telling = words.filter((word) => VIETNAMESE_LETTER.test(word) && /^\p{Ll}/u.test(word))
  return telling.length > 0 && telling.length * 3 >= words.length
}

/** A text in its parts; those in Vietnamese are marked. Together they are the text. */
export function vietnameseParts(text: string): { text: string; vietnamese: boolean }[] {
  if (!VIETNAMESE_LETTER.test(text)) return text === '' ? [] : [{ text, vietnamese: false }]
  const pieces = text.split(BOUNDARY).filter((piece) => piece !== '')
  const marks = pieces.map((piece) => (/\p{L}/u.test(piece) ? isVietnamese(piece) : null))
  const parts: { text: string; vietnamese: boolean }[] = []
  for (const [at, piece] of pieces.entries()) {
    // Numbers and points belong to the Vietnamese around them.
    const before = parts.at(-1)?.vietnamese === true
    const after = marks.slice(at).find((mark) => mark !== null) === true
    const vietnamese = marks[at] ?? (before && after)
    const last = parts.at(-1)
    if (last?.vietnamese === vietnamese) last.text += piece
    else parts.push({ text: piece, vietnamese })
  }
  return parts
}

/** `vi` where some of a text on an English page is Vietnamese; for what is marked as a whole. */
export function languageOfWords(text: string, page: string): 'vi' | undefined {
  if (page === 'vi') return undefined
  return vietnameseParts(text).some(({ vietnamese }) => vietnamese) ? 'vi' : undefined
}
