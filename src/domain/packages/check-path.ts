import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Context } from '../context.ts'
import { DESCRIPTOR_FILE } from '../releases/canonical.ts'
import { MAX_UPLOAD_BYTES, MAX_UPLOAD_ROWS, isZip } from '../releases/desk-rules.ts'
import type { CheckResult, Finding } from '../releases/rules.ts'
import { checkFolder, checkPackage } from './check.ts'
import { openUpload } from './uploads.ts'
import { inSheets, type WorkbookPlaces } from './workbook-places.ts'
import { SHEETS } from './workbook-layout.ts'
import { fileFinding } from './findings.ts'
import { TOO_LARGE } from './zip.ts'

/** A package that lies somewhere on this machine. */
export interface CheckedPath {
  check: CheckResult
  /** The same for whoever made the package: of a workbook in its sheets. */
  shown: CheckResult
}

/**
 * Checks the package in a folder, or in a file as the desk takes it: a workbook made from the template, or an archive.
 * Whatever else is there is reported as a finding.
 */
export async function checkPath(ctx: Context, path: string): Promise<CheckedPath> {
  const file = await stat(path).catch(() => null)
  if (file?.isFile() !== true) return plain(await checkFolder(ctx, path))
  const name = basename(path)
  const refuse = async (finding: Finding): Promise<CheckedPath> =>
    plain(await checkPackage(ctx, [], [finding]))
  if (file.size > MAX_UPLOAD_BYTES) return refuse(fileFinding(name, TOO_LARGE.type, TOO_LARGE.message))
  const bytes = await readFile(path).catch((error: unknown) => (error as NodeJS.ErrnoException).code ?? '')
  if (typeof bytes === 'string') {
    const message = `Không đọc được tệp "${path}" (${bytes}). Hãy kiểm tra quyền đọc của tệp.`
    return refuse(fileFinding(name, 'source-error', message))
  }
  if (!isZip(bytes)) {
    const message = `"${path}" không phải thư mục, bảng tính .xlsx hay tệp nén .zip. Hãy ghi thư mục chứa ${DESCRIPTOR_FILE}, bảng tính làm từ mẫu, hoặc tệp nén của gói.`
    return refuse(fileFinding(name, 'source-error', message))
  }
  const { files, findings, places } = await openUpload([{ path: name, bytes }])
  const check = await checkPackage(ctx, files, findings, MAX_UPLOAD_ROWS)
  return { check, shown: places === null ? check : checkInSheets(check, places) }
}

function plain(check: CheckResult): CheckedPath {
  return { check, shown: check }
}

/** What a check says, in the words of who filled in the workbook. */
function checkInSheets(check: CheckResult, places: WorkbookPlaces): CheckResult {
  const sheetOf = (path: string): string => places.sheets.get(path) ?? path
  const renamed = <T>(map: ReadonlyMap<string, T>): Map<string, T> =>
    new Map([...map].map(([path, value]) => [sheetOf(path), value]))
  const counts = renamed(check.countsByFile)
  // What is wrong with the descriptor stands in two sheets; what is not listed counts with the first of them.
  const rest = { errors: 0, warnings: 0, ...counts.get(DESCRIPTOR_FILE) }
  counts.delete(DESCRIPTOR_FILE)
  const findings = check.findings.map((finding) => {
    const shown = inSheets(finding, places)
    if (finding.file !== DESCRIPTOR_FILE || shown.file !== SHEETS.sources) return shown
    const kind = shown.severity === 'error' ? 'errors' : 'warnings'
    const ofSources = counts.get(SHEETS.sources) ?? { errors: 0, warnings: 0 }
    counts.set(SHEETS.sources, { ...ofSources, [kind]: ofSources[kind] + 1 })
    rest[kind] -= 1
    return shown
  })
  if (rest.errors + rest.warnings > 0) counts.set(SHEETS.properties, rest)
  return {
    ...check,
    findings,
    countsByFile: counts,
    tables: check.tables.map((table) => ({ ...table, path: sheetOf(table.path) })),
    rowCounts: renamed(check.rowCounts),
  }
}
