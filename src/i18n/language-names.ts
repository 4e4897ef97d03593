import { stringsFor, type Language } from './strings.ts'

/** `tiếng Thái Đen` of `blt`, within a sentence; the code where the site has no word for it. */
export function languageName(code: string, lang: Language): string {
  const { names } = stringsFor(lang).languages
  return code in names ? names[code as keyof typeof names] : code
}
