import { foldText } from '../search/rules.ts'
import { withoutTwins } from './look-alike-rules.ts'
import type { HeldReason } from './rules.ts'

export type Pattern = Extract<HeldReason, 'phone-number' | 'id-number' | 'bank-account' | 'links'>

/** One link may be a source; more than that is what advertisements have. */
export const MAX_LINKS = 1

/**
 * What may stand between two digits of one number, the same all through it: dates, of which there are several in a
 * row, mix them.
 */
const GAPS = ['[ .-]?', '[_·•*~|–—]?', '/?', '(?: [-–—] )?'] as const

/**
 * Mobile numbers (10 digits with 03, 05, 07, 08, 09) and landlines (11 with 02), also with the country's 84. A bare 84
 * only without spaces: `84.350.000.000 đồng` is money.
 */
const PHONES = GAPS.map(
  (gap) =>
    new RegExp(
      `(?<![\\d.,])(?:(?:\\+84|0084|0)${gap}[35789](?:${gap}\\d){8}|84[35789]\\d{8}|(?:\\+84${gap}|0)2(?:${gap}\\d){9})(?!\\d)`,
      'u',
    ),
)
/** Citizens' numbers have 12 digits and begin with the code of a province, 001 to 096. */
const CITIZENS = ['[ .]?', ...GAPS.slice(1)].map(
  (gap) => new RegExp(`(?<!\\d)0\\d(?:${gap}\\d){10}(?!\\d)`, 'u'),
)
const NAMED_ID = /\b(?:cccd|cmnd|cmt|can cuoc|chung minh|ho chieu|bhyt)\b\D{0,40}(?:\d[ ._·/–-]?){8,14}\d/u
const NAMED_ACCOUNT =
  /\b(?:stk|so tai khoan|tai khoan so|tk so|so tk)\b[^\d\n]{0,40}(?:\d[ ._·/–-]?){5,18}\d/u
const LINK =
  /https?:\/\/|\bwww\.|(?<![a-z0-9-])[a-z0-9-]+\.(?:com|net|org|vn|info|xyz|top|shop|site|online|club|icu|me|ly|io)\b/gu
const LINK_WITH_HOST = /(?:https?:\/\/|(?<![a-z0-9.-]))[a-z0-9.-]+\.[a-z]{2,}(?:[/?#]\S*)?/gu

/** Numbers that look like somebody's own, and more links than a comment needs. */
export function findPatterns(text: string): Set<Pattern> {
  const plain = foldText(withoutTwins(text))
    .replace(/[()]/gu, '')
    .replace(/(?<=\d[ .-]?)o|o(?=[ .-]?\d)/gu, '0')
  const found = new Set<Pattern>()
  if (PHONES.some((phone) => phone.test(plain))) found.add('phone-number')
  if (CITIZENS.some((citizen) => citizen.test(plain)) || NAMED_ID.test(plain)) found.add('id-number')
  if (NAMED_ACCOUNT.test(plain)) found.add('bank-account')
  const links = (plain.match(LINK_WITH_HOST) ?? []).filter((address) => address.match(LINK) !== null)
  if (links.length > MAX_LINKS) found.add('links')
  return found
}
