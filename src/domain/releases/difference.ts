import type { Reader } from '../../../db/connect.ts'
import { DomainError } from '../errors.ts'
import { documentRow } from '../figures/ledger.ts'
import { type Figure, type FigureRevision, type FigureStatus, type SourceDocument } from '../figures/rules.ts'
import { findFigures } from '../figures/store.ts'
import { sha256 } from '../secrets.ts'
import { figureIdOf, sameContent } from './history.ts'
import type { ChangeCounts, Difference, DifferenceEntry } from './publication-rules.ts'
import { changeOfNote, type ClaimRow, type FigureRow, type ReadPackage } from './rules.ts'
import { readHead } from './store.ts'

/** @throws DomainError invalid where two figures would have one id, or a claim belongs to no figure of the package */
export async function differenceOf(db: Reader, pkg: ReadPackage): Promise<Difference> {
  // The head first: what is published while the figures are read then shows as another head.
  const { seq: head } = await readHead(db, 'figures')
  const { sample } = pkg.descriptor
  const rows = new Map(pkg.rows.map((row) => [figureIdOf(row, sample), row]))
  if (rows.size < pkg.rows.length) throw idTaken()
  const claims = claimsByFigure(pkg, rows)
  const standing = new Map((await findFigures(db, [...rows.keys()])).map((figure) => [figure.id, figure]))
  const compare = comparison(pkg)
  const entries = [...rows].map(([id, after]): DifferenceEntry => {
    const figure = standing.get(id)
    const own = claims.get(id) ?? []
    if (figure === undefined) {
      return { figureId: id, kind: 'first', before: null, after, claims: own, reason: null }
    }
    if (!isSameKey(figure, after)) throw idTaken()
    const before = figure.current
    return { figureId: id, before, after, claims: own, ...judge(before, after, compare(before, after, own)) }
  })
  const corrections = entries.filter(({ kind }) => kind === 'correction')
  return {
    entries,
    counts: countKinds(entries),
    needsSecondPerson: corrections.length > 0,
    unexplained: entries.filter(
      ({ kind, reason }) => kind !== 'first' && kind !== 'unchanged' && reason === null,
    ),
    fingerprint: sha256(JSON.stringify(corrections.map(({ figureId: id, before }) => [id, before?.hash]))),
    head,
  }
}

function claimsByFigure(
  { claims, descriptor }: ReadPackage,
  rows: ReadonlyMap<string, FigureRow>,
): ReadonlyMap<string, ClaimRow[]> {
  const byFigure = new Map<string, ClaimRow[]>()
  for (const claim of claims) {
    const id = figureIdOf(claim, descriptor.sample)
    if (!rows.has(id)) {
      throw new DomainError('invalid', `claim on ${id}, which the package does not have`, {
        fields: [{ pointer: '/claims', code: 'foreign-key' }],
      })
    }
    const own = byFigure.get(id)
    if (own === undefined) byFigure.set(id, [claim])
    else own.push(claim)
  }
  return byFigure
}

function isSameKey(figure: Figure, row: FigureRow): boolean {
  if (figure.kind !== row.kind) return false
  const columns =
    row.kind === 'result'
      ? ['indicator', 'unit', 'period', 'breakdown']
      : ['programme', 'project', 'source', 'capital', 'unit', 'period']
  const [a, b] = [figure, row] as unknown as Record<string, string>[]
  return columns.every((column) => a?.[column] === b?.[column])
}

function idTaken(): DomainError {
  return new DomainError('invalid', 'two figures of different dimensions have one id', {
    fields: [{ pointer: '/rows', code: 'figure-id-taken' }],
  })
}

type Likeness = 'same' | 'document-details' | 'different'

/** Compares a row with what stands; documents are hashed once each. */
function comparison({ descriptor }: ReadPackage) {
  const hashes = new Map<SourceDocument, string>()
  const hashOf = (document: SourceDocument | null | undefined): string | null => {
    if (document == null) return null
    const hash = hashes.get(document) ?? documentRow(document).hash
    hashes.set(document, hash)
    return hash
  }
  const sources = new Map(descriptor.sources.map((source) => [source.name, source]))
  return (before: FigureRevision, after: FigureRow, claims: readonly ClaimRow[]): Likeness => {
    if (!sameContent(after, claims, before)) return 'different'
    const pairs = [[before.document, after.document] as const].concat(
      before.claims.map((claim, at) => [claim.document, claims[at]?.document ?? null] as const),
    )
    const sameDocuments = pairs.every(([old, name]) => hashOf(old) === hashOf(sources.get(name ?? '')))
    return sameDocuments ? 'same' : 'document-details'
  }
}

/** Statuses that announce that another number will come, with the public reason when it does. */
const EXPECTED: Partial<Record<FigureStatus, string>> = {
  provisional: 'Có số liệu thay cho số tạm tính công bố trước đó.',
  forecast: 'Có số liệu thay cho số dự kiến công bố trước đó.',
  target: 'Có số liệu thay cho chỉ tiêu công bố trước đó.',
  'not-available': 'Nay đã có số liệu; trước đó trang ghi là chưa có.',
}
const UPDATED = 'Cập nhật số liệu công bố trước đó.'
const DOCUMENT_DETAILS = 'Sửa thông tin về tài liệu nguồn; số liệu giữ nguyên.'

function judge(
  before: FigureRevision,
  after: FigureRow,
  likeness: Likeness,
): Pick<DifferenceEntry, 'kind' | 'reason'> {
  if (likeness === 'same') return { kind: 'unchanged', reason: null }
  if (likeness === 'document-details') return { kind: 'revision', reason: DOCUMENT_DETAILS }
  const noted = changeOfNote(after.note)
  // A reason that was published with an earlier change does not explain this one.
  if (noted !== null && noted.reason !== changeOfNote(before.note)?.reason)
    return { kind: noted.change, reason: noted.reason }
  const expected = EXPECTED[before.status]
  // A final number that was changed without a word counts as the graver kind, and blocks.
  if (expected === undefined) return { kind: 'correction', reason: null }
  return { kind: 'revision', reason: after.status === before.status ? UPDATED : expected }
}

function countKinds(entries: readonly DifferenceEntry[]): ChangeCounts {
  const counts: ChangeCounts = { first: 0, revision: 0, correction: 0, unchanged: 0 }
  for (const { kind } of entries) counts[kind] += 1
  return counts
}
