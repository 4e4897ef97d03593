import { refreshStatistics } from '../../../db/bulk/statistics.ts'
import type { Writer } from '../../../db/connect.ts'
import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import { bumpRevisions } from '../revisions/store.ts'
import { appendTo, insertAppended, membersOf } from './append.ts'
import { indexFigures } from '../search/keeping.ts'
import { canonicalDescriptor, canonicalFiles, contentHash } from './canonical.ts'
import { linkComments } from './comment-links.ts'
import { differenceOf } from './difference.ts'
import { hashRelease, type ReleaseContent } from './ledger.ts'
import { listFiles, manifestOf, manifestText } from './manifest.ts'
import type { Difference, ReleaseChannel } from './publication-rules.ts'
import { requireExplained, requirePublishable, usedWaivers } from './publishable.ts'
import type { CheckResult, ReadPackage, Waiver } from './rules.ts'
import { openSigningKey } from './signing.ts'
import {
  findNewest,
  findSeqs,
  insertRelease,
  moveHead,
  noteChanges,
  takeHeads,
  wasPublished,
} from './store.ts'

export interface Publisher {
  channel: ReleaseChannel
  /** E-mail address, not shown in public. */
  publishedBy: string
  /** Where that is an account. */
  staffId: string | null
  /** The second person, where one was needed. */
  confirmedBy: string | null
}

export type Publication =
  | { kind: 'unchanged' }
  | {
      kind: 'published'
      seq: number
      dataset: string
      version: number
      hash: string
      difference: Difference
    }

export interface PublishOptions {
  /** Fingerprint of the difference that someone agreed to; absent where nobody looked. */
  seen?: string
  /** What else belongs into the transaction; what it throws undoes everything. */
  also?: (tx: Writer, releaseSeq: number) => Promise<void>
}

/**
 * Publishes a package whole or not at all; a package that changes nothing writes nothing.
 * @throws DomainError invalid: findings block it, a waiver cannot be used, a change lacks its reason, two figures have
 *   one id, or it holds samples where they do not belong; forbidden: a correction at the desk that nobody confirmed;
 *   conflict: another publication came in between, and the package would now correct other figures than those agreed to
 */
export async function publishPackage(
  ctx: Context,
  check: CheckResult,
  by: Publisher,
  waivers: readonly Waiver[],
  options: PublishOptions = {},
): Promise<Publication> {
  const pkg = requirePublishable(ctx, check, waivers)
  const descriptor = canonicalDescriptor(pkg)
  const files = listFiles(canonicalFiles(descriptor, pkg))
  const difference = await differenceOf(ctx.db.read, pkg)
  requireAgreed(difference, by, options.seen)
  const prepared: Prepared = {
    pkg,
    difference,
    files: JSON.stringify(files),
    contentHash: contentHash(files),
    descriptor: JSON.stringify(descriptor),
    waivers: JSON.stringify(usedWaivers(check, waivers)),
    comparedWith: check.head,
  }
  return ctx.db.transaction((tx) => publishIn(ctx, tx, prepared, by, options))
}

interface Prepared {
  pkg: ReadPackage
  difference: Difference
  files: string
  contentHash: string
  descriptor: string
  waivers: string
  /** {@link CheckResult.head} */
  comparedWith: number | null
}

async function publishIn(
  ctx: Context,
  tx: Writer,
  prepared: Prepared,
  by: Publisher,
  { seen, also }: PublishOptions,
): Promise<Publication> {
  const heads = await takeHeads(tx)
  const { pkg } = prepared
  const { name: dataset, sample } = pkg.descriptor
  const difference = await upToDate(tx, prepared, heads.figures.seq, by, seen)
  const newest = await findNewest(tx, dataset)
  if (newest !== null && (newest.sample === 1) !== sample) throw otherKind(dataset)
  const isKnown =
    by.channel === 'start'
      ? await wasPublished(tx, dataset, prepared.contentHash)
      : newest?.content_hash === prepared.contentHash && isWithoutChange(difference)
  if (isKnown) return { kind: 'unchanged' }
  // What was published since may make a sum wrong that was right.
  const { comparedWith } = prepared
  if (comparedWith !== null && comparedWith !== heads.figures.seq) throw overtaken()

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
    title: pkg.descriptor.title,
    sample: sample ? 1 : 0,
    channel: by.channel,
    published_by: by.publishedBy,
    staff_id: by.staffId,
    confirmed_by: by.confirmedBy,
    published_at: release.publishedAt,
    descriptor: prepared.descriptor,
    content_hash: prepared.contentHash,
    waivers: prepared.waivers,
    counts: JSON.stringify(difference.counts),
    last_revision_hash: appended.head.hash,
  }
  const hash = hashRelease(release.seq, heads.releases.hash, content)
  const { files } = prepared
  const row = { seq: release.seq, ...content, files, prev_hash: heads.releases.hash, hash }
  const key = openSigningKey(ctx.config)
  const signature = key.sign(manifestText(manifestOf(row)))
  await insertRelease(tx, { ...row, key_id: key.id, signature })
  await insertAppended(tx, appended)
  await indexFigures(ctx, tx, membersOf(appended), heads.figures.seq)
  await linkComments(tx, appended.revisions)
  await refreshStatistics(tx, difference.entries.length)
  await moveHead(tx, 'figures', appended.head)
  await moveHead(tx, 'releases', { seq: release.seq, hash })
  await bumpRevisions(tx, tagsOf(difference))
  if (!sample) await noteChanges(tx, subjectsOf(difference), release.publishedAt)
  await also?.(tx, release.seq)
  return { kind: 'published', seq: release.seq, dataset, version: release.version, hash, difference }
}

function requireAgreed(difference: Difference, by: Publisher, seen: string | undefined): void {
  if (seen !== undefined && seen !== difference.fingerprint) throw overtaken()
  requireExplained(difference)
  if (by.channel === 'desk' && difference.needsSecondPerson && by.confirmedBy === null) {
    throw new DomainError('forbidden', 'a correction needs a second person')
  }
}

/** Whoever published since the difference was worked out moved the head: then it is worked out again. */
async function upToDate(
  tx: Writer,
  { pkg, difference: expected }: Prepared,
  head: number,
  by: Publisher,
  seen: string | undefined,
): Promise<Difference> {
  if (head === expected.head) return expected
  const difference = await differenceOf(tx, pkg)
  const agreed = seen ?? (by.channel === 'start' ? difference.fingerprint : expected.fingerprint)
  if (agreed !== difference.fingerprint || difference.unexplained.length > 0) throw overtaken()
  return difference
}

function overtaken(): DomainError {
  return new DomainError('conflict', 'another publication came in between: look at the difference again')
}

function otherKind(dataset: string): DomainError {
  return new DomainError('invalid', `${dataset} holds figures of the other kind, real or sample`, {
    fields: [{ pointer: '/name', code: 'dataset-kind' }],
  })
}

function isWithoutChange({ counts }: Difference): boolean {
  return counts.first + counts.revision + counts.correction === 0
}

/** Pages of what a release changed, as `figure_change` names them. */
function subjectsOf({ entries }: Difference): string[] {
  const changed = entries.filter(({ kind }) => kind !== 'unchanged').map(({ after }) => after)
  const subjects = changed.flatMap((figure) => [
    `unit:${figure.unit}`,
    figure.kind === 'result'
      ? `indicator:${figure.indicator}`
      : `funding:${figure.programme}/${figure.period}`,
  ])
  return [...new Set(subjects)].sort()
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
