import { DATA_TEXTS } from './en/data-texts.ts'
import type { Language } from './strings.ts'

const VIETNAMESE_LETTER = /[àáãâèéêìíòóõôùúýăđĩũơư\u1ea0-\u1ef9]/iu

/** Words of published data as a page prints them. */
export interface DataText {
  text: string
  /** Of the text: what has no English is printed in Vietnamese, and marked for who hears it. */
  lang: Language
}

/**
 * What data say in words, in the language of the page as far as the site has it: a note, a reason, the name of a
 * package, an issuer. The data themselves are in Vietnamese.
 */
export function dataText(text: string, lang: Language): DataText {
  if (lang === 'vi') return { text, lang }
  const said = DATA_TEXTS[text]
  if (said !== undefined) return { text: said, lang }
  return { text, lang: VIETNAMESE_LETTER.test(text) ? 'vi' : lang }
}
