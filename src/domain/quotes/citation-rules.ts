import type { Figure } from '../figures/rules.ts'
import { vietnamDay } from '../periods/rules.ts'
import type { Place } from './reading-rules.ts'
import { composeText } from './spelling-rules.ts'

/** What a citation carries beside the figure's title and value. */
export interface CitedMarks {
  /** Revisions that are named: `bản 2`, `revision 2`. */
  editions: readonly number[]
  /** Hashes, in lower case, perhaps only their beginning. */
  hashes: readonly string[]
}

const HASH = /SHA-?256\s*:?\s*([0-9a-f]{8,64})(?![0-9a-z])|(?<![0-9a-z])([0-9a-f]{64})(?![0-9a-z])/giu
const EDITION = /(?<![\p{L}\p{N}])(?:(?:phiên )?bản (?:số )?|revision )(\d{1,6})(?![\p{L}\p{N}]|[.,]\d)/giu
const TEX = /@[a-z]+\s*\{/iu
const JSON_ITEM = /"(?:title|URL)"\s*:/u
const RIS = /(?:^|\s)TY {1,2}- /u

/** A citation with the escapes of its format undone, so that it reads as text. */
export function plainCitation(text: string): string {
  if (TEX.test(text)) {
    return text
      .replaceAll('\\textbackslash{}', '\\')
      .replaceAll('\\textasciitilde{}', '~')
      .replaceAll('\\textasciicircum{}', '^')
      .replace(/\\([{}%$#_&])/gu, (_, character: string) => (/[{}]/u.test(character) ? ' ' : character))
  }
  return JSON_ITEM.test(text) ? text.replace(/\\(["\\/])/gu, '$1') : text
}

/** Several citations in a row, one by one: each ends with its hash. A text with fewer than two is one piece. */
export function splitCitations(text: string): string[] {
  const ends = Array.from(text.matchAll(HASH), ({ 0: hash, index }) => index + hash.length)
  if (ends.length < 2) return [text]
  return ends.map((end, at) =>
    text.slice(at === 0 ? 0 : ends[at - 1], at === ends.length - 1 ? text.length : end),
  )
}

export function citedMarks(text: string): CitedMarks {
  return {
    editions: Array.from(text.matchAll(EDITION), ({ 1: n }) => Number(n)),
    hashes: Array.from(text.matchAll(HASH), ({ 1: named, 2: bare }) => (named ?? bare ?? '').toLowerCase()),
  }
}

/** Whether a cited hash, or its beginning, is this one. */
export function isHash(cited: string, hash: string): boolean {
  return hash.toLowerCase().startsWith(cited)
}

const DAY = String.raw`\d{1,2}[/.-]\d{1,2}[/.-]\d{4}`
/** Says when someone looked, or which page, and nothing of the figure. */
const ASIDE: readonly RegExp[] = [
  HASH,
  new RegExp(
    String.raw`(?:truy cập|xem|accessed)(?: (?:lúc|vào))?(?: (?:\d{1,2}[:h]\d{0,2},? ?)?)(?: ?ngày)? ?${DAY}`,
    'giu',
  ),
  /(?<![\p{L}\p{N}])(?:tr\.|trang|p\.|pp\.) ?\d{1,4}(?:[–-]\d{1,4})?(?![\p{L}\p{N}%]|[.,]\d)/giu,
]

const TEX_ASIDE = [
  /@[a-z]+\s*\{/giu,
  /(?<![\p{L}])(?:version|year|month|day|urldate|language)\s*=\s*[{"][^{}"]*[}"]\s*,?/giu,
  /(?<![\p{L}])(?:author|title|howpublished|publisher|edition|url|note)\s*=/giu,
  /[{}]/gu,
]
const RIS_ASIDE = [
  /(?<!\S)(?:TY|PY|DA|LA|Y2) {1,2}- \S+/gu,
  /(?<!\S)ER {1,2}-/gu,
  /(?<!\S)[A-Z][A-Z0-9] {1,2}- /gu,
]
const JSON_ASIDE = [
  /"(?:type|version|language)"\s*:\s*"[^"]*"\s*,?/gu,
  /"(?:issued|accessed)"\s*:\s*\{\s*"date-parts"\s*:\s*\[[\d\s,[\]"]*\]\s*\}\s*,?/gu,
  /"[A-Za-z-]+"\s*:/gu,
  /[{}]/gu,
]

/**
 * Places of a citation that say nothing of what the figure is: the format's own words, who publishes, dates of access,
 * hashes, page numbers, and the document that the revision follows where it is named as the record has it.
 * @param site what this site is called, and who publishes it
 */
export function citationAsides(
  text: string,
  { current, period }: Figure,
  { publisher, name: siteName }: { publisher: string; name: string },
): Place[] {
  const { document, publishedAt, revision } = current
  const [year = '', month = '', day = ''] = vietnamDay(new Date(publishedAt)).split('-')
  const edition = String.raw`(?:bản|revision) ${revision}`
  const inEnglish = ENGLISH_DAY.format(new Date(`${year}-${month}-${day}`))
  const published = `(?:công bố ngày ${day}/${month}/${year}|published ${inEnglish})`
  const format = TEX.test(text)
    ? TEX_ASIDE
    : RIS.test(text)
      ? RIS_ASIDE
      : JSON_ITEM.test(text)
        ? JSON_ASIDE
        : []
  const patterns = [
    ...ASIDE,
    ...format,
    new RegExp(
      String.raw`\[?(?<![\p{L}\p{N}])${edition}(?:, ${published})?(?![\p{L}\p{N}]|[.,]\d)\]?`,
      'giu',
    ),
    // What the citation in English calls the period; its address has it too.
    ...(englishPeriod(period) === null ? [] : [new RegExp(literal(englishPeriod(period) ?? ''), 'giu')]),
    // The year that a citation puts behind the name of the publisher.
    new RegExp(String.raw`\(${year}\)\.`, 'gu'),
    ...(document === null ? [] : [basisPattern(document)]),
    ...[publisher, siteName].map((name) => new RegExp(literal(name), 'giu')),
  ]
  return patterns.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
      start: index,
      end: index + found.length,
    })),
  )
}

const ENGLISH_DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/** `June 2024`, `Q1 2024`, `15 May 2025 to 30 January 2026`; null where it is told in digits alone. */
function englishPeriod(code: string): string | null {
  const points = code.split('/').map((point) => {
    const [, year = '', quarter] = /^(\d{4})-Q(\d)$/u.exec(point) ?? []
    if (quarter !== undefined) return `Q${quarter} ${year}`
    const day = ENGLISH_DAY.format(new Date(point))
    if (/^\d{4}-\d{2}-\d{2}$/u.test(point)) return day
    return /^\d{4}-\d{2}$/u.test(point) ? day.replace(/^\d+ /u, '') : point
  })
  return points.some((point) => /\p{L}/u.test(point)) ? points.join(' to ') : null
}

const SECOND_HAND = [
  'nguồn thứ cấp, chưa đối chiếu bản gốc',
  'secondary source, not checked against the original',
]

/** `Dẫn theo Báo Sơn La: tên bài`, `Based on Báo Sơn La: tên bài` */
function basisPattern({ issuer, title }: { issuer: string | null; title: string }): RegExp {
  const of = issuer === null ? '[^:]{0,60}' : literal(issuer)
  const secondHand = String.raw`(?:\s*\((?:${SECOND_HAND.map(literal).join('|')})\))?`
  return new RegExp(
    String.raw`(?:${['Dẫn theo', 'Based on'].map(literal).join('|')})\s+${of}\s*:\s*${literal(title)}${secondHand}`,
    'giu',
  )
}

/** However its spaces are broken into lines. */
function literal(text: string): string {
  return composeText(text)
    .trim()
    .split(/\s+/u)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`))
    .join(String.raw`\s+`)
}
