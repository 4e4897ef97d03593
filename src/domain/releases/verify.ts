import type { Reader } from '../../../db/connect.ts'
import type { Context } from '../context.ts'
import { GENESIS as FIGURES_GENESIS } from '../figures/ledger.ts'
import { walkFigures, type FigureBreakCause, type KnownRelease } from '../figures/verify.ts'
import { canonicalFiles, contentHash } from './canonical.ts'
import { readContent } from './export.ts'
import { GENESIS, hashRelease } from './ledger.ts'
import { listFiles, manifestOf, manifestText } from './manifest.ts'
import { openSigningKey, readPublicKey } from './signing.ts'
import { countRows, hasStrayRows, listAll, readHead, type ReleaseRecord } from './store.ts'

export type { FigureBreakCause }

export type ReleaseBreakCause =
  | 'release-gap'
  | 'release-previous-hash'
  | 'release-hash'
  | 'release-version'
  | 'release-end'
  | 'release-rows'
  | 'release-signature'
  | 'release-key'
  | 'release-head'

export type Verification =
  | { ok: true; revisions: number; figures: number; releases: number; head: string; releasesHead: string }
  | {
      ok: false
      cause: FigureBreakCause | ReleaseBreakCause
      /** Place in the chain of releases for a cause that begins with `release-`, else in that of revisions. */
      seq: number | null
      figureId: string | null
      /** `<dataset>/<version>` */
      release: string | null
    }

/**
 * Walks the chain of releases and the chain of revisions, and puts every release together again to see whether it is
 * still what was published and signed. Stops at the first link that does not hold.
 * @param publicKeys PEM of keys that were used earlier; a release signed with any other does not hold (`release-key`)
 */
export async function verifyFigures(ctx: Context, publicKeys: readonly string[] = []): Promise<Verification> {
  // One snapshot: what is published while it walks neither breaks nor hides anything.
  return ctx.db.read
    .transaction()
    .setAccessMode('read only')
    .setIsolationLevel('repeatable read')
    .execute((db) => verifyIn(db, keysOf(ctx, publicKeys)))
}

async function verifyIn(db: Reader, keys: Keys): Promise<Verification> {
  const releases = await listAll(db)
  const chain = followReleases(releases)
  if (chain !== null) return chain
  const last = releases.at(-1)
  const head = await readHead(db, 'releases')
  if (head.seq !== (last?.seq ?? 0) || head.hash !== (last?.hash ?? GENESIS)) {
    return broken('release-head', last ?? null)
  }
  const walked = await walkFigures(db, knownReleases(releases))
  if ('cause' in walked) return { ok: false, release: null, ...walked }
  let newest = FIGURES_GENESIS
  for (const release of releases) {
    newest = walked.lastByRelease.get(release.seq) ?? newest
    if (release.last_revision_hash !== newest) return broken('release-end', release)
    const { cause } = await recompute(db, release, keys)
    if (cause !== null) return broken(cause === 'unknown-key' ? 'release-key' : cause, release)
  }
  if (await hasStrayRows(db)) return broken('release-rows', null)
  const { revisions, figures } = walked
  return {
    ok: true,
    revisions,
    figures,
    releases: releases.length,
    head: walked.head,
    releasesHead: head.hash,
  }
}

function followReleases(releases: readonly ReleaseRecord[]): Verification | null {
  let [seq, hash] = [0, GENESIS]
  const versions = new Map<string, number>()
  for (const release of releases) {
    if (release.seq !== seq + 1) return broken('release-gap', release)
    if (release.prev_hash !== hash) return broken('release-previous-hash', release)
    if (release.hash !== hashRelease(release.seq, hash, release)) return broken('release-hash', release)
    if (release.version !== (versions.get(release.dataset) ?? 0) + 1)
      return broken('release-version', release)
    versions.set(release.dataset, release.version)
    seq = release.seq
    hash = release.hash
  }
  return null
}

function broken(cause: ReleaseBreakCause, release: ReleaseRecord | null): Verification {
  const name = release === null ? null : `${release.dataset}/${release.version}`
  return { ok: false, cause, seq: release?.seq ?? null, figureId: null, release: name }
}

function knownReleases(releases: readonly ReleaseRecord[]): ReadonlyMap<number, KnownRelease> {
  return new Map(
    releases.map(({ seq, dataset, version, published_at: publishedAt }) => [
      seq,
      { dataset, version, publishedAt },
    ]),
  )
}

/** One release put together again from the figures. */
export interface ReleaseProof {
  dataset: string
  version: number
  hash: string
  keyId: string
  /** Null where everything holds; `unknown-key`: signed with a key that is not at hand. */
  cause: 'release-hash' | 'release-rows' | 'release-signature' | 'unknown-key' | null
}

/**
 * Exports releases anew and compares hashes and signatures.
 * @param publicKeys PEM of keys that were used earlier
 */
export async function proveReleases(
  ctx: Context,
  wanted: { dataset?: string | undefined; version?: number | undefined },
  publicKeys: readonly string[],
): Promise<ReleaseProof[]> {
  const keys = keysOf(ctx, publicKeys)
  const proofs: ReleaseProof[] = []
  for (const release of await listAll(ctx.db.read, wanted)) {
    proofs.push(await recompute(ctx.db.read, release, keys))
  }
  return proofs
}

type Keys = ReadonlyMap<string, ReturnType<typeof readPublicKey>>

function keysOf(ctx: Context, publicKeys: readonly string[]): Keys {
  const own = openSigningKey(ctx.config).publicKey
  return new Map([own, ...publicKeys].map(readPublicKey).map((key) => [key.id, key]))
}

async function recompute(db: Reader, release: ReleaseRecord, keys: Keys): Promise<ReleaseProof> {
  const { dataset, version, hash, key_id: keyId } = release
  const proof = { dataset, version, hash, keyId }
  if (hash !== hashRelease(release.seq, release.prev_hash, release))
    return { ...proof, cause: 'release-hash' }
  const content = await readContent(db, release)
  const files = listFiles(canonicalFiles(content.descriptor, content))
  const same = JSON.stringify(files) === release.files && contentHash(files) === release.content_hash
  if (!same || (await isTorn(db, release, content))) {
    return { ...proof, cause: 'release-rows' }
  }
  const key = keys.get(keyId)
  if (key === undefined) return { ...proof, cause: 'unknown-key' }
  const signed = key.verify(manifestText(manifestOf(release)), release.signature)
  return { ...proof, cause: signed ? null : 'release-signature' }
}

/** Row of the header. */
const HEADER = 1

/**
 * Rows that lead to nothing, stand in a file that the release does not have, or not one below the other: none of it
 * would show in its files.
 */
async function isTorn(
  db: Reader,
  release: ReleaseRecord,
  { descriptor, rows, claims }: Awaited<ReturnType<typeof readContent>>,
): Promise<boolean> {
  const paths = new Set(descriptor.resources.map(({ path }) => path))
  const read = [...rows, ...claims]
  if (read.length !== (await countRows(db, release.seq))) return true
  const last = new Map<string, number>()
  const inOrder = read.sort((a, b) => a.rowNumber - b.rowNumber)
  return inOrder.some(({ file, rowNumber }) => {
    const expected = (last.get(file) ?? HEADER) + 1
    last.set(file, rowNumber)
    return !paths.has(file) || rowNumber !== expected
  })
}
