import { publicNote, type Claim, type FigureRevision, type SourceDocument } from '../figures/rules.ts'
import type { PartChange } from './publication-rules.ts'
import type { ClaimRow, FigureRow } from './rules.ts'

/** Tells documents apart by all that is said about them: two of one name may be two. */
export interface Documents {
  /** Of the package. */
  named: (name: string) => SourceDocument
  same: (a: SourceDocument | null, b: SourceDocument | null) => boolean
}

/** What besides its numbers a figure would say differently, in the order in which it is shown. */
export function partsOf(
  before: FigureRevision,
  after: FigureRow,
  claims: readonly ClaimRow[],
  documents: Documents,
): PartChange[] {
  const source = after.document === null ? null : documents.named(after.document)
  const [note, laterNote] = [publicNote(before.note), publicNote(after.note)]
  const parts: PartChange[] = []
  if (before.qualifier !== after.qualifier)
    parts.push({ part: 'qualifier', before: before.qualifier, after: after.qualifier })
  if (before.status !== after.status)
    parts.push({ part: 'status', before: before.status, after: after.status })
  if (!documents.same(before.document, source))
    parts.push({ part: 'source', before: before.document, after: source })
  if (before.page !== after.page) parts.push({ part: 'page', before: before.page, after: after.page })
  parts.push(
    ...claimParts(
      before.claims,
      claims.map((claim) => toClaim(claim, documents)),
      documents,
    ),
  )
  if (before.sourceReason !== after.reason)
    parts.push({ part: 'reason', before: before.sourceReason, after: after.reason })
  if (note !== laterNote) parts.push({ part: 'note', before: note, after: laterNote })
  return parts
}

/** Claims that stay as they are say nothing; of the others, those of one document belong together. */
function claimParts(before: readonly Claim[], after: readonly Claim[], documents: Documents): PartChange[] {
  const isSame = (a: Claim, b: Claim): boolean =>
    sameNumbers(a, b) &&
    a.qualifier === b.qualifier &&
    a.page === b.page &&
    a.note === b.note &&
    documents.same(a.document, b.document)
  const [gone, added] = [without(before, after, isSame), without(after, before, isSame)]
  if (gone.length + added.length === 0) {
    const moved = before.some((claim, at) => after[at] === undefined || !isSame(claim, after[at]))
    return moved ? [{ part: 'claim-order' }] : []
  }
  const left = [...added]
  const changed = gone.map((claim): PartChange => {
    const at = left.findIndex(({ document }) => document.name === claim.document.name)
    return { part: 'claim', before: claim, after: at < 0 ? null : (left.splice(at, 1)[0] ?? null) }
  })
  return [...changed, ...left.map((claim): PartChange => ({ part: 'claim', before: null, after: claim }))]
}

/** Those of a list that have no equal in the other one, each taken once. */
function without(
  list: readonly Claim[],
  other: readonly Claim[],
  isSame: (a: Claim, b: Claim) => boolean,
): Claim[] {
  const left = [...other]
  return list.filter((claim) => {
    const at = left.findIndex((one) => isSame(claim, one))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

function toClaim(row: ClaimRow, { named }: Documents): Claim {
  const { qualifier, page, note } = row
  return { ...numbersOf(row), qualifier, document: named(row.document), page, note }
}

interface Numbers {
  value: string | null
  allocated: number | null
  disbursed: number | null
}

/** Whether a row has the numbers that a revision has. */
export function keepsNumbers(before: Numbers, after: FigureRow): boolean {
  return sameNumbers(before, numbersOf(after))
}

function sameNumbers(a: Numbers, b: Numbers): boolean {
  return a.value === b.value && a.allocated === b.allocated && a.disbursed === b.disbursed
}

function numbersOf(row: FigureRow | ClaimRow): Numbers {
  return row.kind === 'result'
    ? { value: row.value, allocated: null, disbursed: null }
    : { value: null, allocated: row.allocated, disbursed: row.disbursed }
}
