import type { ReleaseTable } from '../../../db/schema/release.ts'
import { hashBytes } from './canonical.ts'
import type { Manifest, ManifestFile } from './publication-rules.ts'
import type { PackageFile } from './rules.ts'

export function listFiles(files: readonly PackageFile[]): ManifestFile[] {
  return files.map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: hashBytes(bytes) }))
}

export function manifestOf(
  release: Pick<
    ReleaseTable,
    'dataset' | 'version' | 'title' | 'published_at' | 'hash' | 'prev_hash' | 'files'
  >,
): Manifest {
  return {
    dataset: release.dataset,
    version: release.version,
    title: release.title,
    publishedAt: release.published_at,
    releaseHash: release.hash,
    previousReleaseHash: release.prev_hash,
    files: JSON.parse(release.files) as ManifestFile[],
  }
}

/** `manifest.json` as it is signed and downloaded, byte for byte. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`
}
