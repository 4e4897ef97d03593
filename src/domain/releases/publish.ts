import type { Writer } from '../../../db/connect.ts'
import type { Context } from '../context.ts'
import { DomainError, type FieldFault } from '../errors.ts'
import { bumpRevisions } from '../revisions/store.ts'
import { appendTo, insertAppended } from './append.ts'
import { canonicalDescriptor, canonicalFiles, contentHash } from './canonical.ts'
import { differenceOf, type Difference } from './difference.ts'
import { hashRelease, type ReleaseContent } from './ledger.ts'
import { listFiles, manifestOf, manifestText } from './manifest.ts'
import { blockingTypes, isWaivable, type CheckResult, type ReadPackage, type Waiver } from './rules.ts'
import { openSigningKey } from './signing.ts'
import { findNewest, findSeqs, insertRelease, moveHead, takeHeads, wasPublished } from './store.ts'

/** Fewer characters explain nothing. */
export const MIN_WAIVER_REASON = 10

export interface Publisher {
  channel: 'start' | 'command' | 'desk'
  /** E-mail address, not shown in public. */
  publishedBy: string
  /** Where that is an account. */
  staffId: string | null
  /** The second person, where one was needed. */
  confirmedBy: string | null
}

export type Publication =
  | { kind: 'unchanged' }
  | { kind: 'published'; dataset: string; version: number; hash: string; difference: Difference }

/**
 * Publishes a package whole or not at all; a package that changes nothing writes nothing.
 * @param seen fingerprint of the difference that someone agreed to; absent where nobody looked
 * @throws DomainError invalid: findings block it, a waiver is none, a change lacks its reason, or it holds samples and
 *   the site is no demonstration; forbidden: a correction at the desk that nobody confirmed; conflict: another
 *   publication came in between and the package would now correct other figures than those agreed to
 */
export async function publishPackage(
  ctx: Context,
  check: CheckResult,
  by: Publisher,
  waivers: readonly Waiver[],
  seen?: string,
): Promise<Publication> {
  const pkg = requirePublishable(ctx, check, waivers)
  const descriptor = canonicalDescriptor(pkg)
  const files = listFiles(canonicalFiles(descriptor, pkg))
  const prepared: Prepared = {
    pkg,
    files: JSON.stringify(files),
    contentHash: contentHash(files),
    descriptor: JSON.stringify(descriptor),
    waivers: JSON.stringify(usedWaivers(check, waivers)),
  }
  const difference = await differenceOf(ctx.db.read, pkg)
  requireAgreed(difference, by, seen)
  return ctx.db.transaction((tx) => publishIn(ctx, tx, prepared, by, { difference, seen }))
}

interface Prepared {
  pkg: ReadPackage
  files: string
  contentHash: string
  descriptor: string
  waivers: string
}

async function publishIn(
  ctx: Context,
  tx: Writer,
  { pkg, ...columns }: Prepared,
  by: Publisher,
  expected: { difference: Difference; seen: string | undefined },
): Promise<Publication> {
  const heads = await takeHeads(tx)
  // Whoever published since the difference was worked out moved the head.
  const stale = heads.figures.seq !== expected.difference.head
  const difference = stale ? await differenceOf(tx, pkg) : expected.difference
  const { name: dataset, title, sample } = pkg.descriptor
  if (stale) requireStillAgreed(difference, by, expected)
  const newest = await findNewest(tx, dataset)
  if (newest?.content_hash === columns.contentHash && isWithoutChange(difference))
    return { kind: 'unchanged' }
  if (by.channel === 'start' && (await wasPublished(tx, dataset, columns.contentHash))) {
    return { kind: 'unchanged' }
  }

  const release = {
    seq: heads.releases.seq + 1,
    dataset,
    version: (newest?.version ?? 0) + 1,
    publishedAt: ctx.now().toISOString(),
  }
  const unchanged = difference.entries.filter(({ kind }) => kind === 'unchanged')
  const standing = await findSeqs(
    tx,
    unchanged.map(({ figureId }) => figureId),
  )
  const appended = appendTo(heads.figures, pkg, difference, release, standing)
  const content: ReleaseContent = {
    dataset,
    version: release.version,
    title,
    sample: sample ? 1 : 0,
    channel: by.channel,
    published_by: by.publishedBy,
    staff_id: by.staffId,
    confirmed_by: by.confirmedBy,
    published_at: release.publishedAt,
    descriptor: columns.descriptor,
    files: columns.files,
    content_hash: columns.contentHash,
    waivers: columns.waivers,
    counts: JSON.stringify(difference.counts),
    last_revision_hash: appended.head.hash,
  }
  const hash = hashRelease(release.seq, heads.releases.hash, content)
  const row = { seq: release.seq, ...content, prev_hash: heads.releases.hash, hash }
  const key = openSigningKey(ctx.config)
  const signature = key.sign(manifestText(manifestOf(row)))
  await insertRelease(tx, { ...row, key_id: key.id, signature })
  await insertAppended(tx, appended)
  await moveHead(tx, 'figures', appended.head)
  await moveHead(tx, 'releases', { seq: release.seq, hash })
  await bumpRevisions(tx, tagsOf(difference))
  return { kind: 'published', dataset, version: release.version, hash, difference }
}

function requirePublishable(ctx: Context, check: CheckResult, waivers: readonly Waiver[]): ReadPackage {
  const faults = waivers.flatMap((waiver, at) => faultsOf(waiver, at))
  if (faults.length > 0) throw new DomainError('invalid', 'a waiver cannot be used', { fields: faults })
  const blocking = blockingTypes(check, waivers)
  if (check.package === null || blocking.length > 0) {
    throw new DomainError('invalid', `findings block it: ${blocking.join(', ')}`, {
      fields: blocking.map((code) => ({ pointer: '/findings', code })),
    })
  }
  if (check.package.descriptor.sample && !ctx.config.demo) {
    throw new DomainError('invalid', 'samples are for demonstrations', {
      fields: [{ pointer: '/sample', code: 'sample-in-public' }],
    })
  }
  requireWhole(check, check.package)
  return check.package
}

/** A row that a check left out would be missing in public, without a word. */
function requireWhole({ rowCounts }: CheckResult, { rows, claims }: ReadPackage): void {
  const counted = [...rowCounts.values()].reduce((sum, count) => sum + count, 0)
  if (counted !== rows.length + claims.length) throw new Error('the package lost rows while it was checked')
}

/** The command line and forms hand over whatever someone wrote. */
function faultsOf({ type, reason }: { type: string; reason: string }, at: number): FieldFault[] {
  const faults: FieldFault[] = []
  if (!isWaivable(type)) faults.push({ pointer: `/waivers/${at}/type`, code: 'not-waivable' })
  if (Array.from(reason.trim()).length < MIN_WAIVER_REASON) {
    faults.push({ pointer: `/waivers/${at}/reason`, code: 'too-short', count: MIN_WAIVER_REASON })
  }
  return faults
}

/** Only what a waiver let through becomes part of the public record. */
function usedWaivers({ counts }: CheckResult, waivers: readonly Waiver[]): object[] {
  return waivers
    .map(({ type, reason }) => ({ type, reason: reason.trim(), findings: counts.get(type)?.errors ?? 0 }))
    .filter(({ findings }) => findings > 0)
}

function requireAgreed(difference: Difference, by: Publisher, seen: string | undefined): void {
  if (seen !== undefined && seen !== difference.fingerprint) throw overtaken()
  if (difference.unexplained.length > 0) {
    throw new DomainError('invalid', 'a change of a published figure gives no reason', {
      fields: [{ pointer: '/rows', code: 'revision-reason', count: difference.unexplained.length }],
    })
  }
  if (by.channel === 'desk' && difference.needsSecondPerson && by.confirmedBy === null) {
    throw new DomainError('forbidden', 'a correction needs a second person')
  }
}

function requireStillAgreed(
  difference: Difference,
  by: Publisher,
  { difference: expected, seen }: { difference: Difference; seen: string | undefined },
): void {
  const agreed = seen ?? (by.channel === 'start' ? undefined : expected.fingerprint)
  if (agreed !== undefined && agreed !== difference.fingerprint) throw overtaken()
  if (difference.unexplained.length > 0) throw overtaken()
}

function overtaken(): DomainError {
  return new DomainError('conflict', 'another publication came in between: look at the difference again')
}

function isWithoutChange({ counts }: Difference): boolean {
  return counts.first + counts.revision + counts.correction === 0
}

/** Everything that shows a figure that changed. */
function tagsOf({ entries }: Difference): string[] {
  const tags = new Set(['figures', 'releases'])
  for (const { kind, after } of entries) {
    if (kind === 'unchanged') continue
    tags.add(`unit:${after.unit}`)
    tags.add(after.kind === 'result' ? `indicator:${after.indicator}` : `programme:${after.programme}`)
  }
  return [...tags]
}
