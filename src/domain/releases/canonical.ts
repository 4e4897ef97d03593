import { createHash } from 'node:crypto'
import { stringify } from 'csv-stringify/sync'
import { writeValue, type SourceDocument } from '../figures/rules.ts'
import { sha256 } from '../secrets.ts'
import { mergeDescriptor } from './merging.ts'
import type { CanonicalDescriptor, CanonicalSource } from './publication-rules.ts'
import type { ClaimRow, FigureRow, PackageFile, ReadPackage, ResourceName } from './rules.ts'

export const DESCRIPTOR_FILE = 'datapackage.json'

const SCHEMA = 'https://datapackage.org/profiles/2.0/datapackage.json'
const FIELD_TYPES: Readonly<Record<string, string>> = {
  value: 'number',
  allocated: 'integer',
  disbursed: 'integer',
}

/** In a file that also says yes and no. */
const WITH_WORDS: Readonly<Record<string, string>> = { ...FIELD_TYPES, value: 'string' }

/** The descriptor with everything that was written in it, and what the site has to know in the site's own form. */
export function canonicalDescriptor({
  descriptor,
  columns,
  written,
  rows,
  claims,
}: ReadPackage): CanonicalDescriptor {
  const withWords = new Set(
    [...rows, ...claims].filter((row) => row.kind === 'result' && row.yesNo === true).map(({ file }) => file),
  )
  const { name, title, description, sample, licenses, sources, resources } = descriptor
  return mergeDescriptor(written, {
    $schema: SCHEMA,
    name,
    title,
    description,
    sample,
    licenses: licenses.map((license) => withoutNull({ ...license })),
    sources: sources.map(canonicalSource),
    resources: resources.map(({ name: resource, path }, at) => ({
      name: uniqueName(resource, resources.slice(0, at)),
      type: 'table',
      path,
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      schema: {
        fields: (columns.get(path) ?? []).map((label) => ({
          name: label,
          type: (withWords.has(path) ? WITH_WORDS[label] : FIELD_TYPES[label]) ?? 'string',
        })),
        missingValues: [''],
      },
    })),
  })
}

/** Names of resources are unique within a package. */
function uniqueName(kind: ResourceName, before: readonly { name: ResourceName }[]): string {
  const same = before.filter(({ name }) => name === kind).length
  return same === 0 ? kind : `${kind}-${same + 1}`
}

function canonicalSource(document: SourceDocument): CanonicalSource {
  const { name, title, titleDerived, issuer, number, date, url, kind, secondary } = document
  return withoutNull({
    name,
    title,
    titleDerived: titleDerived ? true : null,
    issuer,
    number,
    date,
    path: url,
    kind,
    confidence: secondary ? 'secondary' : null,
  })
}

/** What is not known has no key. */
function withoutNull<T extends object>(entry: T): { [K in keyof T]: Exclude<T[K], null> } {
  const known = Object.entries(entry).filter(([, value]) => value !== null)
  return Object.fromEntries(known) as { [K in keyof T]: Exclude<T[K], null> }
}

/**
 * The files of a package in the one form in which the site writes them: UTF-8, LF, quotes only where RFC 4180 asks
 * for them, columns as the package has them. Cells stand as they are: a table for a spreadsheet is another matter.
 */
export function canonicalFiles(
  descriptor: CanonicalDescriptor,
  { rows, claims }: Pick<ReadPackage, 'rows' | 'claims'>,
): PackageFile[] {
  const tables = new Map<string, (FigureRow | ClaimRow)[]>()
  for (const row of [...rows, ...claims]) {
    const table = tables.get(row.file)
    if (table === undefined) tables.set(row.file, [row])
    else table.push(row)
  }
  return [
    descriptorFile(descriptor),
    ...descriptor.resources.map(({ path, schema }) => {
      const labels = schema.fields.map(({ name }) => name)
      return toFile(path, toCsv([labels]) + tableLines(labels, tables.get(path) ?? []))
    }),
  ]
}

export function descriptorFile(descriptor: CanonicalDescriptor): PackageFile {
  return toFile(DESCRIPTOR_FILE, `${JSON.stringify(descriptor, null, 2)}\n`)
}

/** The head of a table and then its rows, piece by piece: as {@link canonicalFiles} writes them. */
export async function tableFile(
  path: string,
  labels: readonly string[],
  pieces: AsyncIterable<readonly (FigureRow | ClaimRow)[]>,
): Promise<PackageFile> {
  const bytes = [Buffer.from(toCsv([labels]))]
  for await (const rows of pieces) bytes.push(Buffer.from(tableLines(labels, rows)))
  return { path, bytes: Buffer.concat(bytes) }
}

function tableLines(labels: readonly string[], rows: readonly (FigureRow | ClaimRow)[]): string {
  const inOrder = rows.toSorted((a, b) => a.rowNumber - b.rowNumber)
  return toCsv(inOrder.map((row) => labels.map((label) => cellOf(row, label))))
}

function toFile(path: string, text: string): PackageFile {
  return { path, bytes: Buffer.from(text, 'utf8') }
}

function toCsv(records: readonly (readonly string[])[]): string {
  return stringify(records as string[][], { record_delimiter: '\n', quoted_match: /\r/u })
}

function cellOf(row: FigureRow | ClaimRow, label: string): string {
  const cell =
    label === 'value' && row.kind === 'result'
      ? writeValue(row.value, row.yesNo === true)
      : (row as unknown as Record<string, string | number | null | undefined>)[label]
  return cell == null ? '' : String(cell)
}

/** SHA-256 over names and hashes of all files of a package. */
export function contentHash(files: readonly { path: string; sha256: string }[]): string {
  return sha256(JSON.stringify(['package/1', ...files.map(({ path, sha256: hash }) => [path, hash])]))
}

export function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
