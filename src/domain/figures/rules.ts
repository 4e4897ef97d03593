import { parsePeriod, periodSlug } from '../periods/rules.ts'

export const FIGURE_STATUSES = [
  'final',
  'provisional',
  'revised',
  'not-available',
  'not-applicable',
  'confidential',
  'target',
  'forecast',
] as const
export type FigureStatus = (typeof FIGURE_STATUSES)[number]

/** Statuses that say why there is no number; with any other the number stands. */
export const EMPTY_STATUSES = ['not-available', 'not-applicable', 'confidential'] as const

export const QUALIFIERS = ['more-than', 'about', 'nearly', 'at-least', 'average'] as const
export type Qualifier = (typeof QUALIFIERS)[number]

export type FigureKind = 'result' | 'funding'
export type ChangeKind = 'first' | 'revision' | 'correction'

/** What a result speaks of. */
export interface ResultKey {
  indicator: string
  unit: string
  /** Code of a period. */
  period: string
  /** Part of the whole that is counted; empty for the whole. */
  breakdown: string
}

/** What a funding line speaks of. Empty project, source or capital: all of them together. */
export interface FundingKey {
  programme: string
  project: string
  source: string
  capital: string
  unit: string
  period: string
}

/** Permanent id of a result: `ty-le-ho-ngheo_son-la_2022`; of a sample `minh-hoa_…`. */
export function resultId({ indicator, unit, period, breakdown }: ResultKey, sample: boolean): string {
  return joinId(sample, [indicator, unit, periodSlug(period), breakdown])
}

/** Permanent id of a funding line: `kinh-phi_<programme>_<project>_…_<unit>_<period>`, empty dimensions left out. */
export function fundingId(key: FundingKey, sample: boolean): string {
  const { programme, project, source, capital, unit, period } = key
  const projectPart = project === '' ? '' : `du-an-${project.replaceAll('.', '-')}`
  return joinId(sample, ['kinh-phi', programme, projectPart, source, capital, unit, periodSlug(period)])
}

function joinId(sample: boolean, parts: readonly string[]): string {
  return [sample ? 'minh-hoa' : '', ...parts].filter((part) => part !== '').join('_')
}

/** A document that a figure rests on. */
export interface SourceDocument {
  /** Name within its data package. */
  name: string
  title: string
  /** The title was rebuilt from the address of the page. */
  titleDerived: boolean
  issuer: string | null
  number: string | null
  /** `2022-12-31`, `2022-12` or `2022`. */
  date: string | null
  url: string | null
  kind: 'official' | 'press' | 'sample'
  /** Known through a translation, a repost or another's account only. */
  secondary: boolean
}

/** The numbers of a figure. A result has a value, a funding line amounts. */
export interface Amounts {
  /** Decimal number exactly as published: `17.83`. Null where there is none. */
  value: string | null
  /** Whole VND. */
  allocated: number | null
  disbursed: number | null
  qualifier: Qualifier | null
}

/** Yes and no as data packages and the database write them, so that what is exported is what was published. */
const WRITTEN = { '1': 'yes', '0': 'no' } as const

/** @param yesNo the indicator asks yes or no */
export function writeValue(value: string | null, yesNo: boolean): string | null {
  return yesNo && (value === '1' || value === '0') ? WRITTEN[value] : value
}

/** A written value as the rest of the site knows it: `1` and `0` for yes and no. */
export function readValue(written: string | null): string | null {
  return written === 'yes' ? '1' : written === 'no' ? '0' : written
}

export function isYesNo(written: string | null): boolean {
  return readValue(written) !== written
}

/** Another value that was reported for a figure. */
export interface Claim extends Amounts {
  document: SourceDocument
  page: string | null
  note: string | null
}

/** What a figure says from one release on. */
export interface FigureRevision extends Amounts {
  /** Counts the revisions of one figure, from 1. */
  revision: number
  status: FigureStatus
  document: SourceDocument | null
  page: string | null
  note: string | null
  /** Why this source is followed where sources disagree. */
  sourceReason: string | null
  claims: Claim[]
  change: ChangeKind
  /** Public; null for the first. */
  changeReason: string | null
  release: { seq: number; dataset: string; version: number }
  /** Moment, ISO-8601 UTC. */
  publishedAt: string
  hash: string
  previousHash: string
}

interface FigureHead {
  id: string
  sample: boolean
  /** Revisions that there are by now, also where an earlier one is shown. */
  revisions: number
  /** The one that stands, or stood on the day that was asked for. */
  current: FigureRevision
}

export interface ResultFigure extends FigureHead, ResultKey {
  kind: 'result'
}

export interface FundingFigure extends FigureHead, FundingKey {
  kind: 'funding'
}

export type Figure = ResultFigure | FundingFigure

export function isEmptyStatus(status: FigureStatus): boolean {
  return (EMPTY_STATUSES as readonly FigureStatus[]).includes(status)
}

/** A target or a forecast: drawn and labelled apart from what was reached. */
export function isProjection(status: FigureStatus): boolean {
  return status === 'target' || status === 'forecast'
}

/** Where a figure comes from, in the one word that decides how it is marked. */
export function originOf(figure: {
  sample: boolean
  current: Pick<FigureRevision, 'document'>
}): 'official' | 'reported' | 'sample' {
  if (figure.sample) return 'sample'
  return figure.current.document?.kind === 'official' ? 'official' : 'reported'
}

/** Disbursed as a share of allocated, in percent; computed wherever it is shown. Null where it means nothing. */
export function disbursementRate({
  allocated,
  disbursed,
}: Pick<Amounts, 'allocated' | 'disbursed'>): number | null {
  if (allocated === null || disbursed === null || allocated === 0) return null
  return (disbursed / allocated) * 100
}

export const figureAddress = (id: string): `/so-lieu/${string}` => `/so-lieu/${id}`
/** What a comment on a figure, or on one revision of it, names. */
export const figureTarget = (id: string, revision?: number): `figures/${string}` =>
  revision === undefined ? `figures/${id}` : `figures/${id}/v${revision}`
export const revisionAddress = (id: string, revision: number): `/so-lieu/${string}/v${number}` =>
  `/so-lieu/${id}/v${revision}`

/** Where a value that is shown can be read: its figure, or the frozen revision where a later one stands by now. */
export function shownAddress({ id, revisions, current }: Figure): string {
  return current.revision < revisions ? revisionAddress(id, current.revision) : figureAddress(id)
}

/** A cell that changes a published figure: the reason on its first line, below it the note that stays. */
const CHANGE_NOTE = /^(correction|revision):[^\S\r\n]*(\S[^\r\n]*)(?:\r?\n|\r|$)([\s\S]*)$/u

const COMMENT_LINE = /^[^\S\r\n]*comment:[^\S\r\n]*(\S+)[^\S\r\n]*(?:\r?\n|\r|$)([\s\S]*)$/u

export interface ReadNote {
  change: { change: 'correction' | 'revision'; reason: string } | null
  /** Id of the reader's comment that led to the correction: `comment: <id>` on the line after the reason. */
  comment: string | null
  /** What the figure itself is noted with; null where there is nothing. */
  text: string | null
}

/** Takes the cell `note` apart: `correction: …` or `revision: …` on its first line is the public reason of a change. */
export function readNote(note: string | null): ReadNote {
  const match = CHANGE_NOTE.exec(note ?? '')
  const [, comment, rest] = (match?.[1] === 'correction' ? COMMENT_LINE.exec(match[3] ?? '') : null) ?? []
  const text = (match === null ? (note ?? '') : (rest ?? match[3] ?? '')).trim()
  const change =
    match === null
      ? null
      : { change: match[1] as 'correction' | 'revision', reason: (match[2] ?? '').trimEnd() }
  return { change, comment: comment ?? null, text: text === '' ? null : text }
}

/** The comment that a revision followed; null for other changes. */
export function commentBehind({ change, note }: Pick<FigureRevision, 'change' | 'note'>): string | null {
  return change === 'correction' ? readNote(note).comment : null
}

/** A figure's note as readers see it: without the reason of a change, which stands on its own. */
export function publicNote(note: string | null): string | null {
  return readNote(note).text
}

/** The first sentence of a figure's note, for where it stands beside others; `cut` where it goes on. */
export function noteInBrief(note: string | null): { text: string; cut: boolean } | null {
  const whole = publicNote(note)
  if (whole === null) return null
  const [text] = /^.*?[.!?](?=\s+\p{Lu}|$)/su.exec(whole) ?? [whole]
  return { text, cut: text.length < whole.length }
}

/** Orders figures by the time they speak of. */
export function byPeriod(a: { period: string }, b: { period: string }): number {
  const [first, second] = [parsePeriod(a.period), parsePeriod(b.period)]
  if (first === null || second === null) return compareText(a.period, b.period)
  return compareText(first.end, second.end) || compareText(first.start, second.start)
}

/** Codes and days are ASCII: no language has a say in their order. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
