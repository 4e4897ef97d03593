import type { Context } from '../context.ts'
import { vietnamDay } from '../periods/rules.ts'
import { DESCRIPTOR_FILE } from './canonical.ts'
import type { Checking, Entry } from './checking.ts'
import { checkClaims } from './claims.ts'
import { readDescriptor, type NamedResource, type ReadDescriptor } from './descriptor.ts'
import { readEntry } from './entries.ts'
import { fileFinding, gatherFindings, type FindingList } from './findings.ts'
import { readPackageFolder } from './folder.ts'
import { identify, toClaim, toRow, type Kinds } from './identity.ts'
import { referencesOf } from './references.ts'
import type { CheckResult, Finding, PackageFile, ReadPackage } from './rules.ts'
import { isClaimTable, readTable, type Table } from './tables.ts'

/** Checks the package in a folder. */
export async function checkFolder(ctx: Context, dir: string): Promise<CheckResult> {
  const { files, findings } = await readPackageFolder(dir)
  return checkPackage(ctx, files, findings)
}

/**
 * Checks everything about a package, against what the site knows and what it has published. One mistake is one
 * finding: what builds upon a faulty cell is not checked, and says nothing of its own.
 * @param earlier what was found while the files were read
 */
export async function checkPackage(
  ctx: Context,
  files: readonly PackageFile[],
  earlier: readonly Finding[] = [],
): Promise<CheckResult> {
  const { read, findings: amiss } = openDescriptor(files, earlier)
  const findings = gatherFindings([DESCRIPTOR_FILE, ...(read?.resources ?? []).map(({ path }) => path)])
  findings.add(...earlier, ...amiss)
  if (read === null) return summarize(findings, null, [])
  const checking: Checking = {
    findings,
    references: referencesOf(ctx.reference),
    documents: read.documents,
    today: vietnamDay(ctx.now()),
    periods: new Map(),
  }
  const { tables, entries, lost } = readTables(checking, read.resources, files, earlier)
  const kinds = identify(checking, entries, lost)
  checkClaims(checking, kinds)
  const pkg = toPackage(read, tables, entries, kinds)
  return summarize(findings, pkg, tables)
}

function openDescriptor(
  files: readonly PackageFile[],
  earlier: readonly Finding[],
): { read: ReadDescriptor | null; findings: Finding[] } {
  const file = files.find(({ path }) => path === DESCRIPTOR_FILE)
  if (file !== undefined) return readDescriptor(file.bytes)
  if (earlier.some((finding) => finding.file === DESCRIPTOR_FILE)) return { read: null, findings: [] }
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
): ReadTables {
  const found: ReadTables = { tables: [], entries: [], lost: [] }
  for (const resource of resources) {
    const file = files.find(({ path }) => path === resource.path)
    const read = file === undefined ? null : readTable(checking.findings, resource, file)
    if (file === undefined && !earlier.some((finding) => finding.file === resource.path)) {
      const message = `Gói không có tệp "${resource.path}" mà ${DESCRIPTOR_FILE} ghi. Hãy thêm tệp, hoặc sửa đường dẫn.`
      checking.findings.add(fileFinding(resource.path, 'source-error', message))
    }
    if (read === null) {
      // It may have held any row of either kind.
      found.lost.push({ kind: 'results' }, { kind: 'funding' })
      continue
    }
    if (!read.table.whole) found.lost.push(read.table)
    found.tables.push({ ...read.table, rows: read.lines.length })
    for (const line of read.lines) found.entries.push(readEntry(checking, line))
  }
  return found
}

function toPackage(
  { head, resources }: ReadDescriptor,
  tables: readonly Table[],
  entries: readonly Entry[],
  kinds: Kinds,
): ReadPackage {
  const isSoundRow = ({ line }: Entry): boolean => line.faults === 0
  const kindByPath = new Map(tables.map(({ path, kind }) => [path, kind]))
  return {
    descriptor: {
      ...head,
      resources: resources.flatMap(({ path }) => {
        const name = kindByPath.get(path)
        return name === undefined ? [] : [{ name, path }]
      }),
    },
    rows: entries.filter((entry) => !isClaimTable(entry.line.table) && isSoundRow(entry)).map(toRow),
    claims: [...kinds.result.claims, ...kinds.funding.claims].filter(isSoundRow).map(toClaim),
    columns: new Map(tables.map(({ path, labels }) => [path, labels])),
  }
}

function summarize(
  findings: FindingList,
  pkg: ReadPackage | null,
  tables: readonly (Table & { rows: number })[],
): CheckResult {
  return {
    package: pkg,
    findings: findings.first(),
    counts: findings.byType,
    countsByFile: findings.byFile,
    tables: tables.map(({ name, path, labels }) => ({ name, path, labels })),
    rowCounts: new Map(tables.map(({ path, rows }) => [path, rows])),
  }
}
