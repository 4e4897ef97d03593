import type { Reader } from '../../../db/connect.ts'
import { DomainError } from '../errors.ts'
import { canonicalFiles } from './canonical.ts'
import type { CanonicalDescriptor } from './publication-rules.ts'
import type { ClaimRow, FigureRow, PackageFile } from './rules.ts'
import { readClaimRows, readFigureRows } from './row-store.ts'
import { findRelease, type ReleaseRecord } from './store.ts'

/**
 * The files of a release, put together again from the figures as they were published with it: the same bytes at any
 * time, whatever was published since.
 * @throws DomainError not-found
 */
export async function exportRelease(db: Reader, dataset: string, version: number): Promise<PackageFile[]> {
  const release = await findRelease(db, dataset, version)
  if (release === null) throw new DomainError('not-found', `no release ${dataset}/${version}`)
  return exportFiles(db, release)
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
