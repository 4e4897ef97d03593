import {
  fundingId,
  isEmptyStatus,
  resultId,
  type Claim,
  type Figure,
  type FigureRevision,
  type FigureStatus,
} from '../figures/rules.ts'
import { vietnamDay } from '../periods/rules.ts'
import { printDay } from './cells.ts'
import type { Checking, Entry } from './checking.ts'
import { keyOf, kindOfLine } from './identity.ts'
import { changeOfNote, type ClaimRow, type FigureRow } from '../releases/rules.ts'
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

function sameNumbers(row: FigureRow | ClaimRow, published: FigureRevision | Claim): boolean {
  const numbers =
    row.kind === 'result'
      ? row.value === published.value
      : row.allocated === published.allocated && row.disbursed === published.disbursed
  return numbers && row.qualifier === published.qualifier
}

function sameAmounts(row: FigureRow | ClaimRow, published: FigureRevision | Claim): boolean {
  return (
    sameNumbers(row, published) &&
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

/** What stands of the figure of a row. */
type Published = (row: FigureRow) => Figure | undefined

/** Ids of figures that a row would change and that were changed before: it may say what was said long ago. */
export function changedAgain(rows: readonly OwnRow[], published: Published, allClaims: boolean): string[] {
  return rows.flatMap((own) => {
    const figure = published(own.row)
    return figure === undefined || figure.revisions === 1 || isSame(own, figure.current, allClaims)
      ? []
      : [figure.id]
  })
}

function isSame({ row, claims }: OwnRow, published: FigureRevision, allClaims: boolean): boolean {
  return allClaims ? sameContent(row, claims, published) : sameFigure(row, published)
}

/**
 * A row that changes a published figure says so: its status is `revised` and its note gives the reason.
 * @param revisionsOf all revisions of the figures of {@link changedAgain}, oldest first; of others nothing
 * @param allClaims whether every claim of the package could be read; else claims are not compared
 */
export function checkHistory(
  checking: Checking,
  rows: readonly OwnRow[],
  published: Published,
  revisionsOf: (id: string) => readonly FigureRevision[],
  allClaims: boolean,
): void {
  for (const own of rows) {
    const { entry, row } = own
    const figure = published(row)
    if (figure === undefined) {
      if (row.status === 'revised') reportUnpublished(checking, entry)
      continue
    }
    const standing = figure.current
    if (isSame(own, standing, allClaims)) continue
    const isExpected = EXPECTING.includes(standing.status)
    const isDeclared = row.status === 'revised' || isEmptyStatus(row.status)
    const old = findReplaced(own, revisionsOf(figure.id), allClaims, isDeclared || isExpected)
    if (old !== null) {
      const message = `Dòng này ghi số của bản ${old.revision}, đã được thay ngày ${printDay(old.replacedOn)} (trang đang ghi ${describe(standing)}). Có lẽ gói làm từ bản cũ: hãy lấy số đang đăng, đừng công bố lại số cũ. Nếu đúng là phải trở về số cũ, hãy ghi status là revised và một lý do mới ở cột note.`
      reportAt(checking, entry, isDeclared ? 'note' : 'status', message)
    } else if (isExpected) {
      continue
    } else if (!isDeclared) {
      const message = `Dòng này đổi một số liệu đã công bố (trang đang ghi ${describe(standing)}). Hãy ghi status là revised, và ghi lý do ở cột note: bắt đầu bằng "correction:" nếu đính chính, "revision:" nếu cập nhật theo kế hoạch. Nếu không định đổi, hãy ghi lại như cũ.`
      reportAt(checking, entry, 'status', message)
    } else if (changeOfNote(row.note) === null) {
      const message =
        'Dòng này đổi một số liệu đã công bố mà chưa nói vì sao. Hãy bắt đầu ô note bằng "correction:" (đính chính) hoặc "revision:" (cập nhật theo kế hoạch), rồi ghi lý do; lý do hiện trên trang.'
      reportAt(checking, entry, 'note', message)
    }
  }
}

/**
 * The newest of the replaced revisions that a row repeats.
 * @param whole whether it must repeat all of it; else its numbers are enough, where others stand now
 */
function findReplaced(
  own: OwnRow,
  revisions: readonly FigureRevision[],
  allClaims: boolean,
  whole: boolean,
): { revision: number; replacedOn: string } | null {
  const standing = revisions.at(-1)
  const repeats = (earlier: FigureRevision): boolean =>
    isSame(own, earlier, allClaims) ||
    (!whole && sameNumbers(own.row, earlier) && standing !== undefined && !sameNumbers(own.row, standing))
  const at = revisions.slice(0, -1).findLastIndex(repeats)
  const [earlier, next] = [revisions[at], revisions[at + 1]]
  if (earlier === undefined || next === undefined) return null
  return { revision: earlier.revision, replacedOn: vietnamDay(new Date(next.publishedAt)) }
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
