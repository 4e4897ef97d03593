import type { Writer } from '../../../db/connect.ts'
import type { Correction } from '../news/rules.ts'
import { sha256 } from '../secrets.ts'
import type { ArticleChain } from './ledger.ts'
import { attachNotes, historyOf, type ArticleContent } from './rules.ts'
import { eraseContent, findContent, insertVersion, listEvents } from './store.ts'
import { isSameText, numbersDiffer } from './text-rules.ts'

/** An article as it stands in public at some moment. */
export interface StandingText {
  content: ArticleContent
  /** ISO-8601 UTC. */
  publishedAt: string
}

/** What a start finds of one article. */
export interface ArticleState {
  slug: string
  /** As readers saw it until now; null where nothing stood. */
  before: StandingText | null
  /** As they see it from now on; null where nothing stands: withdrawn, a draft again, moved to a later day. */
  after: StandingText | null
  corrections: readonly Correction[]
  /** Earlier versions whose text must go, and why. */
  withheld: readonly { version: number; reason: string }[]
  /** Why nothing stands, where the office says so. */
  reason: string | null
}

const NOTHING = { content_hash: null, numbers: 0, note_date: null, note: null, minor: 0 } as const

/**
 * Keeps what stood in public and what the office says of the change. Doing it again with the same article adds
 * nothing, so every process of the site may.
 * @param now ISO-8601 UTC
 */
export async function recordArticle(
  tx: Writer,
  chain: ArticleChain,
  state: ArticleState,
  now: string,
): Promise<void> {
  const { slug, before, after } = state
  const known = await listEvents(tx, slug)
  if (before !== null) await stand(tx, chain, slug, before, before.publishedAt)
  if (after === null) {
    await withdraw(tx, chain, state, now)
    return
  }
  await stand(tx, chain, slug, after, known.length === 0 && before === null ? after.publishedAt : now)
  const events = await listEvents(tx, slug)
  for (const { version, correction } of attachNotes(events, state.corrections)) {
    const { date, text, minor } = correction
    await chain.append({
      ...NOTHING,
      ...{ slug, version, kind: 'note', at: now, note_date: date, note: text, minor: minor === true ? 1 : 0 },
    })
  }
  await withhold(tx, chain, state, now)
}

/** Another text is another version; the same text after a withdrawal stands again. */
async function stand(
  tx: Writer,
  chain: ArticleChain,
  slug: string,
  { content }: StandingText,
  from: string,
): Promise<void> {
  const events = await listEvents(tx, slug)
  const last = events.findLast(({ kind }) => kind === 'text')
  const newest = last === undefined ? null : await findContent(tx, slug, last.version)
  if (last !== undefined && newest !== null && isSameText(newest, content)) {
    if (historyOf(events).withdrawn !== null)
      await chain.append({ ...NOTHING, slug, version: last.version, kind: 'restored', at: from })
    return
  }
  const version = (last?.version ?? 0) + 1
  const text = JSON.stringify(ordered(content))
  const at = last === undefined || from > last.at ? from : last.at
  await insertVersion(tx, { slug, version, stands_from: at, content: text })
  await chain.append({
    ...NOTHING,
    ...{ slug, version, kind: 'text', at, content_hash: sha256(text) },
    numbers: newest !== null && numbersDiffer(newest, content) ? 1 : 0,
  })
}

async function withdraw(
  tx: Writer,
  chain: ArticleChain,
  { slug, reason }: ArticleState,
  now: string,
): Promise<void> {
  const events = await listEvents(tx, slug)
  const newest = events.findLast(({ kind }) => kind === 'text')
  // What never stood in public is not withdrawn.
  if (newest === undefined) return
  const { withdrawn } = historyOf(events)
  if (withdrawn !== null && (reason === null || withdrawn.reason === reason)) return
  await chain.append({ ...NOTHING, slug, version: newest.version, kind: 'withdrawn', at: now, note: reason })
}

async function withhold(
  tx: Writer,
  chain: ArticleChain,
  { slug, withheld }: ArticleState,
  now: string,
): Promise<void> {
  const { versions } = historyOf(await listEvents(tx, slug))
  for (const { version, reason } of withheld) {
    const entry = versions.find((candidate) => candidate.version === version)
    // The text that stands now is mended in its file, not hidden.
    if (entry?.until == null || entry.withheld === reason) continue
    await eraseContent(tx, slug, version)
    await chain.append({ ...NOTHING, slug, version, kind: 'withheld', at: now, note: reason })
  }
}

/** The same content is the same JSON, whoever put it together. */
function ordered(content: ArticleContent): ArticleContent {
  const { title, summary, byline, language, cover, bodyHtml, figures, sources } = content
  return { title, summary, byline, language, cover, bodyHtml, figures, sources }
}
