import { isProjection } from '../figures/rules.ts'
import { projectKey, type Reference } from '../reference/rules.ts'
import { printMillionths, printWhole, toMillionths } from './cells.ts'
import { FUNDING_KEY, cellOf, keyColumns, type Checking, type Entry } from './checking.ts'
import { fundingPartsOf } from './funding-parts.ts'
import type { Kind, Kinds } from './identity.ts'
import type { Standing } from './published-rows.ts'
import { compareQualified, isOverspent, wordOf, wordOfSum, type QualifiedAmount } from './qualified.ts'
import type { Finding } from '../releases/rules.ts'
import { cellFinding, isFundingTable, isSound, type Line } from './tables.ts'
import { unitPartsOf, type PartsOf, type UnitParts } from './unit-parts.ts'

type Column = 'value' | 'allocated' | 'disbursed'

/** A total and what should add up to it. */
interface Sum {
  total: Entry
  column: Column
  parts: readonly Entry[]
  /** How the parts are called, with the number of them. */
  what: string
  /** Nothing is missing: less than the total is as wrong as more. */
  complete: boolean
  /** What to say where there is less than the total and something is missing; null where that is no news. */
  missing: string | null
  /** Dimensions in which a row whose key cannot be relied on may be one of the parts. */
  open: readonly string[]
}

/**
 * Compares totals with their parts: units of one level with the unit above, funding by project, source and capital.
 * Only numbers of one class are compared, as far as {@link compareQualified} says, and only where the package has one
 * of them: the rest may be published.
 * The finest totals come first, and what is made of a sum that is wrong is not compared in its turn.
 */
export function checkSums(
  checking: Checking,
  reference: Reference,
  { kinds: { result, funding }, published }: Standing,
): void {
  const unitParts = unitPartsOf(reference)
  const wrong: Wrong = { value: new Set<Entry>(), allocated: new Set<Entry>(), disbursed: new Set<Entry>() }
  for (const total of finestFirst(reference, result.byKey)) {
    if (total.indicator?.aggregation !== 'sum') continue
    reportWorst(checking, result, wrong, published, unitSums(result, unitParts, total, 'value'))
  }
  const fundingParts = fundingPartsOf(reference, funding.byKey)
  for (const total of finestFirst(reference, funding.byKey)) {
    const byDimension = fundingParts(total)
    for (const column of ['allocated', 'disbursed'] as const) {
      const sums = byDimension.map(({ parts, dimensions, mixed }): Sum => {
        const open = dimensions.map((at) => FUNDING_KEY[at] ?? '')
        return {
          total,
          column,
          parts,
          what: `${parts.length} dòng chi tiết`,
          complete: !mixed,
          missing: null,
          open,
        }
      })
      const ofUnits = unitSums(funding, unitParts, total, column)
      reportWorst(checking, funding, wrong, published, [...sums, ...ofUnits])
    }
  }
}

/** What was paid out came from what was allocated. */
export function checkDisbursed(checking: Checking, { funding }: Kinds): void {
  for (const entry of funding.byKey.values()) {
    const [allocated, disbursed] = [amountOf(entry, 'allocated'), amountOf(entry, 'disbursed')]
    if (allocated === null || disbursed === null) continue
    const { qualifier } = disbursed
    if (!isOverspent(allocated.amount, disbursed.amount, qualifier)) continue
    const [paid, given] = [disbursed, allocated].map(
      (one) => `${wordOf(qualifier)}${printWhole(one.amount)} đồng`,
    )
    const message = `Giải ngân ${paid ?? ''}, nhiều hơn số được giao là ${given ?? ''}. Hãy kiểm tra hai ô; nếu đúng, người công bố xác nhận kèm lý do.`
    const { line } = entry
    checking.findings.add(
      cellFinding(line, line.table.at['disbursed'] ?? null, 'disbursed-above-allocated', message),
    )
  }
}

const LEVELS = { commune: 0, district: 1, province: 2 } as const
/** More than the trees of projects and sources are deep. */
const DEEPEST = 8

/** In the order in which a mistake would travel: from communes to the province, from the finest line to the total. */
function finestFirst({ projects, sources }: Reference, byKey: ReadonlyMap<string, Entry>): Entry[] {
  const depthOf = (column: string, programme: string, code: string): number => {
    let depth = 0
    for (let at: string | null = code; at !== null; depth += 1) {
      at =
        column === 'project'
          ? (projects.get(projectKey(programme, at))?.parentCode ?? null)
          : (sources.get(at)?.parentId ?? null)
    }
    return depth
  }
  const ranked = new Map<number, Entry[]>()
  for (const entry of byKey.values()) {
    const { line, unit } = entry
    let rank = LEVELS[unit?.level ?? 'commune'] * 4 * DEEPEST
    if (isFundingTable(line.table)) {
      for (const column of ['project', 'source', 'capital']) {
        const code = cellOf(line, column)
        rank += DEEPEST - (code === '' ? 0 : depthOf(column, cellOf(line, 'programme'), code))
      }
    }
    const rung = ranked.get(rank)
    if (rung === undefined) ranked.set(rank, [entry])
    else rung.push(entry)
  }
  return [...ranked].sort(([a], [b]) => a - b).flatMap(([, entries]) => entries)
}

function unitSums(kind: Kind, partsOf: PartsOf, total: Entry, column: Column): Sum[] {
  const { unit, period, line } = total
  if (unit === null || period === null) return []
  const columns = keyColumns(line)
  const key = columns.map((one) => cellOf(line, one))
  const at = columns.indexOf('unit')
  return partsOf(unit.id, period).flatMap((group): Sum[] => {
    const parts = group.units.flatMap(({ id }) => kind.byKey.get(key.with(at, id).join('\n')) ?? [])
    const given = new Set(parts.filter((part) => !isMissing(part, column)).map((part) => part.unit?.id))
    if (given.size === 0) return []
    const missing = group.expected.filter(
      ({ id }) => !given.has(id) && !group.relatives(id).some((other) => given.has(other)),
    )
    const complete = missing.length === 0 && group.stable
    return [
      {
        ...{ total, column, parts, complete },
        what: `${given.size} đơn vị cấp dưới`,
        missing: complete ? null : explainMissing(missing),
        open: complete ? [] : ['unit'],
      },
    ]
  })
}

function explainMissing(missing: UnitParts['expected']): string {
  if (missing.length === 0) return 'Các đơn vị thay đổi trong kỳ, nên chưa kết luận được.'
  const named = missing.slice(0, 3).map(({ name }) => name)
  const rest = missing.length > named.length ? ', …' : ''
  return `Còn thiếu ${missing.length} đơn vị (${named.join(', ')}${rest}). Nếu các đơn vị đó không có gì thì số chung đang thừa.`
}

/** Totals that are wrong, and so are no part of another sum. */
type Wrong = Readonly<Record<Column, Set<Entry>>>

/** A total that several sums find fault with is one mistake. */
function reportWorst(
  checking: Checking,
  kind: Kind,
  wrong: Wrong,
  published: Standing['published'],
  sums: readonly Sum[],
): void {
  const found = sums.flatMap((sum) => {
    const place = placeOf(sum, published)
    const finding = place === null ? null : compare(kind, wrong, published, place, sum)
    return finding === null ? [] : [{ ...sum, finding }]
  })
  const worst = found.find(({ finding }) => finding.severity === 'error') ?? found[0]
  if (worst === undefined) return
  checking.findings.add(worst.finding)
  if (worst.finding.severity === 'error') wrong[worst.column].add(worst.total)
}

/** The row of the package that a finding about a sum stands at: the total, else the first part. Null without any. */
function placeOf({ total, parts }: Sum, published: Standing['published']): Line | null {
  if (!published.has(total)) return total.line
  let first: Line | null = null
  for (const part of parts) {
    if (published.has(part)) continue
    const { line } = part
    if (first === null || (line.table === first.table && line.rowNumber < first.rowNumber)) first = line
  }
  return first
}

function compare(
  { suspects }: Kind,
  wrong: Wrong,
  published: Standing['published'],
  place: Line,
  { total, column, parts, what, complete, missing, open }: Sum,
): Finding | null {
  const whole = isProjected(total) === null ? null : amountOf(total, column)
  if (whole === null) return null
  const amounts: QualifiedAmount[] = []
  let empty = 0
  for (const part of parts) {
    if (wrong[column].has(part)) return null
    if (isMissing(part, column)) empty += 1
    else if (!isNothing(part)) {
      const amount = isProjected(part) === isProjected(total) ? amountOf(part, column) : null
      if (amount === null) return null
      amounts.push(amount)
    }
  }
  const side = compareQualified(whole, amounts)
  if (side === null) return null
  const isLess = side === 'less'
  if (isLess && open.length > 0) {
    const columns = keyColumns(total.line)
    const pattern = columns.map((one) => (open.includes(one) ? null : cellOf(total.line, one)))
    if (suspects.mayInclude(pattern)) return null
  }
  const print = (amount: bigint): string =>
    column === 'value' ? printMillionths(amount) : `${printWhole(amount)} đồng`
  const at = place.table.at[column] ?? null
  const added = amounts.reduce((sum, { amount }) => sum + amount, 0n)
  const said = `${wordOf(whole.qualifier)}${print(whole.amount)}`
  const ids = parts.flatMap((part) => published.get(part) ?? [])
  const found = `${upperFirst(what)}${alreadyPublished(ids)} cộng lại là ${wordOfSum(amounts)}${print(added)}`
  const totalId = published.get(total)
  const common = totalId === undefined ? 'số chung' : `số chung đã công bố (${totalId})`
  if (isLess && (!complete || empty > 0)) {
    if (missing === null) return null
    const message = `${found}, chưa bằng ${common} ${said}. ${missing}`
    return cellFinding(place, at, 'sum-mismatch', message, 'warning')
  }
  const difference = print(isLess ? whole.amount - added : added - whole.amount)
  const others = place === total.line ? 'các dòng chi tiết' : 'các dòng chi tiết khác'
  const advice =
    totalId === undefined && ids.length === 0
      ? `Hãy sửa số ghi nhầm ở dòng này hoặc ở ${others}.`
      : `Hãy sửa số ghi nhầm ở dòng này hoặc ở ${others}; số đã công bố mà cần đổi thì đính chính trong cùng gói này.`
  return cellFinding(
    place,
    at,
    'sum-mismatch',
    `${found}, ${common} là ${said}, chênh ${difference}. ${advice}`,
  )
}

/** Names the figures that are not in the package. */
function alreadyPublished(ids: readonly string[]): string {
  if (ids.length === 0) return ''
  const rest = ids.length > MAX_NAMED ? ', …' : ''
  return ` (${ids.length} số đã công bố: ${ids.slice(0, MAX_NAMED).join(', ')}${rest})`
}

const MAX_NAMED = 3

/** Null where there is no number, or it or its word cannot be relied on. */
function amountOf(entry: Entry, column: Column): QualifiedAmount | null {
  if (!isSound(entry.line, column, 'qualifier')) return null
  const { [column]: amount, qualifier } = entry
  if (amount === null) return null
  return { amount: typeof amount === 'string' ? toMillionths(amount) : BigInt(amount), qualifier }
}

/** Whether the row is a target or a forecast; null where its status is not sound. */
function isProjected({ line, status }: Entry): boolean | null {
  return status === null || !isSound(line, 'status') ? null : isProjection(status)
}

/** There is a number, and nobody knows it. */
function isMissing(entry: Entry, column: Column): boolean {
  const { line, status } = entry
  if (!isSound(line, column, 'status') || entry[column] !== null) return false
  return status !== 'not-applicable'
}

/** There is no number because there is nothing to count. */
function isNothing({ line, status }: Entry): boolean {
  return status === 'not-applicable' && isSound(line, 'status')
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
