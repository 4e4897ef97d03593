import type { Claim, SourceDocument } from '../domain/figures/rules.ts'
import type { Reference } from '../domain/reference/rules.ts'
import type { DifferenceEntry, PartChange } from '../domain/releases/publication-rules.ts'
import type { FigureRow } from '../domain/releases/rules.ts'
import { formatExactMoney } from './figures.ts'
import { fill } from './fill.ts'
import { formatDate } from './format.ts'
import { valueOfRow } from './release-words.ts'
import { deskStringsFor, type DeskLanguage } from './desk-strings.ts'
import { stringsFor } from './strings.ts'

/** What a figure says now, and what it would say: `10 nhà`, `11 nhà`; numbers that stay are said to. */
export function stepWords(
  { before, after, sameNumbers }: DifferenceEntry,
  reference: Reference,
  lang: DeskLanguage,
): { old: string; now: string } {
  const t = deskStringsFor(lang).releases.difference
  const now = valueOfRow(after, after, reference, lang)
  if (before === null) return { old: '', now }
  const old = valueOfRow(before, after, reference, lang)
  if (sameNumbers) return { old, now: `${now} (${t.sameNumber})` }
  if (old !== now) return { old, now }
  // Printed in billions, two amounts may look the same.
  return { old: `${old} (${exactly(before, lang)})`, now: `${now} (${exactly(after, lang)})` }
}

function exactly(
  said: { value?: string | null; allocated?: number | null; disbursed?: number | null },
  lang: DeskLanguage,
): string {
  const { allocated = null, disbursed = null, value = null } = said
  const amounts = [allocated, disbursed].flatMap((amount) =>
    amount === null ? [] : [formatExactMoney(amount, lang)],
  )
  return amounts.join(', ') || (value ?? '')
}

/** One thing besides its numbers that a figure would say differently: `Nguồn: A → B`. */
export function partWords(
  change: PartChange,
  row: FigureRow,
  reference: Reference,
  lang: DeskLanguage,
): string {
  const { figures } = stringsFor(lang)
  const t = deskStringsFor(lang).releases.difference.parts
  const step = (before: string | null, after: string | null): string =>
    fill(t.step, { name: t[change.part], before: before ?? t.none, after: after ?? t.none })
  switch (change.part) {
    case 'qualifier':
      return step(
        change.before && figures.qualifiers[change.before],
        change.after && figures.qualifiers[change.after],
      )
    case 'status':
      return step(figures.statuses[change.before], figures.statuses[change.after])
    case 'source': {
      const { before, after } = change
      return step(...apart(before, after, lang))
    }
    case 'claim': {
      const { before, after } = change
      const said = (claim: Claim): string => claimWords(claim, row, reference, lang)
      if (before === null) return after === null ? '' : fill(t.claimAdded, { claim: said(after) })
      if (after === null) return fill(t.claimGone, { claim: said(before) })
      return step(said(before), said(after))
    }
    case 'claim-order':
      return t['claim-order']
    case 'page':
    case 'reason':
    case 'note':
      return step(change.before, change.after)
  }
}

/** Two documents that differ in their name within the package alone are told apart by it. */
function apart(
  before: SourceDocument | null,
  after: SourceDocument | null,
  lang: DeskLanguage,
): [string | null, string | null] {
  const [old, now] = [before && documentWords(before, lang), after && documentWords(after, lang)]
  if (old !== now || before === null || after === null) return [old, now]
  return [`${documentWords(before, lang)} [${before.name}]`, `${documentWords(after, lang)} [${after.name}]`]
}

function documentWords(document: SourceDocument, lang: DeskLanguage): string {
  const { title, issuer, number, date, url, kind, titleDerived, secondary } = document
  const { figures } = stringsFor(lang)
  const t = deskStringsFor(lang).releases.difference.parts
  const parts = [
    `“${title}”`,
    issuer,
    number,
    date === null ? null : formatDate(date, lang),
    figures.origins[kind === 'press' ? 'reported' : kind],
    titleDerived ? t.derivedTitle : null,
    secondary ? t.secondary : null,
    url,
  ]
  return parts.filter((part) => part !== null).join(', ')
}

function claimWords(claim: Claim, row: FigureRow, reference: Reference, lang: DeskLanguage): string {
  const { value, allocated, disbursed, qualifier } = claim
  const said = { status: 'final', qualifier } as const
  const asRow = row.kind === 'result' ? { ...row, ...said, value } : { ...row, ...said, allocated, disbursed }
  const text = valueOfRow(asRow, row, reference, lang)
  const parts = [documentWords(claim.document, lang), claim.page, claim.note]
  return `${text} (${parts.filter((part) => part !== null).join('; ')})`
}
