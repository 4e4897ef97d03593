import type { Context } from '../context.ts'
import { resultId, type Figure, type FigureRevision } from '../figures/rules.ts'
import { findFigures, findRevisions, readFiguresHead } from '../figures/store.ts'
import { vietnamDay } from '../periods/rules.ts'
import { DESCRIPTOR_FILE } from '../releases/canonical.ts'
import { checkAbsent } from './absent.ts'
import type { Checking, Entry } from './checking.ts'
import { checkClaims } from './claims.ts'
import { readDescriptor, type NamedResource, type ReadDescriptor } from './descriptor.ts'
import { readEntry } from './entries.ts'
import { fileFinding, gatherFindings, type FindingList } from './findings.ts'
import { readPackageFolder } from './folder.ts'
import { checkComments, newComments } from './comment-lines.ts'
import { changedAgain, checkHistory, figureIdOf, withClaims } from './history.ts'
import { identify, toClaim, toRow, type Kinds } from './identity.ts'
import { checkJumps, earlierKeys } from './jumps.ts'
import { referencesOf } from './references.ts'
import { withPublished } from './published-rows.ts'
import { listPublishedIds } from '../releases/comment-links.ts'
import type {
  CheckResult,
  ClaimRow,
  FigureRow,
  Finding,
  PackageFile,
  ReadPackage,
} from '../releases/rules.ts'
import { checkDisbursed, checkSums } from './sums.ts'
import { isClaimTable, readTable, type Table } from './tables.ts'
import { MAX_ROWS } from './text.ts'

/** Checks the package in a folder. */
export async function checkFolder(ctx: Context, dir: string): Promise<CheckResult> {
  const { files, findings } = await readPackageFolder(dir)
  return checkPackage(ctx, files, findings)
}

/**
 * Checks everything about a package, against what the site knows and what it has published. One mistake is one
 * finding: what builds upon a faulty cell is not checked, and says nothing of its own.
 * @param earlier what was found while the files were read
 * @param maxRows of all its tables; what is beyond is not read
 */
export async function checkPackage(
  ctx: Context,
  files: readonly PackageFile[],
  earlier: readonly Finding[] = [],
  maxRows = MAX_ROWS,
): Promise<CheckResult> {
  const { read, findings: amiss } = openDescriptor(files, earlier)
  const findings = gatherFindings([DESCRIPTOR_FILE, ...(read?.resources ?? []).map(({ path }) => path)])
  findings.add(...earlier, ...amiss)
  if (read === null) return summarize(findings, null, [], null)
  // First: what is published while the package is compared then shows as another head.
  const head = await readFiguresHead(ctx.db.read)
  const checking: Checking = {
    findings,
    references: referencesOf(ctx.reference),
    documents: read.documents,
    today: vietnamDay(ctx.now()),
    periods: new Map(),
  }
  const { tables, entries, lost } = readTables(checking, read.resources, files, earlier, maxRows)
  const kinds = identify(checking, entries, lost)
  checkClaims(checking, kinds)
  checkDisbursed(checking, kinds)
  const standing = await withPublished(ctx.db.read, ctx.reference, kinds, read.head.sample)
  checkSums(checking, ctx.reference, standing)
  const sound = toRows(entries, kinds)
  await checkPublished(ctx, checking, read.head.sample, kinds, sound)
  const main = tables.find((table) => !isClaimTable(table))
  if (main !== undefined) await checkAbsent(ctx.db.read, checking, read.head, kinds, main.path)
  return summarize(findings, toPackage(read, tables, sound), tables, head)
}

/** Cells that were found fault with while the files were read, as bits by row. */
function knownFaults(earlier: readonly Finding[], { path, places }: Table): ReadonlyMap<number, number> {
  const faults = new Map<number, number>()
  for (const { file, severity, rowNumber, fieldNumber } of earlier) {
    if (file !== path || severity === 'warning' || rowNumber === null || fieldNumber === null) continue
    const column = places.indexOf(fieldNumber - 1)
    if (column >= 0) faults.set(rowNumber, (faults.get(rowNumber) ?? 0) | (1 << column))
  }
  return faults
}

interface SoundRows {
  rows: { entry: Entry; row: FigureRow }[]
  claims: { entry: Entry; row: ClaimRow }[]
  /** Every claim was read. */
  allClaims: boolean
}

function toRows(entries: readonly Entry[], kinds: Kinds): SoundRows {
  const isSoundRow = ({ line }: Entry): boolean => line.faults === 0
  const claims = [...kinds.result.claims, ...kinds.funding.claims].filter(isSoundRow)
  const figures = entries.filter(({ line }) => !isClaimTable(line.table))
  return {
    rows: figures.filter(isSoundRow).map((entry) => ({ entry, row: toRow(entry) })),
    claims: claims.map((entry) => ({ entry, row: toClaim(entry) })),
    allClaims: claims.length === entries.length - figures.length,
  }
}

/** What needs to know what was published: each figure that the package touches is read once. */
async function checkPublished(
  ctx: Context,
  checking: Checking,
  sample: boolean,
  kinds: Kinds,
  { rows, claims, allClaims }: SoundRows,
): Promise<void> {
  const earlierId = ([indicator = '', unit = '', period = '', breakdown = '']: readonly string[]): string =>
    resultId({ indicator, unit, period, breakdown }, sample)
  const ids = new Set(rows.map(({ row }) => figureIdOf(row, sample)))
  for (const key of earlierKeys(kinds.result)) ids.add(earlierId(key))
  const published = new Map((await findFigures(ctx.db.read, [...ids])).map((figure) => [figure.id, figure]))
  checkJumps(checking, kinds.result, (key) => published.get(earlierId(key))?.current ?? null)
  const own = withClaims(rows, claims)
  const figureOf = (row: FigureRow): Figure | undefined => published.get(figureIdOf(row, sample))
  const revisions = new Map<string, FigureRevision[]>()
  for (const { id, current } of await findRevisions(ctx.db.read, changedAgain(own, figureOf, allClaims))) {
    revisions.set(id, [...(revisions.get(id) ?? []), current])
  }
  checkHistory(checking, own, figureOf, (id) => revisions.get(id) ?? [], allClaims)
  const named = newComments(own, figureOf)
  const shown = await listPublishedIds(
    ctx.db.read,
    named.map(({ comment }) => comment),
  )
  checkComments(checking, named, shown)
}

function openDescriptor(
  files: readonly PackageFile[],
  earlier: readonly Finding[],
): { read: ReadDescriptor | null; findings: Finding[] } {
  const file = files.find(({ path }) => path === DESCRIPTOR_FILE)
  if (file !== undefined) return readDescriptor(file.bytes)
  // Why there is none has been said.
  if (earlier.some(({ severity }) => severity === 'error')) return { read: null, findings: [] }
  const message = `Gói không có tệp ${DESCRIPTOR_FILE}. Hãy thêm tệp này.`
  return { read: null, findings: [fileFinding(DESCRIPTOR_FILE, 'source-error', message)] }
}

interface ReadTables {
  tables: (Table & { rows: number })[]
  entries: Entry[]
  /** Tables of which rows could not be read. */
  lost: Pick<Table, 'kind'>[]
}

function readTables(
  checking: Checking,
  resources: readonly NamedResource[],
  files: readonly PackageFile[],
  earlier: readonly Finding[],
  maxRows: number,
): ReadTables {
  const limit = { most: maxRows, left: maxRows }
  const found: ReadTables = { tables: [], entries: [], lost: [] }
  for (const resource of resources) {
    // That the package is too large has been said.
    if (limit.left < 0) continue
    const file = files.find(({ path }) => path === resource.path)
    const read = file === undefined ? null : readTable(checking.findings, resource, file, limit)
    if (file === undefined && !earlier.some((finding) => finding.file === resource.path)) {
      const message = `Gói không có tệp "${resource.path}" mà ${DESCRIPTOR_FILE} ghi. Hãy thêm tệp, hoặc sửa đường dẫn.`
      checking.findings.add(fileFinding(resource.path, 'source-error', message))
    }
    if (read === null) {
      // It may have held any row of either kind.
      found.lost.push({ kind: 'results' }, { kind: 'funding' })
      continue
    }
    limit.left -= read.lines.length
    if (!read.table.whole) found.lost.push(read.table)
    found.tables.push({ ...read.table, rows: read.lines.length })
    const known = knownFaults(earlier, read.table)
    for (const line of read.lines) {
      line.faults |= known.get(line.rowNumber) ?? 0
      found.entries.push(readEntry(checking, line))
    }
  }
  return found
}

function toPackage(
  { head, resources, written }: ReadDescriptor,
  tables: readonly Table[],
  { rows, claims }: SoundRows,
): ReadPackage {
  const kindByPath = new Map(tables.map(({ path, kind }) => [path, kind]))
  return {
    descriptor: {
      ...head,
      resources: resources.flatMap(({ path }) => {
        const name = kindByPath.get(path)
        return name === undefined ? [] : [{ name, path }]
      }),
    },
    rows: rows.map(({ row }) => row),
    claims: claims.map(({ row }) => row),
    columns: new Map(tables.map(({ path, labels }) => [path, labels])),
    written,
  }
}

function summarize(
  findings: FindingList,
  pkg: ReadPackage | null,
  tables: readonly (Table & { rows: number })[],
  head: number | null,
): CheckResult {
  return {
    package: pkg,
    findings: findings.first(),
    counts: findings.byType,
    countsByFile: findings.byFile,
    tables: tables.map(({ name, path, labels }) => ({ name, path, labels })),
    rowCounts: new Map(tables.map(({ path, rows }) => [path, rows])),
    head,
  }
}
