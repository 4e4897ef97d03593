import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { revisionAddress } from '../figures/rules.ts'
import type { LedgerEntry, Release, ReleaseSummary } from '../releases/publication-rules.ts'
import {
  getRelease,
  getReleaseFile as getOneFile,
  listChanges,
  listReleases,
  publicSigningKey,
} from '../releases/service.ts'
import type { LedgerFilter } from './ledger-rules.ts'
import { MANIFEST, SIGNATURE, readVersion } from './rules.ts'

/** A dataset that was named, with the title of its newest release. */
export interface DatasetName {
  dataset: string
  title: string
}

/** One page of the public ledger, newest first. */
export interface LedgerPage {
  items: LedgerEntry[]
  /** Cursor of the next page; null on the last. */
  next: string | null
  datasets: DatasetName[]
  /** Address of the JSON of some revision, to try the check by hand on; null while nothing is published. */
  example: string | null
}

/** @throws DomainError invalid for a cursor that is none */
export async function getLedgerPage(
  ctx: Context,
  query: LedgerFilter & { limit: number; after: string | null },
): Promise<LedgerPage> {
  const page = await listChanges(ctx, query)
  const changed = page.items.find((entry) => entry.kind !== 'first')
  const figure = changed === undefined ? null : changed.figure
  return {
    ...page,
    datasets: datasetsOf(await listReleases(ctx)),
    example: figure === null ? null : `${revisionAddress(figure.id, figure.current.revision)}.json`,
  }
}

/** Entries that a file of the ledger holds; the page goes on where it ends. */
export const MAX_ENTRIES = 5_000
const BATCH = 500

/** The newest entries of the public ledger. */
export async function listLedger(
  ctx: Context,
  filter: LedgerFilter,
  most = MAX_ENTRIES,
): Promise<{ items: LedgerEntry[]; next: string | null }> {
  const items: LedgerEntry[] = []
  let after: string | null = null
  do {
    const limit = Math.min(BATCH, most - items.length)
    const page: Awaited<ReturnType<typeof listChanges>> = await listChanges(ctx, { ...filter, limit, after })
    items.push(...page.items)
    after = page.next
  } while (after !== null && items.length < most)
  return { items, next: after }
}

/** One dataset with all its releases. */
export interface CatalogueDataset {
  /** The newest, in full. */
  newest: Release
  /** Newest first. */
  releases: ReleaseSummary[]
}

/** Everything that can be taken away as data packages. */
export interface Catalogue {
  /** Real ones before samples, in the order in which they were first published. */
  datasets: CatalogueDataset[]
  key: SigningKeyInUse
}

/** With what signatures are checked now. */
export interface SigningKeyInUse {
  id: string
  pem: string
}

export async function getCatalogue(ctx: Context): Promise<Catalogue> {
  const releases = await listReleases(ctx)
  const byDataset = Map.groupBy(releases.toReversed(), ({ dataset }) => dataset)
  const datasets = await Promise.all(
    [...byDataset].map(async ([dataset, oldestFirst]): Promise<CatalogueDataset> => {
      const newestFirst = oldestFirst.toReversed()
      const newest = await getRelease(ctx, dataset, newestFirst[0]?.version ?? 1)
      return { newest, releases: newestFirst }
    }),
  )
  datasets.sort((a, b) => Number(a.newest.sample) - Number(b.newest.sample))
  return { datasets, key: publicSigningKey(ctx) }
}

/** @param version as the address spells it @throws DomainError not-found */
export async function getReleasePage(
  ctx: Context,
  dataset: string,
  version: string,
): Promise<{ release: Release; key: SigningKeyInUse }> {
  return { release: await getRelease(ctx, dataset, readVersion(version)), key: publicSigningKey(ctx) }
}

/** A file of a release, byte for byte as it was signed. */
export interface ReleaseFile {
  path: string
  bytes: Uint8Array
}

/**
 * A file of the package, its manifest, or the signature of that: 64 bytes, as openssl reads them.
 * @param version as the address spells it
 * @throws DomainError not-found
 */
export async function getReleaseFile(
  ctx: Context,
  dataset: string,
  version: string,
  path: string,
): Promise<ReleaseFile> {
  const release = await getRelease(ctx, dataset, readVersion(version))
  if (path === MANIFEST) return { path, bytes: Buffer.from(release.manifest) }
  if (path === SIGNATURE) return { path, bytes: Buffer.from(release.signature, 'base64') }
  if (!release.files.some((file) => file.path === path)) throw noFile(dataset, version, path)
  const file = await getOneFile(ctx, dataset, release.version, path)
  if (file === null) throw noFile(dataset, version, path)
  return file
}

/** The newest version of a dataset. @throws DomainError not-found */
export async function getNewestVersion(ctx: Context, dataset: string): Promise<number> {
  const [newest] = await listReleases(ctx, { dataset })
  if (newest === undefined) throw new DomainError('not-found', `no dataset ${dataset}`)
  return newest.version
}

/** The public key in PEM. */
export function getPublicKey(ctx: Context): SigningKeyInUse {
  return publicSigningKey(ctx)
}

function datasetsOf(newestFirst: readonly ReleaseSummary[]): DatasetName[] {
  const names = new Map<string, DatasetName>()
  for (const { dataset, title } of newestFirst) {
    if (!names.has(dataset)) names.set(dataset, { dataset, title })
  }
  return [...names.values()].sort((a, b) => a.title.localeCompare(b.title, 'vi'))
}

function noFile(dataset: string, version: string, path: string): DomainError {
  return new DomainError('not-found', `no file ${path} in ${dataset}/${version}`)
}
