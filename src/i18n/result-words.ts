import type { SourceDocument } from '../domain/figures/rules.ts'
import type { Indicator } from '../domain/reference/rules.ts'
import type { Rank } from '../domain/results/rules.ts'
import type { TileClass } from '../domain/results/map-rules.ts'
import type { UnitLevel } from '../domain/units/rules.ts'
import { formatValue } from './figures.ts'
import { fill } from './fill.ts'
import { stringsFor, type Language } from './strings.ts'

/** `giảm 3,06 điểm %`, `tăng 845 nhà`, `không đổi`. */
export function changeWords(difference: string, indicator: Indicator, lang: Language): string {
  const t = stringsFor(lang).results.change
  const amount = amountWords(difference, indicator, lang)
  if (Number(difference) === 0) return t.same
  return fill(difference.startsWith('-') ? t.down : t.up, { amount })
}

/** Size of a difference: `3,06 điểm %`, `845 nhà`. Of two percentages it is told in points. */
export function amountWords(difference: string, indicator: Indicator, lang: Language): string {
  const measure = indicator.measure === '%' ? stringsFor(lang).results.change.points : indicator.measure
  const value = difference.replace(/^-/u, '')
  return formatValue({ value, qualifier: null }, { ...indicator, measure }, lang)
}

/** `thấp thứ 3 trong 12 đơn vị cấp huyện cũ`, `3rd lowest of 12 former districts`. */
export function rankWords(
  { place, of, tied }: Rank,
  direction: 'lower-better' | 'higher-better',
  level: UnitLevel,
  lang: Language,
): string {
  const t = stringsFor(lang).results.rank
  const alone = place === 1 ? t[direction].first : fill(t[direction].nth, { place: ordinal(place, lang) })
  const words = tied ? fill(t.tied, { place: alone }) : alone
  return fill(t.among, { place: words, of, units: t.units[level] })
}

const ENGLISH_ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' })
const ENDINGS: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' }

/** `3` after `thứ`; `3rd`. */
function ordinal(place: number, lang: Language): string {
  return lang === 'vi' ? String(place) : `${place}${ENDINGS[ENGLISH_ORDINALS.select(place)] ?? 'th'}`
}

/** Issuer without what stands in brackets, short enough to stand beside a number. */
export function shortIssuer({ issuer }: Pick<SourceDocument, 'issuer'>, lang: Language): string {
  return issuer?.replace(/\s*\([^)]*\)/gu, '') ?? stringsFor(lang).results.source.noIssuer
}

/** Short enough to stand at a number, and marked where the source is known at second hand only. */
export function sourceWords(document: SourceDocument | null, lang: Language): string {
  const t = stringsFor(lang).results.source
  if (document === null) return t.none
  const issuer = shortIssuer(document, lang)
  return document.secondary ? fill(t.secondHand, { issuer }) : issuer
}

/** `trang 12`, `Điều 1`: what stands in the column is a page only where it is a number. */
export function pageWords(page: string, lang: Language): string {
  return /^\d[\d\s,–-]*$/u.test(page) ? fill(stringsFor(lang).results.source.page, { page }) : page
}

/** `dưới 10 %`, `từ 10 % đến dưới 15 %`, `từ 15 % trở lên`. */
export function classWords(
  { from, to }: TileClass,
  place: { first: boolean; last: boolean },
  indicator: Indicator,
  lang: Language,
): string {
  const t = stringsFor(lang).results.indicator.classes
  const bound = (value: number): string =>
    formatValue({ value: String(value), qualifier: null }, indicator, lang)
  const values = { from: bound(from), to: bound(to) }
  if (place.first && place.last) return fill(t.between, values)
  if (place.first) return fill(t.below, values)
  return fill(place.last ? t.above : t.between, values)
}
