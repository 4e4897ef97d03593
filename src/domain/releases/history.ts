import {
  fundingId,
  isEmptyStatus,
  resultId,
  type Claim,
  type Figure,
  type FigureRevision,
  type FigureStatus,
} from '../figures/rules.ts'
import type { Checking, Entry } from './checking.ts'
import { keyOf, kindOfLine } from './identity.ts'
import { changeOfNote, type ClaimRow, type FigureRow } from './rules.ts'
import { cellFinding } from './tables.ts'

/** Permanent id of the figure that a row speaks of. */
export function figureIdOf(row: FigureRow | ClaimRow, sample: boolean): string {
  return row.kind === 'result' ? resultId(row, sample) : fundingId(row, sample)
}

/** Whether a row and its claims say what a published revision says; sources are told apart by their names. */
export function sameContent(row: FigureRow, claims: readonly ClaimRow[], published: FigureRevision): boolean {
  return (
    sameFigure(row, published) &&
    claims.length === published.claims.length &&
    published.claims.every((claim, at) => {
      const other = claims[at]
      return other !== undefined && sameAmounts(other, claim)
    })
  )
}

function sameFigure(row: FigureRow, published: FigureRevision): boolean {
  return (
    sameAmounts(row, published) && row.status === published.status && row.reason === published.sourceReason
  )
}

function sameAmounts(row: FigureRow | ClaimRow, published: FigureRevision | Claim): boolean {
  const numbers =
    row.kind === 'result'
      ? row.value === published.value
      : row.allocated === published.allocated && row.disbursed === published.disbursed
  return (
    numbers &&
    row.qualifier === published.qualifier &&
    row.document === (published.document?.name ?? null) &&
    row.page === published.page &&
    row.note === published.note
  )
}

/** Statuses that announce another number: when it comes, nobody has to say why. */
const EXPECTING: readonly FigureStatus[] = ['provisional', 'forecast', 'target', 'not-available']

/** A row of figures with the claims of the package that stand beside it. */
export interface OwnRow {
  entry: Entry
  row: FigureRow
  claims: readonly ClaimRow[]
}

/** Puts each claim beside its figure. */
export function withClaims(
  sound: readonly { entry: Entry; row: FigureRow }[],
  claims: readonly { entry: Entry; row: ClaimRow }[],
): OwnRow[] {
  const byKey = new Map<string, ClaimRow[]>()
  for (const { entry, row } of claims) {
    const key = ownKey(entry)
    const own = byKey.get(key)
    if (own === undefined) byKey.set(key, [row])
    else own.push(row)
  }
  return sound.map(({ entry, row }) => ({ entry, row, claims: byKey.get(ownKey(entry)) ?? [] }))
}

function ownKey({ line }: Entry): string {
  return `${kindOfLine(line)}\n${keyOf(line)}`
}

/**
 * A row that changes a published figure says so: its status is `revised` and its note gives the reason.
 * @param allClaims whether every claim of the package could be read; else claims are not compared
 */
export function checkHistory(
  checking: Checking,
  rows: readonly OwnRow[],
  published: (row: FigureRow) => Figure | undefined,
  allClaims: boolean,
): void {
  for (const { entry, row, claims } of rows) {
    const standing = published(row)?.current
    if (standing === undefined) {
      if (row.status === 'revised') reportUnpublished(checking, entry)
      continue
    }
    const same = allClaims ? sameContent(row, claims, standing) : sameFigure(row, standing)
    if (same || EXPECTING.includes(standing.status)) continue
    const isDeclared = row.status === 'revised' || isEmptyStatus(row.status)
    if (!isDeclared) {
      const message = `Dòng này đổi một số liệu đã công bố (trang đang ghi ${describe(standing)}). Hãy ghi status là revised, và ghi lý do ở cột note: bắt đầu bằng "correction:" nếu đính chính, "revision:" nếu cập nhật theo kế hoạch. Nếu không định đổi, hãy ghi lại như cũ.`
      reportAt(checking, entry, 'status', message)
    } else if (changeOfNote(row.note) === null) {
      const message =
        'Dòng này đổi một số liệu đã công bố mà chưa nói vì sao. Hãy bắt đầu ô note bằng "correction:" (đính chính) hoặc "revision:" (cập nhật theo kế hoạch), rồi ghi lý do; lý do hiện trên trang.'
      reportAt(checking, entry, 'note', message)
    }
  }
}

function reportUnpublished(checking: Checking, { line }: Entry): void {
  const message =
    'Status là revised mà số liệu này chưa được công bố lần nào. Nếu là lần đầu, nên ghi final hoặc provisional.'
  const at = line.table.at['status'] ?? null
  checking.findings.add(cellFinding(line, at, 'revision-reason', message, 'warning'))
}

function reportAt(checking: Checking, { line }: Entry, column: string, message: string): void {
  checking.findings.add(cellFinding(line, line.table.at[column] ?? null, 'revision-reason', message))
}

function describe({ value, allocated, disbursed, status }: FigureRevision): string {
  const numbers = [value, allocated, disbursed].filter((number) => number !== null)
  return `${numbers.length === 0 ? 'ô trống' : numbers.join(' và ')}, status ${status}`
}
