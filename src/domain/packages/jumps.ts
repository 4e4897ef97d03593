import { isProjection, type Amounts, type FigureStatus } from '../figures/rules.ts'
import { parsePeriod, type Period } from '../periods/rules.ts'
import type { Indicator } from '../reference/rules.ts'
import { clip, printMillionths, toMillionths } from './cells.ts'
import { RESULT_KEY, cellOf, type Checking, type Entry } from './checking.ts'
import type { Kind } from './identity.ts'
import { cellFinding, isSound, type Line } from './tables.ts'

/** What stands for a figure that the package does not have. */
export type Published = (key: readonly string[]) => (Pick<Amounts, 'value'> & { status: FigureStatus }) | null

const UNIT_PERIOD = RESULT_KEY.indexOf('period')

/**
 * Compares each value with the one of the period before. A jump stands at the later of the two, unless the package
 * leaves that one as it is published and changes the earlier one. After a jump the next period is not compared: it would be
 * blamed for the same mistake.
 */
export function checkJumps(checking: Checking, { byKey }: Kind, published: Published): void {
  const jumped = new Set<string>()
  const entries = [...byKey.values()].filter(({ indicator }) => indicator?.jumpLimit != null)
  entries.sort((a, b) => ((a.period?.start ?? '') < (b.period?.start ?? '') ? -1 : 1))
  for (const entry of entries) {
    const { line, indicator, period } = entry
    if (indicator === null || period === null || !isComparable(entry)) continue
    const before = periodBefore(period)
    if (before === null || isBroken(indicator, before, period)) continue
    const key = RESULT_KEY.map((column) => cellOf(line, column))
    const earlierKey = key.with(UNIT_PERIOD, before.code)
    const id = earlierKey.join('\n')
    const inPackage = byKey.get(id)
    if (jumped.has(id) || (inPackage !== undefined && !isComparable(inPackage))) continue
    const earlier = inPackage ?? published(earlierKey)
    if (earlier?.value == null || earlier.status === null || entry.value === null || entry.status === null)
      continue
    if (isProjection(earlier.status) !== isProjection(entry.status)) continue
    const message = explainJump(indicator, earlier.value, entry.value, before)
    if (message === null) continue
    const standing = published(key)?.value ?? null
    const earlierStanding = published(earlierKey)?.value ?? null
    if (inPackage !== undefined && isSame(standing, entry.value) && !isSame(earlierStanding, earlier.value)) {
      // What stands is compared with something new: whoever reads this looks for the row that they wrote.
      const change =
        earlierStanding === null
          ? `Dòng này ghi thêm số ${print(earlier.value)}`
          : `Dòng này đổi từ ${print(earlierStanding)} thành ${print(earlier.value)}`
      const said = message.charAt(0).toLowerCase() + message.slice(1)
      report(
        checking,
        inPackage.line,
        `${change}, vì thế kỳ ${clip(period.code)} ở ${rowOf(line, inPackage.line)} ${said}`,
      )
      continue
    }
    jumped.add(key.join('\n'))
    report(checking, line, message)
  }
}

function report({ findings }: Checking, line: Line, message: string): void {
  findings.add(cellFinding(line, line.table.at['value'] ?? null, 'jump', message))
}

function isSame(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && toMillionths(one) === toMillionths(other)
}

const print = (value: string): string => printMillionths(toMillionths(value))

/** How a finding about one row names another. */
function rowOf({ rowNumber, table }: Line, from: Line): string {
  return table.path === from.table.path ? `dòng ${rowNumber}` : `dòng ${rowNumber} của ${table.path}`
}

function isComparable({ line }: Entry): boolean {
  return isSound(line, 'value', 'status')
}

/** Those that {@link checkJumps} will ask for, where the package does not have them. */
export function earlierKeys({ byKey }: Kind): string[][] {
  return [...byKey.values()].flatMap(({ line, indicator, period }) => {
    const before = indicator?.jumpLimit == null || period === null ? null : periodBefore(period)
    if (before === null) return []
    const key = RESULT_KEY.map((column) => cellOf(line, column)).with(UNIT_PERIOD, before.code)
    return byKey.has(key.join('\n')) ? [] : [key]
  })
}

/** The period of the same kind right before. */
function periodBefore({ kind, start }: Period): Period | null {
  const year = Number(start.slice(0, 4))
  const month = Number(start.slice(5, 7))
  if (kind === 'year') return parsePeriod(String(year - 1))
  if (kind === 'quarter') {
    return parsePeriod(month === 1 ? `${year - 1}-Q4` : `${year}-Q${(month - 1) / 3}`)
  }
  if (kind !== 'month') return null
  return parsePeriod(month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`)
}

/** Between the two the series was defined anew. */
function isBroken({ breaks }: Indicator, before: Period, period: Period): boolean {
  return breaks.some((one) => {
    const start = parsePeriod(one.period)?.start ?? ''
    return before.start < start && start <= period.end
  })
}

function explainJump(
  { jumpLimit, measure }: Indicator,
  before: string,
  after: string,
  period: Period,
): string | null {
  if (jumpLimit === null) return null
  const [from, to] = [toMillionths(before), toMillionths(after)]
  const change = to > from ? to - from : from - to
  const limit = toMillionths(String(jumpLimit.limit))
  const isPercent = jumpLimit.unit === 'percent'
  // Of nothing no percentage can be said.
  if (isPercent ? from === 0n || change * 100_000_000n <= limit * abs(from) : change <= limit) return null
  const size = isPercent
    ? `${printMillionths(((change * 100_000_000n) / abs(from) / 100_000n) * 100_000n)} %`
    : `${printMillionths(change)} điểm`
  const bound = isPercent ? `${printMillionths(limit)} %` : `${printMillionths(limit)} điểm`
  const unit = measure === '' ? '' : ` ${measure}`
  return `${to > from ? 'Tăng' : 'Giảm'} ${size} so với kỳ ${clip(period.code)} (từ ${printMillionths(from)} ${to > from ? 'lên' : 'xuống'} ${printMillionths(to)}${unit}), quá mức ${bound} thường có. Hãy kiểm tra lại số và kỳ; nếu đúng, người công bố xác nhận kèm lý do.`
}

function abs(number: bigint): bigint {
  return number < 0n ? -number : number
}
