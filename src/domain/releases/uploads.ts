import { requirePermission } from '../accounts/rules.ts'
import type { StaffContext } from '../context.ts'
import { readArchive } from './archive.ts'
import { isZip } from './desk-rules.ts'
import type { FoundPackage } from './folder.ts'
import type { PackageFile } from './rules.ts'
import { makeTemplate } from './template.ts'
import { readWorkbook } from './workbook.ts'
import { unzip } from './zip.ts'

/** Every workbook has it. */
const WORKBOOK_PART = 'xl/workbook.xml'

/**
 * Reads what was uploaded: a workbook or an archive, told by what is in it and not by its name; several files are a
 * package as they are. Read again whenever the package is looked at, so that nothing found on the way is forgotten.
 */
export async function openUpload(files: readonly PackageFile[]): Promise<FoundPackage> {
  const [only] = files
  if (files.length !== 1 || only === undefined || !isZip(only.bytes))
    return { files: [...files], findings: [] }
  const names = new Set<string>()
  unzip(only.bytes, (name) => {
    names.add(name)
    return false
  })
  return names.has(WORKBOOK_PART) ? readWorkbook(only.bytes, only.path) : readArchive(only.bytes, only.path)
}

/** A workbook to fill in, with the codes that the site knows now. @throws DomainError forbidden */
export async function getTemplate(ctx: StaffContext, kind: 'results' | 'funding'): Promise<Buffer> {
  requirePermission(ctx, 'releases.read')
  return makeTemplate(ctx, kind)
}
