import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { readAsof } from '../figures/service.ts'
import { toSummary } from './changes.ts'
import { exportFile, exportRelease } from './export.ts'
import { recordOf } from './ledger.ts'
import { manifestOf, manifestText } from './manifest.ts'
import type {
  CanonicalDescriptor,
  ManifestFile,
  PublishedWaiver,
  Release,
  ReleaseSummary,
} from './publication-rules.ts'
import type { Texts } from '../reference/rules.ts'
import type { PackageFile } from './rules.ts'
import { openSigningKey } from './signing.ts'
import { findRelease, listReleaseRows } from './store.ts'

export { correctionsFor, listChanges, type ShownFigures } from './changes.ts'
export {
  confirmDraft,
  createDraft,
  discardDraft,
  getDraft,
  listDrafts,
  publishDraft,
  returnDraft,
  setWaivers,
  type DraftDecision,
} from './drafts.ts'
export { getTemplate, listTemplates, templateSizes, type DatasetTemplate } from '../packages/uploads.ts'

/**
 * All releases, newest first; those of samples only where the site is a demonstration.
 * @param query `asof`: those that were published by the end of that day in Vietnam
 * @throws DomainError invalid where `asof` is no calendar day
 */
export async function listReleases(
  ctx: Context,
  { dataset, asof }: { dataset?: string | undefined; asof?: string | undefined } = {},
): Promise<ReleaseSummary[]> {
  const before = readAsof(asof)
  const rows = await listReleaseRows(ctx.db.read, {
    samples: ctx.config.demo,
    ...(dataset !== undefined && { dataset }),
  })
  return rows
    .filter((row) => before === null || row.published_at < before)
    .map((row) => toSummary(row, ctx.reference.texts))
}

/** @throws DomainError not-found */
export async function getRelease(ctx: Context, dataset: string, version: number): Promise<Release> {
  const release = await requireRelease(ctx, dataset, version)
  const versions = await listReleases(ctx, { dataset })
  const summary = versions.find((one) => one.version === version)
  if (summary === undefined) throw new Error(`${dataset}/${version} is in no list`)
  return {
    ...summary,
    newest: versions[0]?.version ?? version,
    descriptor: sayDescriptor(JSON.parse(release.descriptor) as CanonicalDescriptor, ctx.reference.texts),
    waivers: JSON.parse(release.waivers) as PublishedWaiver[],
    files: JSON.parse(release.files) as ManifestFile[],
    manifest: manifestText(manifestOf(release)),
    signature: release.signature,
    keyId: release.key_id,
    record: recordOf(release.seq, release.prev_hash, release),
  }
}

/**
 * The files of a release's data package, `datapackage.json` first: the same bytes at any time, as its manifest says.
 * @throws DomainError not-found
 */
export async function getReleaseFiles(
  ctx: Context,
  dataset: string,
  version: number,
): Promise<PackageFile[]> {
  await requireRelease(ctx, dataset, version)
  return exportRelease(ctx.db.read, dataset, version)
}

/** One of {@link getReleaseFiles}; null where there is none of that name. @throws DomainError not-found */
export async function getReleaseFile(
  ctx: Context,
  dataset: string,
  version: number,
  path: string,
): Promise<PackageFile | null> {
  await requireRelease(ctx, dataset, version)
  return exportFile(ctx.db.read, { dataset, version, path })
}

/** With what the signatures of manifests are checked: PEM (SPKI), and its id as releases name it. */
export function publicSigningKey(ctx: Context): { id: string; pem: string } {
  const { id, publicKey } = openSigningKey(ctx.config)
  return { id, pem: publicKey }
}

async function requireRelease(ctx: Context, dataset: string, version: number) {
  const release = await findRelease(ctx.db.read, dataset, version)
  if (release === null || (release.sample === 1 && !ctx.config.demo)) {
    throw new DomainError('not-found', `no release ${dataset}/${version}`)
  }
  return release
}

/** With the words of the page's language where there are some; the signed file keeps its own. */
function sayDescriptor(descriptor: CanonicalDescriptor, texts: Texts): CanonicalDescriptor {
  const said = (text: string): string => texts.get(text) ?? text
  return {
    ...descriptor,
    title: said(descriptor.title),
    description: said(descriptor.description),
    licenses: descriptor.licenses.map((one) => ({
      ...one,
      ...(one.title !== undefined && { title: said(one.title) }),
    })),
    sources: descriptor.sources.map((one) => ({
      ...one,
      ...(one.issuer !== undefined && { issuer: said(one.issuer) }),
    })),
  }
}
