import type { Language } from '../domain/languages/rules.ts'
import { EN } from './en/english.ts'
import { VI } from './vi/vietnamese.ts'

export type { Language } from '../domain/languages/rules.ts'

/**
 * Every text of the public site. The Vietnamese texts say which there are: a language that lacks one does not compile.
 * A feature's texts are entered in `vi/vietnamese.ts` and `en/english.ts`. What only staff meet is in `desk-strings.ts`.
 */
export type Strings = Texts<typeof VI>

/** The same shape with any words in it. */
type Texts<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Texts<Item>[]
    : { readonly [Key in keyof T]: Texts<T[Key]> }

const STRINGS: Readonly<Record<Language, Strings>> = { vi: VI, en: EN }

export function stringsFor(language: Language): Strings {
  return STRINGS[language]
}
