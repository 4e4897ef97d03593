import type { ArticleEventTable } from '../../../db/schema/article-event.ts'
import { articleAddress, type Article, type Correction } from '../news/rules.ts'

/** What of an article counts as its text: where one of these differs, it is another version. */
export type ArticleContent = Pick<
  Article,
  'title' | 'summary' | 'byline' | 'language' | 'cover' | 'bodyHtml' | 'figures' | 'sources'
>

/** One version in an article's history, without its text. */
export interface VersionEntry {
  version: number
  /** ISO-8601 UTC. */
  from: string
  /** When the next one took its place; null of the newest. */
  until: string | null
  /** What the office says of the change that made it; empty where it said nothing. */
  notes: readonly Correction[]
  /** Nothing but spelling or layout, says the office, and no number changed. */
  minor: boolean
  /** Said to be minor, although a number changed. */
  numbersDespiteMinor: boolean
  /** Why its text is not shown any more. */
  withheld: string | null
}

export interface ArticleHistory {
  /** Oldest first. */
  versions: readonly VersionEntry[]
  /** Where the article stands no more. */
  withdrawn: Withdrawal | null
}

export interface Withdrawal {
  /** ISO-8601 UTC. */
  at: string
  /** Null where the office gave none. */
  reason: string | null
}

/** An article with what became of it since it was published. */
export interface KeptArticle extends Article {
  history: ArticleHistory
}

export type ArticleEvent = Omit<ArticleEventTable, 'prev_hash' | 'hash'>

export const versionAddress = (slug: string, version: number): string =>
  `${articleAddress(slug)}ban/${version}/`

/** The {@link Withdrawal} that an error `gone` carries. */
export function readWithdrawal(current: object | undefined): Withdrawal | null {
  return current !== undefined && 'at' in current ? (current as Withdrawal) : null
}

/** A version's number as an address spells it; null where it is none. */
export function readVersion(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,5}$/u.test(text) ? Number(text) : null
}

/**
 * Reads an article's history out of its events, oldest first. A note that was reworded is shown as it reads now:
 * `current` are the corrections that the article names today.
 */
export function historyOf(
  events: readonly ArticleEvent[],
  current: readonly Correction[] = [],
): ArticleHistory {
  const texts = events.filter(({ kind }) => kind === 'text')
  return {
    versions: texts.map((text, at) => {
      const notes = notesOf(events, text.version, current)
      const claimed = notes.length > 0 && notes.every((note) => note.minor === true)
      return {
        version: text.version,
        from: text.at,
        until: texts[at + 1]?.at ?? null,
        notes,
        minor: claimed && text.numbers === 0,
        numbersDespiteMinor: claimed && text.numbers === 1,
        withheld:
          events.findLast(({ kind, version }) => kind === 'withheld' && version === text.version)?.note ??
          null,
      }
    }),
    withdrawn: withdrawalOf(events),
  }
}

/** The changes that readers are told of at the head of an article: from the second version on, newest last. */
export function changesOf({ versions }: ArticleHistory): readonly VersionEntry[] {
  return versions.filter(({ version }) => version > 1)
}

/**
 * To which version each correction belongs that the events do not know yet: to the one whose note of the same day is
 * gone (it was reworded), otherwise to the newest.
 */
export function attachNotes(
  events: readonly ArticleEvent[],
  current: readonly Correction[],
): { version: number; correction: Correction }[] {
  const known = events.filter(({ kind }) => kind === 'note')
  const newest = Math.max(0, ...events.map(({ version }) => version))
  const free = known.filter((event) => !current.some((correction) => isSame(event, correction)))
  return current
    .filter((correction) => !known.some((event) => isSame(event, correction)))
    .map((correction) => ({
      version: free.findLast(({ note_date: day }) => day === correction.date)?.version ?? newest,
      correction,
    }))
}

function notesOf(
  events: readonly ArticleEvent[],
  version: number,
  current: readonly Correction[],
): Correction[] {
  const notes = events.filter((event) => event.kind === 'note' && event.version === version)
  const stands = (event: ArticleEvent): boolean => current.some((correction) => isSame(event, correction))
  return notes
    .filter(
      (event) =>
        stands(event) || !notes.some((other) => stands(other) && other.note_date === event.note_date),
    )
    .map(({ note_date: date, note, minor }) => ({
      date: date ?? '',
      text: note ?? '',
      ...(minor === 1 && { minor: true }),
    }))
}

function withdrawalOf(events: readonly ArticleEvent[]): Withdrawal | null {
  const steps = events.filter(({ kind }) => kind !== 'note' && kind !== 'withheld')
  const last = steps.at(-1)
  if (last?.kind !== 'withdrawn') return null
  // A reason that was given later is another event; the first of them says since when.
  const stood = steps.findLastIndex(({ kind }) => kind !== 'withdrawn')
  return { at: steps[stood + 1]?.at ?? last.at, reason: last.note }
}

function isSame(event: ArticleEvent, { date, text, minor = false }: Correction): boolean {
  return event.note_date === date && event.note === text && (event.minor === 1) === minor
}
