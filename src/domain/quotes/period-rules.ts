import { parsePeriod, readSpan } from '../periods/rules.ts'

/**
 * How much of a period a text means: `whole` for `năm 2022`; `end` for its end or all up to it, `cuối năm 2022`,
 * `đến 2022`; `other` for what is neither, `đầu năm 2022`, `từ năm 2022`.
 */
export type PeriodPart = 'whole' | 'end' | 'other'

/** A period as someone wrote it in a Vietnamese text: `năm 2022`, `quý III/2022`, `từ 2021 đến 2024`. */
export interface WrittenPeriod {
  /** Code of a period: `2022`, `2022-Q3`, `2021/2024`. */
  code: string
  part: PeriodPart
  start: number
  end: number
}

interface Point {
  code: string
  /** Words before it, of {@link LEAD}. */
  lead: string
  start: number
  end: number
  /** A word or another sign of time stands with it, so that it cannot be a number of things. */
  sure: boolean
}

/** Not within a word, a number or the number of a document (`164/2022/NQ-HĐND`); `2021/2025` is a range. */
const NOT_INSIDE = '(?<![\\p{L}\\p{N}_.,])(?<!(?<!\\d{4})[/-])'
/** Words that come before a point in time, spelt as in a folded text. */
const LEAD = '(?:(?:tu|den|het|cuoi|dau|trong|giai doan) ){0,3}'

/** Forms of a point in time; the first that fits counts. Each reads a code, or null. */
const FORMS: readonly (readonly [RegExp, (match: RegExpExecArray) => string | null])[] = [
  [
    /(\d{1,2}|ba|sau|chin) thang(?: (dau|cuoi))? nam (\d{4})(?![\p{N}_])/uy,
    ([, months = '', end = 'dau', year = '']) => monthsOf(MONTHS.get(months) ?? Number(months), end, year),
  ],
  [/nua (dau|cuoi) nam (\d{4})(?![\p{N}_])/uy, ([, end = '', year = '']) => monthsOf(6, end, year)],
  [
    /(?:ngai )?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?![\p{N}_])/uy,
    ([, day = '', month = '', year = '']) => `${year}-${two(month)}-${two(day)}`,
  ],
  [
    /(?:ngai )?(\d{4})-(\d{2})-(\d{2})(?![\p{N}_])/uy,
    ([, year = '', month = '', day = '']) => `${year}-${month}-${day}`,
  ],
  [
    /qui (iv|i{1,3}|[1-4])(?: ?[/-] ?| nam | )(\d{4})(?![\p{N}_])/uy,
    ([, quarter = '', year = '']) => `${year}-Q${QUARTERS.get(quarter) ?? quarter}`,
  ],
  [/(\d{4})-(\d{2})(?![\p{N}_])/uy, ([, year = '', month = '']) => `${year}-${month}`],
  [/(\d{4})-q([1-4])(?![\p{N}_])/uy, ([, year = '', quarter = '']) => `${year}-Q${quarter}`],
  [/(?:thang )?(\d{1,2})[/-](\d{4})(?![\p{N}_])/uy, ([, month = '', year = '']) => `${year}-${two(month)}`],
  [
    /thang (\d{1,2})(?:,? nam | )(\d{4})(?![\p{N}_])/uy,
    ([, month = '', year = '']) => `${year}-${two(month)}`,
  ],
  [/(?:nam )?(\d{4})(?![\p{L}\p{N}_%]|[.,]\d|\/\p{L})/uy, ([, year = '']) => year],
]
const QUARTERS: ReadonlyMap<string, string> = new Map([
  ['i', '1'],
  ['ii', '2'],
  ['iii', '3'],
  ['iv', '4'],
])
const MONTHS: ReadonlyMap<string, number> = new Map([
  ['ba', 3],
  ['sau', 6],
  ['chin', 9],
])

/** `6 tháng đầu năm 2022` */
function monthsOf(months: number, end: string, year: string): string | null {
  if (months < 1 || months > 11) return null
  const [from, to] = end === 'cuoi' ? [13 - months, 12] : [1, months]
  return readSpan(`${year}-${two(String(from))}/${year}-${two(String(to))}`)?.code ?? null
}

const STARTS = new RegExp(
  `${NOT_INSIDE}${LEAD}(?=\\d|(?:ngai|qui|thang|nam|nua|(?:ba|sau|chin) thang) )`,
  'gu',
)
const BETWEEN = /^ ?(?:-|–|—|\/|den) ?$/u

/**
 * Periods in a text, in the order in which they stand. A bare number such as `2022` counts as a year unless what
 * follows makes it a number of things.
 * @param folded the text as `foldSpelling` spells it
 * @param taken places that were read as something else
 * @param counted whether what stands at a place is what a number counts: `nhà`, `tỷ đồng`, `%`
 */
export function readPeriods(
  folded: string,
  taken: (start: number, end: number) => boolean,
  counted: (place: number) => boolean,
): WrittenPeriod[] {
  const periods: WrittenPeriod[] = []
  const points = readPoints(folded, taken)
  for (let at = 0; at < points.length; at += 1) {
    const [point, next] = [points[at], points[at + 1]]
    if (point === undefined) continue
    const range =
      next !== undefined &&
      BETWEEN.test(folded.slice(point.end, next.start + (next.lead.startsWith('den ') ? 4 : 0)))
        ? readSpan(`${point.code}/${next.code}`)
        : null
    if (range !== null && next !== undefined) {
      const isWhole = !/cuoi|dau|het|den/u.test(point.lead) && !next.lead.includes('dau')
      const part = isWhole ? 'whole' : 'other'
      periods.push({ code: range.code, part, start: point.start, end: next.end })
      at += 1
    } else if (point.sure || !counted(point.end)) {
      periods.push({ code: point.code, part: partOf(point.lead), start: point.start, end: point.end })
    }
  }
  return periods
}

function partOf(lead: string): PeriodPart {
  if (/tu|dau|giai doan/u.test(lead)) return 'other'
  return /cuoi|het|den/u.test(lead) ? 'end' : 'whole'
}

function readPoints(folded: string, taken: (start: number, end: number) => boolean): Point[] {
  const points: Point[] = []
  STARTS.lastIndex = 0
  for (let match = STARTS.exec(folded); match !== null; match = STARTS.exec(folded)) {
    const start = match.index
    const point = readPoint(folded, start + match[0].length)
    if (point !== null && !taken(start, point.end)) {
      const sure = point.sure || match[0] !== ''
      points.push({ ...point, lead: match[0], start, sure })
      STARTS.lastIndex = point.end
    } else STARTS.lastIndex = start + Math.max(1, match[0].length)
  }
  return points
}

function readPoint(folded: string, start: number): Omit<Point, 'start' | 'lead'> | null {
  for (const [form, read] of FORMS) {
    form.lastIndex = start
    const match = form.exec(folded)
    const code = match === null ? null : read(match)
    if (match !== null && code !== null && parsePeriod(code) !== null) {
      return { code, end: form.lastIndex, sure: match[0] !== match[1] }
    }
  }
  return null
}

function two(digits: string): string {
  return digits.padStart(2, '0')
}
