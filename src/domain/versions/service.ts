import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import type { Correction } from '../news/rules.ts'
import { compareTexts, type ChangedBlock } from './difference-rules.ts'
import {
  changesOf,
  historyOf,
  type ArticleContent,
  type ArticleHistory,
  type KeptArticle,
  type VersionEntry,
} from './rules.ts'
import { findContent, listChangedSlugs, listEvents } from './store.ts'

/** One version as its page shows it. */
export interface VersionPage {
  entry: VersionEntry
  /** Null where it had to go. */
  content: ArticleContent | null
  /**
   * Against the version that took its place, or of the newest, against the one before; null where there is no other
   * or one of the two is not shown.
   */
  difference: { older: number; newer: number; changes: readonly ChangedBlock[] } | null
}

/** The versions of an article that stands, with what the office says of each change. */
export async function getHistory(
  ctx: Context,
  slug: string,
  current: readonly Correction[],
): Promise<ArticleHistory> {
  return historyOf(await listEvents(ctx.db.read, slug), current)
}

/** @throws DomainError not-found where there is no such version */
export async function getVersion(
  ctx: Context,
  { slug, history }: Pick<KeptArticle, 'slug' | 'history'>,
  version: number | null,
): Promise<VersionPage> {
  const entry = history.versions.find((candidate) => candidate.version === version)
  if (entry === undefined) throw new DomainError('not-found', 'no such version')
  const older = entry.until === null ? entry.version - 1 : entry.version
  const [before, after] = await Promise.all([
    findContent(ctx.db.read, slug, older),
    findContent(ctx.db.read, slug, older + 1),
  ])
  return {
    entry,
    content: entry.until === null ? after : before,
    difference:
      before === null || after === null
        ? null
        : { older, newer: older + 1, changes: compareTexts(before, after) },
  }
}

/** Published articles that changed and whose editor owes readers a note: said at every start. */
export async function listUnexplained(
  ctx: Context,
): Promise<{ slug: string; version: number; cause: 'no-note' | 'numbers-changed' }[]> {
  const found = []
  for (const slug of await listChangedSlugs(ctx.db.read)) {
    const history = historyOf(await listEvents(ctx.db.read, slug))
    if (history.withdrawn !== null) continue
    for (const { version, notes, numbersDespiteMinor } of changesOf(history)) {
      if (notes.length === 0) found.push({ slug, version, cause: 'no-note' as const })
      else if (numbersDespiteMinor) found.push({ slug, version, cause: 'numbers-changed' as const })
    }
  }
  return found
}

/** Versions whose text was to go and is still there: those that stand now, and such as there are not. */
export async function listStillShown(
  ctx: Context,
  articles: readonly { slug: string; withheld: readonly { version: number }[] }[],
): Promise<{ slug: string; version: number }[]> {
  const found = []
  for (const { slug, withheld } of articles.filter((article) => article.withheld.length > 0)) {
    const { versions } = await getHistory(ctx, slug, [])
    const gone = versions.filter((entry) => entry.withheld !== null).map(({ version }) => version)
    found.push(
      ...withheld.filter(({ version }) => !gone.includes(version)).map(({ version }) => ({ slug, version })),
    )
  }
  return found
}
