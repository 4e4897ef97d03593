import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import type { ChangeKind, Figure } from '../figures/rules.ts'
import { sayFigure } from '../figures/said-rules.ts'
import { findByHash } from '../figures/store.ts'
import type { Texts } from '../reference/rules.ts'
import type { ChangeCounts, LedgerEntry, ReleaseSummary } from './publication-rules.ts'
import {
  listChangeRows,
  listReleaseRows,
  type ChangeFilter,
  type ChangeRow,
  type ListedRelease,
} from './store.ts'

/** Which figures a page shows. */
export interface ShownFigures {
  indicator?: string | undefined
  programme?: string | undefined
  unit?: string | undefined
  /** Ids. */
  figures?: readonly string[] | undefined
}

/** The page of a notice holds no more; the rest stands in the public ledger. */
const MAX_CORRECTIONS = 50

/** A part of the public ledger. */
export interface LedgerQuery {
  limit: number
  /** Cursor of the page before. */
  after: string | null
  kind?: ChangeKind | undefined
  dataset?: string | undefined
}

/**
 * The public ledger, newest first: corrections and scheduled revisions one by one, first publications as one entry a
 * release. Samples are in it only where the site is a demonstration.
 * @throws DomainError invalid for a cursor that is none
 */
export async function listChanges(
  ctx: Context,
  { limit, after, kind, dataset }: LedgerQuery,
): Promise<{ items: LedgerEntry[]; next: string | null }> {
  const cursor = parseCursor(after)
  const samples = ctx.config.demo
  const changes =
    kind === 'first'
      ? []
      : await listChangeRows(ctx.db.read, {
          samples,
          dataset,
          change: kind,
          limit: limit + 1,
          ...(cursor !== null &&
            (cursor.seq === 0 ? { beforeRelease: cursor.release } : { beforeSeq: cursor.seq })),
        })
  // After the changes, so that the release of each is there.
  const releases = await listReleaseRows(ctx.db.read, { samples, ...(dataset !== undefined && { dataset }) })
  const firsts =
    kind === 'revision' || kind === 'correction' ? [] : releases.filter((row) => isAfter(row, cursor))
  const places = [
    ...firsts
      .filter((row) => countsOf(row).first > 0)
      .map(({ seq }) => ({ release: seq, seq: 0, change: null })),
    ...changes.map((change) => ({ release: change.releaseSeq, seq: change.seq, change })),
  ]
    .sort((a, b) => b.release - a.release || b.seq - a.seq)
    .slice(0, limit + 1)
  const shown = places.slice(0, limit)
  const read = await readChanges(
    ctx,
    shown.flatMap(({ change }) => change ?? []),
  )
  const byRelease = new Map(releases.map((row) => [row.seq, toSummary(row, ctx.reference.texts)]))
  const items = shown.map(({ release: seq, change }): LedgerEntry => {
    const release = known(byRelease.get(seq))
    if (change === null) return { kind: 'first', release, figures: release.counts.first }
    return { ...known(read.get(change.seq)), release }
  })
  const last = places.length > limit ? shown.at(-1) : undefined
  return { items, next: last === undefined ? null : `${last.release}.${last.seq}` }
}

/** Corrections of the figures of a page, newest first. */
export async function correctionsFor(
  ctx: Context,
  shown: ShownFigures,
): Promise<Extract<LedgerEntry, { kind: 'revision' | 'correction' }>[]> {
  if (shown.figures?.length === 0) return []
  const samples = ctx.config.demo
  const filter: ChangeFilter = { ...shown, samples, change: 'correction', limit: MAX_CORRECTIONS }
  const changes = await listChangeRows(ctx.db.read, filter)
  if (changes.length === 0) return []
  const read = await readChanges(ctx, changes)
  const releases = new Map(
    (await listReleaseRows(ctx.db.read, { samples })).map((row) => [
      row.seq,
      toSummary(row, ctx.reference.texts),
    ]),
  )
  return changes.map(({ seq, releaseSeq }) => ({
    ...known(read.get(seq)),
    release: known(releases.get(releaseSeq)),
  }))
}

type ReadChange = Omit<Extract<LedgerEntry, { kind: 'revision' | 'correction' }>, 'release'>

async function readChanges(
  { db, reference }: Context,
  changes: readonly ChangeRow[],
): Promise<ReadonlyMap<number, ReadChange>> {
  const found = await findByHash(
    db.read,
    changes.flatMap(({ hash, replaced }) => [hash, replaced]),
  )
  const figures = new Map(
    [...found].map(([hash, figure]) => [hash, sayFigure(figure, reference.texts)] as const),
  )
  return new Map(changes.map((change) => [change.seq, toChange(change, figures)]))
}

function toChange({ hash, replaced }: ChangeRow, figures: ReadonlyMap<string, Figure>): ReadChange {
  const figure = known(figures.get(hash))
  const before = known(figures.get(replaced)).current
  return { kind: figure.current.change === 'correction' ? 'correction' : 'revision', figure, before }
}

/** Within one snapshot what a row names is there. */
function known<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('a change leads to nothing')
  return found
}

/** @param texts words of the page's language */
export function toSummary(row: ListedRelease, texts: Texts): ReleaseSummary {
  return {
    seq: row.seq,
    dataset: row.dataset,
    version: row.version,
    title: texts.get(row.title) ?? row.title,
    sample: row.sample === 1,
    publishedAt: row.published_at,
    channel: row.channel,
    publishedBy: row.staff_name,
    confirmed: row.confirmed_by !== null,
    counts: countsOf(row),
    hash: row.hash,
    previousHash: row.prev_hash,
  }
}

function countsOf({ counts }: Pick<ListedRelease, 'counts'>): ChangeCounts {
  return JSON.parse(counts) as ChangeCounts
}

/** Place of the last entry that was seen; `seq` is 0 for a release's first publications, which stand below its changes. */
interface Cursor {
  release: number
  seq: number
}

function parseCursor(text: string | null): Cursor | null {
  if (text === null) return null
  const match = /^(\d{1,9})\.(\d{1,10})$/u.exec(text)
  if (match !== null) return { release: Number(match[1]), seq: Number(match[2]) }
  throw new DomainError('invalid', 'no cursor of the ledger', {
    fields: [{ pointer: '/after', code: 'cursor' }],
  })
}

function isAfter({ seq }: ListedRelease, cursor: Cursor | null): boolean {
  if (cursor === null) return true
  return seq < cursor.release || (seq === cursor.release && cursor.seq > 0)
}
