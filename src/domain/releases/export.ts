import type { Reader } from '../../../db/connect.ts'
import { DomainError } from '../errors.ts'
import { canonicalFiles, descriptorFile, DESCRIPTOR_FILE, tableFile } from './canonical.ts'
import type { CanonicalDescriptor } from './publication-rules.ts'
import type { ClaimRow, FigureRow, PackageFile } from './rules.ts'
import { lastLine, readClaimRows, readFigureRows } from './row-store.ts'
import { findRelease, type ReleaseRecord } from './store.ts'

/**
 * The files of a release, put together again from the figures as they were published with it: the same bytes at any
 * time, whatever was published since.
 * @throws DomainError not-found
 */
export async function exportRelease(db: Reader, dataset: string, version: number): Promise<PackageFile[]> {
  return exportFiles(db, await requireRelease(db, dataset, version))
}

/**
 * So many rows of a file are held at a time: all of them at once would be most of what the process needs, and a thousand
 * live long enough to be taken for something that stays.
 */
const LINES_AT_ONCE = 200

/**
 * One of the files of {@link exportRelease}, put together piece by piece; null where the release has none of that name.
 * @throws DomainError not-found
 */
export async function exportFile(
  db: Reader,
  { dataset, version, path }: { dataset: string; version: number; path: string },
  linesAtOnce = LINES_AT_ONCE,
): Promise<PackageFile | null> {
  const release = await requireRelease(db, dataset, version)
  const descriptor = JSON.parse(release.descriptor) as CanonicalDescriptor
  if (path === DESCRIPTOR_FILE) return descriptorFile(descriptor)
  const resource = descriptor.resources.find((one) => one.path === path)
  if (resource === undefined) return null
  const labels = resource.schema.fields.map(({ name }) => name)
  return tableFile(path, labels, piecesOf(db, { seq: release.seq, file: path }, linesAtOnce))
}

async function* piecesOf(
  db: Reader,
  { seq, file }: { seq: number; file: string },
  linesAtOnce: number,
): AsyncGenerator<(FigureRow | ClaimRow)[]> {
  const last = await lastLine(db, seq, file)
  for (let from = 1; from <= last; from += linesAtOnce) {
    const lines = { file, from, to: from + linesAtOnce - 1 }
    yield [...(await readFigureRows(db, seq, lines)), ...(await readClaimRows(db, seq, lines))]
  }
}

async function requireRelease(db: Reader, dataset: string, version: number): Promise<ReleaseRecord> {
  const release = await findRelease(db, dataset, version)
  if (release === null) throw new DomainError('not-found', `no release ${dataset}/${version}`)
  return release
}

export async function exportFiles(
  db: Reader,
  release: Pick<ReleaseRecord, 'seq' | 'descriptor'>,
): Promise<PackageFile[]> {
  const { descriptor, rows, claims } = await readContent(db, release)
  return canonicalFiles(descriptor, { rows, claims })
}

/** What a release consists of, before it is written as files. */
export async function readContent(
  db: Reader,
  release: Pick<ReleaseRecord, 'seq' | 'descriptor'>,
): Promise<{ descriptor: CanonicalDescriptor; rows: FigureRow[]; claims: ClaimRow[] }> {
  return {
    descriptor: JSON.parse(release.descriptor) as CanonicalDescriptor,
    rows: await readFigureRows(db, release.seq),
    claims: await readClaimRows(db, release.seq),
  }
}
