import { isProjection, type Figure, type FigureStatus, type Qualifier } from '../domain/figures/rules.ts'
import type { AddressNote } from '../domain/quotes/note-rules.ts'
import { MAX_QUOTE, isConfirmed, type Finding } from '../domain/quotes/rules.ts'
import { PROVINCE, type Reference } from '../domain/reference/rules.ts'
import { figureStatement } from './figure-names.ts'
import { fill } from './fill.ts'
import { capitalize, formatDate, formatInteger } from './format.ts'
import { formatPeriod } from './figures.ts'
import { changeWords, shortIssuer } from './result-words.ts'
import { stringsFor, type Language } from './strings.ts'

/** The verdict in a few words. Only what {@link isConfirmed} holds of is called right. */
export function verdictWords(finding: Finding, lang: Language): string {
  const t = stringsFor(lang).quotes.verdicts
  const { verdict, number, rounded, unnamed, unsure, figure } = finding
  if (finding.cited === 'hash') return t.wrongHash
  if (finding.cited === 'edition') return t.otherEdition
  if (verdict === 'superseded' && (number === null || saysSame(finding))) return t.oldAddress
  if (finding.answer !== null) return verdict === 'different' ? t.otherAnswer : t.answer
  if (verdict !== 'current') return t[verdict]
  if (number === null) return t.address
  if (unnamed.length > 0 || unsure) return t.same
  if (!isConfirmed(finding)) return t.qualifier
  if (finding.computed !== null) return rounded ? t.computedRounded : t.computed
  const { status } = figure.current
  if (!TOLD.includes(status)) return rounded ? t.rounded : t.current
  return fill(rounded ? t.projectionRounded : t.projection, {
    status: stringsFor(lang).figures.statuses[status],
  })
}

/** Whether a revision was replaced by one with the same numbers. */
function saysSame({ superseded }: Finding): boolean {
  if (superseded === null) return false
  const [was, by] = [superseded.was.current, superseded.by.current]
  return (['value', 'allocated', 'disbursed', 'qualifier', 'status'] as const).every(
    (key) => was[key] === by[key],
  )
}

/** Statuses without which "right" would say that the number is reached, or settled. */
const TOLD: readonly FigureStatus[] = ['provisional', 'target', 'forecast']

/** What the record says, and what the reader must know to use it; one sentence each. */
export function findingWords(finding: Finding, reference: Reference, lang: Language): string[] {
  const { figure, unsure, unread } = finding
  const t = stringsFor(lang).quotes
  const { status } = figure.current
  return [
    ...mainWords(finding, reference, lang),
    ...(isProjection(status) && !figure.sample
      ? [fill(t.says.projection, { status: stringsFor(lang).citations.statuses[status] })]
      : []),
    ...(unread.length > 0 && !figure.sample ? [unreadWords(unread, lang)] : []),
    ...unnamedWords(finding, lang),
    ...(unsure ? [t.remarks.unsure] : []),
    ...qualifierWords(finding, lang),
  ]
}

/** Pieces of a quote that are listed; a long text can have hundreds. */
const MAX_UNREAD = 6

function unreadWords(unread: readonly string[], lang: Language): string {
  const t = stringsFor(lang).quotes
  const shown = unread.slice(0, MAX_UNREAD).map((words) => `“${words}”`)
  const words = [...shown, ...(unread.length > MAX_UNREAD ? [t.remarks.moreUnread] : [])].join(', ')
  return fill(t.remarks.unread, { words })
}

/** What may stand in the words that were not understood is not said to be missing. */
function unnamedWords({ verdict, unnamed, unread, figure }: Finding, lang: Language): string[] {
  const t = stringsFor(lang).quotes
  const isNumber = verdict !== 'different' && verdict !== 'elsewhere' && verdict !== 'published'
  const missing = unnamed.filter((name) => unread.length === 0 || name === 'period' || name === 'amount')
  if (!isNumber || verdict === 'sample' || missing.length === 0) return []
  if (missing.length === 1 && missing[0] === 'unit' && figure.unit === PROVINCE) return [t.remarks.noUnit]
  const dimensions = listWords(
    missing.map((name) => t.dimensions[name]),
    lang,
  )
  return [fill(t.remarks.unnamed, { dimensions })]
}

function mainWords(finding: Finding, reference: Reference, lang: Language): string[] {
  const { verdict, figure, number, claims, field } = finding
  const t = stringsFor(lang).quotes.says
  const value = figureStatement(figure, figure.current, reference, lang)
  const quoted = number?.text ?? ''
  if (finding.computed !== null) return computedWords(finding, finding.computed, reference, lang)
  const current = isYesNo(figure, reference) ? t.answer : t.current
  switch (verdict) {
    case 'current':
    case 'unread':
      return [fill(field === 'rate' ? t.rate : current, { value })]
    case 'published':
      return [fill(current, { value })]
    case 'superseded':
      return supersededWords(finding, value, reference, lang)
    case 'claim': {
      const told = claims.map((claim) =>
        fill(t.claimOf, {
          issuer: shortIssuer(claim.document, lang),
          claim: figureStatement(figure, claim, reference, lang),
        }),
      )
      return [fill(t.claim, { value, claims: told.join('; ') })]
    }
    case 'misquoted': {
      const { addressed } = finding
      if (addressed === null) return []
      const before = figureStatement(addressed, addressed.current, reference, lang)
      return [fill(t.misquoted, { n: addressed.current.revision, before }), fill(current, { value })]
    }
    case 'different':
      if (finding.answer !== null) return [t.otherAnswer, fill(current, { value })]
      return [fill(t.different, { quoted, value })]
    case 'elsewhere':
      return [fill(t.elsewhere, { quoted }), fill(current, { value })]
    case 'sample':
      return [t.sample]
  }
}

/** `Trang tính: từ 21,66 % (năm 2021) đến 11,11 % (năm 2024) là giảm 10,55 điểm %.` */
function computedWords(
  { figure }: Finding,
  { from }: NonNullable<Finding['computed']>,
  reference: Reference,
  lang: Language,
): string[] {
  const indicator = figure.kind === 'result' ? reference.indicators.get(figure.indicator) : undefined
  const [first, last] = [from.current.value, figure.current.value]
  if (indicator === undefined || first === null || last === null) return []
  const decimals = Math.max(...[first, last].map((value) => value.split('.')[1]?.length ?? 0))
  const change = changeWords((Number(last) - Number(first)).toFixed(decimals), indicator, lang)
  return [
    fill(stringsFor(lang).quotes.says.computed, {
      first: figureStatement(from, from.current, reference, lang),
      firstPeriod: formatPeriod(from.period, lang),
      last: figureStatement(figure, figure.current, reference, lang),
      lastPeriod: formatPeriod(figure.period, lang),
      change,
    }),
  ]
}

function isYesNo(figure: Figure, { indicators }: Reference): boolean {
  return figure.kind === 'result' && indicators.get(figure.indicator)?.kind === 'yes-no'
}

function supersededWords(
  { superseded }: Finding,
  now: string,
  reference: Reference,
  lang: Language,
): string[] {
  if (superseded === null) return []
  const { was, by } = superseded
  const t = stringsFor(lang)
  const { change, changeReason, publishedAt } = by.current
  const before = figureStatement(was, was.current, reference, lang)
  const after = figureStatement(by, by.current, reference, lang)
  const template = before === after ? t.quotes.says.supersededSame : t.quotes.says.superseded
  const words = [fill(template, { date: formatDate(publishedAt, lang), before, after })]
  if (changeReason !== null) {
    words.push(
      fill(t.quotes.says.why, { change: capitalize(t.figures.changes[change]), reason: changeReason }),
    )
  }
  if (after !== now) words.push(fill(t.quotes.says.now, { value: now }))
  return words
}

function qualifierWords(
  { qualifierDiffers, number, figure, superseded, verdict, field }: Finding,
  lang: Language,
): string[] {
  // Each source's own words stand with it.
  if (!qualifierDiffers || number === null || verdict === 'claim' || figure.sample) return []
  const { quotes, figures } = stringsFor(lang)
  const recorded = (superseded?.was ?? figure).current.qualifier
  const published = field === 'rate' && recorded !== null ? 'about' : recorded
  const word = (qualifier: Qualifier): string => figures.qualifiers[qualifier]
  const { remarks } = quotes
  if (published === null) {
    return number.qualifier === null ? [] : [fill(remarks.addsQualifier, { word: word(number.qualifier) })]
  }
  return number.qualifier === null
    ? [fill(remarks.hasQualifier, { word: word(published) })]
    : [fill(remarks.otherQualifier, { published: word(published), quoted: word(number.qualifier) })]
}

/** What is said of a quoted address beside its findings. */
export function noteWords(note: AddressNote, lang: Language): string {
  const t = stringsFor(lang).quotes.notes
  if (note.kind !== 'dated-table') {
    return fill(t[note.kind], {
      ...note,
      ...(note.kind === 'not-yet' && { asof: formatDate(note.asof, lang) }),
    })
  }
  const template =
    note.figures === 0
      ? t['dated-table-empty']
      : note.changed === 0
        ? t['dated-table-same']
        : t['dated-table']
  return fill(template, { ...note, asof: formatDate(note.asof, lang) })
}

/** `chỉ số, địa phương và kỳ` */
function listWords(words: readonly string[], lang: Language): string {
  const last = words.at(-1) ?? ''
  const others = words.slice(0, -1)
  return others.length === 0 ? last : `${others.join(', ')}${stringsFor(lang).quotes.and}${last}`
}

/** Why a text cannot be checked; null where it can. */
export function quoteProblem(
  answer: { kind: 'empty' } | { kind: 'too-long'; length: number } | { kind: 'checked' },
  lang: Language,
): string | null {
  const t = stringsFor(lang).quotes
  if (answer.kind === 'checked') return null
  if (answer.kind === 'empty') return t.empty
  return fill(t.tooLong, { length: formatInteger(answer.length, lang), n: formatInteger(MAX_QUOTE, lang) })
}
