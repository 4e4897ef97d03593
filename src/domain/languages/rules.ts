/** Languages the site itself is printed in; what is written for it may be in others. */
export const LANGUAGES = ['vi', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Where the English pages stand: every address of the site, with this in front. */
export const ENGLISH = '/en'

/** Staff, machines and parts of pages: what is the same in every language, or is there in Vietnamese only. */
const VIETNAMESE_ONLY = /^\/(?:quan-tri|api|_[^/]*|\.well-known)(?:\/|$)|^\/du-lieu\/[^/]+\/[^/]+\/./u
/** Files that print names or sentences for people; a file of any other kind, JSON among them, is one for both. */
const ENGLISH_FILES =
  /\.(?:csv|xlsx|png|atom|bib|ris|csl\.json)$|^\/tin-tuc\.json$|^\/(?:ket-qua|kinh-phi)\/.+\.avif$/u
/** A feed is a list of pages, whatever it is written in. */
const ENGLISH_FEED = /^\/(?:tin-tuc|tim-kiem)\.json$/u
const FILE = /\.[a-z0-9]+$/u
/** Pages whose names are no words: a point in them begins no ending. */
const NAMED_BY_TOKEN = '/thong-bao/'
const HEALTH = /^\/(?:healthz|readyz|metrics)$/u

/** Takes the language off an address: `/en/tin-tuc/` is `/tin-tuc/` in English. */
export function splitLanguage(path: string): { lang: Language; path: string } {
  const rest = /^\/en(?=\/|$)/iu.test(path) ? path.slice(ENGLISH.length) : null
  return rest === null ? { lang: 'vi', path } : { lang: 'en', path: rest === '' ? '/' : rest }
}

/** Each in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { vi: 'Tiếng Việt', en: 'English' }
/** As Open Graph names them. */
export const OG_LOCALES: Readonly<Record<Language, string>> = { vi: 'vi_VN', en: 'en_GB' }

/** For the `lang` of a text: undefined where it is that of the page around it. */
export function langOf(text: string, page: Language): string | undefined {
  return text === page ? undefined : text
}

/** Whether the address (as pages write it, without a language) is there in English too. */
export function hasEnglish(path: string): boolean {
  const lower = path.toLowerCase()
  if (VIETNAMESE_ONLY.test(lower) || HEALTH.test(lower)) return false
  return (
    !FILE.test(lower) ||
    lower.startsWith(NAMED_BY_TOKEN) ||
    ENGLISH_FILES.test(lower) ||
    ENGLISH_FEED.test(lower)
  )
}

/**
 * The same address in a language. `address` is one of our own, as pages write it: path, and query and fragment if it
 * has them. What is not there in English stays as it is, and so does what is in English already.
 */
export function addressIn(address: string, lang: Language): string {
  const path = /^[^?#]*/u.exec(address)?.[0] ?? ''
  const isOurs = path.startsWith('/') && !path.startsWith('//')
  if (lang === 'vi' || !isOurs || splitLanguage(path).lang === 'en' || !hasEnglish(path)) return address
  return ENGLISH + address
}
