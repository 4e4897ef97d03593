import { revisionAddress } from '../domain/figures/rules.ts'
import type { Reference } from '../domain/reference/rules.ts'
import type { LedgerEntry } from '../domain/releases/publication-rules.ts'
import { releaseAddress } from '../domain/releases/rules.ts'
import { figureStatement, figureTitle } from './figure-names.ts'
import { fill } from './fill.ts'
import { formatInteger } from './format.ts'
import { stringsFor, type Language } from './strings.ts'

/** One line of the ledger, the way its files give it. */
export interface LedgerLine {
  kind: LedgerEntry['kind']
  /** Moment, ISO-8601 UTC. */
  at: string
  title: string
  sample: boolean
  /** Of a change: what the figure said, and what it says since. */
  before: string | null
  after: string | null
  reason: string | null
  /** Of a first publication: how many figures. */
  figures: number | null
  dataset: string
  version: number
  /** Path of the revision, or of the release. */
  path: string
  hash: string
  previousHash: string
}

export function ledgerLine(entry: LedgerEntry, reference: Reference, lang: Language): LedgerLine {
  const { dataset, version, title } = entry.release
  const release = fill(stringsFor(lang).ledger.releaseOf, { title, version })
  if (entry.kind === 'first') {
    const { publishedAt, sample, hash, previousHash } = entry.release
    return {
      ...{ kind: entry.kind, at: publishedAt, title: release, sample },
      ...{ before: null, after: null, reason: null, figures: entry.figures },
      ...{ dataset, version, path: releaseAddress(dataset, version), hash, previousHash },
    }
  }
  const { figure, before } = entry
  const { current } = figure
  return {
    ...{ kind: entry.kind, at: current.publishedAt, sample: figure.sample },
    title: figureTitle(figure, reference, lang),
    before: figureStatement(figure, before, reference, lang),
    after: figureStatement(figure, current, reference, lang),
    reason: current.changeReason,
    figures: null,
    ...{ dataset, version, path: revisionAddress(figure.id, current.revision) },
    ...{ hash: current.hash, previousHash: current.previousHash },
  }
}

/** An entry of a feed: its title, and what it says. */
export function feedWords(line: LedgerLine, lang: Language): { title: string; content: string } {
  const t = stringsFor(lang).ledger
  const kind = t.kinds[line.kind]
  const sample = line.sample ? `${stringsFor(lang).figures.sampleBanner}. ` : ''
  if (line.figures !== null) {
    return {
      title: fill(t.atom.entry, { kind, title: line.title }),
      content: `${sample}${fill(t.firstOf, { n: formatInteger(line.figures, lang) })}.`,
    }
  }
  const change = fill(line.before === line.after ? t.unchanged : t.change, {
    before: line.before ?? '',
    after: line.after ?? '',
  })
  const reason = line.reason === null ? '' : ` ${t.reason}: ${line.reason}`
  return { title: fill(t.atom.entry, { kind, title: line.title }), content: `${sample}${change}.${reason}` }
}
