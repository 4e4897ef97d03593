import { isProjection, type Qualifier } from '../domain/figures/rules.ts'
import type { AddressNote } from '../domain/quotes/note-rules.ts'
import { MAX_QUOTE, type Finding } from '../domain/quotes/rules.ts'
import type { Reference } from '../domain/reference/rules.ts'
import { figureStatement } from './figure-names.ts'
import { fill } from './fill.ts'
import { capitalize, formatDate, formatInteger } from './format.ts'
import { shortIssuer } from './result-words.ts'
import { stringsFor, type Language } from './strings.ts'

/** The verdict in a few words. */
export function verdictWords(finding: Finding, lang: Language): string {
  const t = stringsFor(lang).quotes.verdicts
  const { verdict, number, rounded, unnamed, unsure } = finding
  if (verdict === 'current') {
    if (number === null) return t.address
    if (rounded) return t.rounded
    return unnamed.length > 0 || unsure ? t.same : t.current
  }
  return verdict === 'superseded' && number === null ? t.oldAddress : t[verdict]
}

/** What the record says, and what the reader must know to use it; one sentence each. */
export function findingWords(finding: Finding, reference: Reference, lang: Language): string[] {
  const { figure, unsure, unnamed, verdict } = finding
  const t = stringsFor(lang).quotes
  const { status } = figure.current
  const isNumber = verdict === 'current' || verdict === 'superseded' || verdict === 'claim'
  return [
    ...mainWords(finding, reference, lang),
    ...(isProjection(status) && !figure.sample
      ? [fill(t.says.projection, { status: stringsFor(lang).citations.statuses[status] })]
      : []),
    ...(isNumber && unnamed.length > 0
      ? [
          fill(t.remarks.unnamed, {
            dimensions: listWords(
              unnamed.map((name) => t.dimensions[name]),
              lang,
            ),
          }),
        ]
      : []),
    ...(unsure ? [t.remarks.unsure] : []),
    ...qualifierWords(finding, lang),
  ]
}

function mainWords(finding: Finding, reference: Reference, lang: Language): string[] {
  const { verdict, figure, number, claim, field } = finding
  const t = stringsFor(lang).quotes.says
  const value = figureStatement(figure, figure.current, reference, lang)
  const quoted = number?.text ?? ''
  switch (verdict) {
    case 'current':
      return [fill(field === 'rate' ? t.rate : t.current, { value })]
    case 'published':
      return [fill(t.current, { value })]
    case 'superseded':
      return supersededWords(finding, value, reference, lang)
    case 'claim': {
      if (claim === null) return []
      const words = { value, issuer: shortIssuer(claim.document, lang) }
      return [fill(t.claim, { ...words, claim: figureStatement(figure, claim, reference, lang) })]
    }
    case 'different':
      return [fill(t.different, { quoted, value })]
    case 'elsewhere':
      return [fill(t.elsewhere, { quoted })]
    case 'sample':
      return [t.sample]
  }
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
  const words = [fill(template, { date: formatDate(publishedAt), before, after })]
  if (changeReason !== null) {
    words.push(
      fill(t.quotes.says.why, { change: capitalize(t.figures.changes[change]), reason: changeReason }),
    )
  }
  if (after !== now) words.push(fill(t.quotes.says.now, { value: now }))
  return words
}

function qualifierWords(
  { qualifierDiffers, number, figure, claim, superseded }: Finding,
  lang: Language,
): string[] {
  if (!qualifierDiffers || number === null) return []
  const { quotes, figures } = stringsFor(lang)
  const published = (claim ?? superseded?.was.current ?? figure.current).qualifier
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
    return fill(t[note.kind], { ...note, ...(note.kind === 'not-yet' && { asof: formatDate(note.asof) }) })
  }
  const template =
    note.figures === 0
      ? t['dated-table-empty']
      : note.changed === 0
        ? t['dated-table-same']
        : t['dated-table']
  return fill(template, { ...note, asof: formatDate(note.asof) })
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
  return fill(t.tooLong, { length: formatInteger(answer.length), n: formatInteger(MAX_QUOTE) })
}
