import type { Context } from '../context.ts'
import { orNotFound } from '../errors.ts'
import type { Figure } from '../figures/rules.ts'
import { getFigure, listFunding, listResults, readAsof } from '../figures/service.ts'
import { sayFigure } from '../figures/said-rules.ts'
import { listRevisions } from '../figures/store.ts'
import { dayAskedFor } from '../periods/rules.ts'
import { readQuotedAddresses, type QuotedAddress, type QuotedTable } from './address-rules.ts'
import { citationAsides, citedMarks, isHash } from './citation-rules.ts'
import type { Candidate } from './compare-rules.ts'
import { ownNumbers } from './fit-rules.ts'
import type { AddressNote } from './note-rules.ts'
import { judgeQuoted, type Finding } from './rules.ts'
import { readStatements, type Statement, type Words } from './statement-rules.ts'

/** Findings that are shown; a table can have changed in more places. */
export const MAX_FINDINGS = 20

export interface Checked {
  findings: Finding[]
  notes: AddressNote[]
}

/** What the addresses of a text say, with the numbers beside them; null where there are none. */
export async function checkAddresses(ctx: Context, text: string, words: Words): Promise<Checked | null> {
  const { hostname } = ctx.config.siteUrl
  const addresses = readQuotedAddresses(text, { hostname, loopback: ctx.config.demo })
  if (addresses.length === 0) return null
  const checked: Checked = { findings: [], notes: [] }
  const known = new Set<string>()
  for (const [at, address] of addresses.entries()) {
    const key = JSON.stringify({ ...address, start: 0, end: 0 })
    // A citation has its address and a key that means the same.
    if (known.has(key)) continue
    known.add(key)
    const found = await checkAddress(ctx, { text, addresses, at, address, words })
    checked.findings.push(...found.findings)
    checked.notes.push(...found.notes)
  }
  return checked
}

interface Quoted {
  text: string
  /** All of the text. */
  addresses: readonly QuotedAddress[]
  /** Which of them is in question. */
  at: number
  address: QuotedAddress
  words: Words
}

async function checkAddress(ctx: Context, quoted: Quoted): Promise<Checked> {
  const { address } = quoted
  const noted = (note: AddressNote): Checked => ({ findings: [], notes: [note] })
  if (address.kind === 'foreign') return noted({ kind: 'foreign', host: address.host })
  if (address.kind === 'page') return noted({ kind: 'page', path: address.path })
  const asof = address.asof === null ? null : dayAskedFor(address.asof, ctx.now())
  if (asof !== null && !isDay(asof)) return noted({ kind: 'no-day', asof })
  if (address.kind === 'table') return checkTable(ctx, address.table, address.path, asof)
  const { id, revision } = address
  const candidate = await orNotFound(getFigure(ctx, id))
  if (candidate === null) return noted({ kind: 'unknown-figure', id })
  const before = readAsof(asof ?? undefined)
  const was = candidate.revisions.findLast(
    ({ current }) =>
      (revision === null || current.revision === revision) &&
      (before === null || current.publishedAt < before),
  )
  if (was === undefined) {
    return noted(
      revision === null
        ? { kind: 'not-yet', id, asof: asof ?? '' }
        : { kind: 'unknown-revision', id, revision },
    )
  }
  return checkCited(ctx, quoted, candidate, was)
}

function checkCited(ctx: Context, quoted: Quoted, candidate: Candidate, was: Figure): Checked {
  const { text, addresses, words } = quoted
  // A citation may have been taken from a page in another language than this one.
  const asides = Object.values(ctx.editions).flatMap(({ site, reference }) =>
    citationAsides(text, sayFigure(was, reference.texts), site.settings),
  )
  const statements = readStatements(text, words, [...addresses, ...asides])
  const { notes, cited } = checkMarks(text, addresses, candidate, was)
  const beside = statementsBeside(quoted, statements, candidate, ctx.reference)
  const findings = (beside.length === 0 ? [null] : beside).map((statement) => ({
    ...judgeQuoted(statement, candidate, was, ctx.reference),
    cited,
  }))
  return { findings, notes }
}

/** Hash and revision that a citation names, held against the revision that its address leads to. */
function checkMarks(
  text: string,
  addresses: readonly QuotedAddress[],
  { revisions }: Candidate,
  was: Figure,
): { notes: AddressNote[]; cited: Finding['cited'] } {
  const places = new Set(addresses.map((address) => (address.kind === 'figure' ? address.id : '')))
  // Of several figures nobody knows whose hash it is.
  if (places.size > 1) return { notes: [], cited: null }
  const { hashes, editions } = citedMarks(text)
  const { revision, hash } = was.current
  const wrong = hashes.find((one) => !isHash(one, hash))
  if (wrong !== undefined) {
    const of = revisions.find(({ current }) => isHash(wrong, current.hash))?.current.revision
    const note: AddressNote =
      of === undefined ? { kind: 'wrong-hash', revision } : { kind: 'other-hash', revision, of }
    return { notes: [note], cited: 'hash' }
  }
  const edition = editions.find((one) => one !== revision)
  if (edition === undefined) return { notes: [], cited: null }
  return { notes: [{ kind: 'other-edition', revision, edition }], cited: 'edition' }
}

/**
 * What says the numbers that go with an address: the one right behind it, as in an id with its value; otherwise those
 * of a text with one address that can be the figure's.
 */
function statementsBeside(
  { addresses, at, address }: Quoted,
  statements: readonly Statement[],
  { figure }: Candidate,
  reference: Context['reference'],
): Statement[] {
  const numbered = statements.filter(({ number }) => number !== null)
  const next = addresses.find(({ start }, other) => other > at && start >= address.end)?.start ?? Infinity
  const behind = numbered.find(
    ({ number }) => number !== null && number.start >= address.end && number.start < next,
  )
  const isAlone = new Set(addresses.map((one) => (one.kind === 'figure' ? one.id : one.start))).size === 1
  if (!isAlone) return behind === undefined ? [] : [behind]
  const own = ownNumbers(numbered, figure, reference)
  if (own.length > 0) return own
  return [behind ?? numbered.at(-1) ?? statements[0]].filter((statement) => statement !== undefined)
}

async function checkTable(
  ctx: Context,
  table: QuotedTable,
  path: string,
  asof: string | null,
): Promise<Checked> {
  if (asof === null) return { findings: [], notes: [{ kind: 'current-table', path }] }
  const then = await listTable(ctx, table, asof)
  const now = new Map((await listTable(ctx, table)).map((figure) => [figure.id, figure]))
  const changed = then.flatMap((was) => {
    const figure = now.get(was.id)
    return figure !== undefined && figure.current.revision > was.current.revision ? [{ was, figure }] : []
  })
  const findings = await Promise.all(
    changed.slice(0, MAX_FINDINGS).map(async ({ was, figure }) => {
      const revisions = await listRevisions(ctx.db.read, figure.id)
      return judgeQuoted(null, { figure, revisions }, was, ctx.reference)
    }),
  )
  const note = { kind: 'dated-table', path, asof, figures: then.length, changed: changed.length } as const
  return { findings, notes: [note] }
}

async function listTable(ctx: Context, table: QuotedTable, asof?: string): Promise<Figure[]> {
  if (table.kind === 'indicator') return listResults(ctx, { indicator: table.indicator, asof })
  if (table.kind === 'funding') {
    return listFunding(ctx, { programme: table.programme, period: table.period, asof })
  }
  const query = { unit: table.unit, asof }
  return [...(await listResults(ctx, query)), ...(await listFunding(ctx, query))]
}

function isDay(asof: string): boolean {
  try {
    return readAsof(asof) !== null
  } catch {
    return false
  }
}
