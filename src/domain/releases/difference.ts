import type { Reader } from '../../../db/connect.ts'
import { DomainError } from '../errors.ts'
import { documentRow } from '../figures/ledger.ts'
import type { Figure, FigureRevision, FigureStatus, SourceDocument } from '../figures/rules.ts'
import { findFigures } from '../figures/store.ts'
import { sha256 } from '../secrets.ts'
import { figureIdOf, sameContent } from '../packages/history.ts'
import { keepsNumbers, partsOf, type Documents } from './parts.ts'
import type { ChangeCounts, Difference, DifferenceEntry, PartChange } from './publication-rules.ts'
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
  const documents = documentsOf(pkg)
  const entries = [...rows].map(([id, after]): DifferenceEntry => {
    const figure = standing.get(id)
    const own = claims.get(id) ?? []
    if (figure === undefined) {
      const isNew = { kind: 'first', before: null, parts: [], sameNumbers: false, guarded: false } as const
      return { figureId: id, ...isNew, after, claims: own, reason: null }
    }
    if (!isSameKey(figure, after)) throw idTaken()
    return { figureId: id, ...compare(figure.current, after, own, documents), after, claims: own }
  })
  const guarded = entries.filter((entry) => entry.guarded)
  return {
    entries,
    counts: countKinds(entries),
    needsSecondPerson: guarded.length > 0,
    unexplained: entries.filter(
      ({ kind, reason }) => kind !== 'first' && kind !== 'unchanged' && reason === null,
    ),
    fingerprint: sha256(JSON.stringify(guarded.map(({ figureId: id, before }) => [id, before?.hash]))),
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

/** Documents of a package; each is hashed once. */
function documentsOf({ descriptor }: ReadPackage): Documents {
  const hashes = new Map<SourceDocument, string>()
  const hashOf = (document: SourceDocument | null): string | null => {
    if (document === null) return null
    const hash = hashes.get(document) ?? documentRow(document).hash
    hashes.set(document, hash)
    return hash
  }
  const sources = new Map(descriptor.sources.map((source) => [source.name, source]))
  return {
    named: (name) => sources.get(name) ?? unread(name),
    same: (a, b) => hashOf(a) === hashOf(b),
  }
}

/** A source that is in the list and has a mistake: the findings say which. */
function unread(name: string): SourceDocument {
  return {
    ...{ name, title: name, titleDerived: false, issuer: null, number: null, date: null, url: null },
    ...{ kind: 'press', secondary: false },
  }
}

type Compared = Pick<DifferenceEntry, 'kind' | 'before' | 'parts' | 'sameNumbers' | 'guarded' | 'reason'>

function compare(
  before: FigureRevision,
  after: FigureRow,
  claims: readonly ClaimRow[],
  documents: Documents,
): Compared {
  const parts = partsOf(before, after, claims, documents)
  const same = sameContent(after, claims, before)
  const sameNumbers = keepsNumbers(before, after)
  if (same && parts.length === 0) {
    return { kind: 'unchanged', before, parts, sameNumbers, guarded: false, reason: null }
  }
  const judged = same ? ({ kind: 'revision', reason: DOCUMENT_DETAILS } as const) : judge(before, after)
  const guarded =
    judged.kind === 'correction' ||
    (FINAL.includes(before.status) && (!sameNumbers || parts.some(({ part }) => isGuarded(part))))
  return { ...judged, before, parts, sameNumbers, guarded }
}

/** What was published so was not announced as provisional. */
const FINAL: readonly FigureStatus[] = ['final', 'revised']

/** What belongs to the published number, as `hơn` does, and what readers are told it rests on, and why. */
function isGuarded(part: PartChange['part']): boolean {
  return (
    part === 'qualifier' ||
    part === 'source' ||
    part === 'claim' ||
    part === 'claim-order' ||
    part === 'reason'
  )
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

function judge(before: FigureRevision, after: FigureRow): Pick<DifferenceEntry, 'kind' | 'reason'> {
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
