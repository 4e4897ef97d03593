import { requirePermission } from '../accounts/rules.ts'
import type { StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import { readArchive } from './archive.ts'
import { MAX_SHEET_ROWS, isZip, type TemplateKind } from '../releases/desk-rules.ts'
import { readContent } from '../releases/export.ts'
import type { CanonicalDescriptor } from '../releases/publication-rules.ts'
import type { PackageFile } from '../releases/rules.ts'
import { countRows, findNewest } from '../releases/store.ts'
import { makeTemplate } from './template.ts'
import { templateSize } from './template-size.ts'
import { readWorkbook, type FoundWorkbook } from './workbook.ts'
import { unzip } from './zip.ts'

/** Every workbook has it. */
const WORKBOOK_PART = 'xl/workbook.xml'

/**
 * Reads what was uploaded: a workbook or an archive, told by what is in it and not by its name; several files are a
 * package as they are. Read again whenever the package is looked at, so that nothing found on the way is forgotten.
 */
export async function openUpload(files: readonly PackageFile[]): Promise<FoundWorkbook> {
  const [only] = files
  if (files.length !== 1 || only === undefined || !isZip(only.bytes))
    return { files: [...files], findings: [], places: null }
  const names = new Set<string>()
  unzip(only.bytes, (name) => {
    names.add(name)
    return false
  })
  if (names.has(WORKBOOK_PART)) return readWorkbook(only.bytes, only.path)
  return { ...readArchive(only.bytes, only.path), places: null }
}

/**
 * A workbook to fill in, with the codes that the site knows now; of a dataset with all that its newest release holds.
 * @throws DomainError forbidden, or not-found where the dataset has no such rows, or more than a workbook takes
 */
export async function getTemplate(
  ctx: StaffContext,
  kind: TemplateKind,
  dataset: string | null = null,
): Promise<Buffer> {
  requirePermission(ctx, 'releases.read')
  if (dataset === null) return makeTemplate(ctx, kind)
  const release = await findNewest(ctx.db.read, dataset)
  if (release === null || (release.sample === 1 && !ctx.config.demo)) throw noSuchRows(dataset)
  const content = await readContent(ctx.db.read, release)
  const count = content.rows.filter((row) => (row.kind === 'funding') === (kind === 'funding')).length
  if (count === 0 || Math.max(content.rows.length, content.claims.length) >= MAX_SHEET_ROWS) {
    throw noSuchRows(dataset)
  }
  return makeTemplate(ctx, kind, content)
}

function noSuchRows(dataset: string): DomainError {
  return new DomainError('not-found', `no rows of ${dataset} for a workbook`)
}

/** The workbook that a dataset is mended in, and its bytes, about. */
export interface DatasetTemplate {
  kind: TemplateKind
  size: number
}

/** Bytes of the workbooks to fill in, about. @throws DomainError forbidden */
export async function templateSizes(ctx: StaffContext): Promise<Record<TemplateKind, number>> {
  requirePermission(ctx, 'releases.read')
  return { results: await templateSize(ctx, 'results'), funding: await templateSize(ctx, 'funding') }
}

/** Which workbook each of these datasets is mended in; those too large for one are left out. @throws DomainError forbidden */
export async function listTemplates(
  ctx: StaffContext,
  datasets: readonly string[],
): Promise<ReadonlyMap<string, DatasetTemplate>> {
  requirePermission(ctx, 'releases.read')
  const kinds = new Map<string, DatasetTemplate>()
  for (const dataset of new Set(datasets)) {
    const release = await findNewest(ctx.db.read, dataset)
    if (release === null) continue
    const rows = await countRows(ctx.db.read, release.seq)
    if (rows >= MAX_SHEET_ROWS) continue
    const { resources } = JSON.parse(release.descriptor) as CanonicalDescriptor
    const isResult = resources.some(({ schema }) => schema.fields.some(({ name }) => name === 'indicator'))
    const kind = isResult ? 'results' : 'funding'
    kinds.set(dataset, { kind, size: await templateSize(ctx, kind, rows) })
  }
  return kinds
}
