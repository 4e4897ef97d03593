import type { Context } from '../context.ts'
import { orNotFound } from '../errors.ts'
import type { Figure } from '../figures/rules.ts'
import { getFigure, listFunding, listResults, readAsof } from '../figures/service.ts'
import { findFigures, listRevisions } from '../figures/store.ts'
import { buildVocabulary, type Vocabulary } from './mention-rules.ts'
import { readQuotedAddresses, type QuotedAddress, type QuotedTable } from './address-rules.ts'
import { dayAskedFor } from '../periods/rules.ts'
import { PROVINCE, type Reference } from '../reference/rules.ts'
import { composeText } from './spelling-rules.ts'
import { readStatements, type Statement } from './statement-rules.ts'
import type { WrittenNumber } from './number-rules.ts'
import { MAX_QUOTE, judge, judgeQuoted, judgeRevision, rankFindings, sharpen, type Finding } from './rules.ts'
import type { Candidate } from './compare-rules.ts'
import type { AddressNote } from './note-rules.ts'
import { listIdsByName, listIdsByNumber } from './store.ts'

export type QuoteAnswer =
  | { kind: 'empty' }
  | { kind: 'too-long'; length: number }
  | {
      kind: 'checked'
      /** Best first. */
      findings: Finding[]
      notes: AddressNote[]
      /** Numbers that nothing is known about, as they were written. */
      unknown: string[]
    }

/** Findings that are shown; a table can have changed in more places. */
export const MAX_FINDINGS = 20
/** Periods that are listed where a quote names an indicator and no period. */
const MAX_PUBLISHED = 5
const MAX_BY_NUMBER = 60
const MAX_BY_NAME = 200
/** Decimals that a value may be written with in a package. */
const MAX_DECIMALS = 3

/** Says what the record knows of a quote: an address, an id with a number, or a sentence with numbers. */
export async function checkQuote(ctx: Context, raw: string): Promise<QuoteAnswer> {
  const length = [...raw].length
  if (length > MAX_QUOTE) return { kind: 'too-long', length }
  // Some characters are composed of many: what is read stays as short as what was written.
  const composed = composeText(raw)
    .slice(0, 2 * MAX_QUOTE)
    .trim()
  if (composed === '') return { kind: 'empty' }
  const { config, reference } = ctx
  const addresses = readQuotedAddresses(composed, {
    hostname: config.siteUrl.hostname,
    loopback: config.demo,
  })
  const words = { vocabulary: vocabularyOf(reference), reference }
  const statements = readStatements(composed, words, addresses)
  if (addresses.length > 0) return checkAddresses(ctx, addresses, statements)
  const findings: Finding[] = []
  const unknown: string[] = []
  for (const statement of statements) {
    const found = await checkStatement(ctx, statement)
    findings.push(...found)
    if (statement.number === null || found.some(({ number }) => number !== null)) continue
    unknown.push(statement.number.text)
  }
  return { kind: 'checked', findings: distinct(findings).slice(0, MAX_FINDINGS), notes: [], unknown }
}

const vocabularies = new WeakMap<Reference, Vocabulary>()

/** Built once: it takes longer than reading a quote. */
function vocabularyOf(reference: Reference): Vocabulary {
  const known = vocabularies.get(reference) ?? buildVocabulary(reference)
  vocabularies.set(reference, known)
  return known
}

async function checkStatement(ctx: Context, statement: Statement): Promise<Finding[]> {
  const candidates = await loadCandidates(ctx, await candidateIds(ctx, statement))
  const findings = candidates.flatMap((candidate) => judge(statement, candidate, ctx.reference) ?? [])
  if (findings.length > 0 && statement.number !== null) return sharpen(rankFindings(findings))
  // Where the number is not known, or there is none: what is published of that.
  const published = candidates.flatMap(
    (candidate) => judge({ ...statement, number: null }, candidate, ctx.reference) ?? [],
  )
  return rankFindings(published).slice(0, MAX_PUBLISHED)
}

async function candidateIds(ctx: Context, { number, said }: Statement): Promise<string[]> {
  const { read } = ctx.db
  const units = said.unit?.values ?? [PROVINCE]
  const ids = await Promise.all([
    number === null ? [] : listIdsByNumber(read, soughtNumbers(number), MAX_BY_NUMBER),
    ...(['indicator', 'programme'] as const).map((topic) =>
      listIdsByName(read, { topic, topics: said[topic]?.values ?? [], units }, MAX_BY_NAME),
    ),
  ])
  return [...new Set(ids.flat())]
}

function soughtNumbers({ value, measure, counted }: WrittenNumber): { values: string[]; amounts: number[] } {
  const [whole = '', fraction = ''] = value.split('.')
  const values = [value]
  for (let decimals = Math.max(1, fraction.length + 1); decimals <= MAX_DECIMALS; decimals += 1) {
    values.push(`${whole}.${fraction.padEnd(decimals, '0')}`)
  }
  const amount = Number(value)
  const isAmount = measure !== 'percent' && measure !== 'points' && !counted && Number.isSafeInteger(amount)
  return { values, amounts: isAmount ? [amount] : [] }
}

async function loadCandidates(ctx: Context, ids: readonly string[]): Promise<Candidate[]> {
  const figures = (await findFigures(ctx.db.read, ids)).filter(({ sample }) => !sample || ctx.config.demo)
  return Promise.all(
    figures.map(async (figure) => ({
      figure,
      revisions: figure.revisions === 1 ? [figure] : await listRevisions(ctx.db.read, figure.id),
    })),
  )
}

async function checkAddresses(
  ctx: Context,
  addresses: readonly QuotedAddress[],
  statements: readonly Statement[],
): Promise<QuoteAnswer> {
  const findings: Finding[] = []
  const notes: AddressNote[] = []
  for (const [at, address] of addresses.entries()) {
    const found = await checkAddress(ctx, address, statementBeside(addresses, at, statements))
    findings.push(...found.findings)
    notes.push(...found.notes)
  }
  return { kind: 'checked', findings: distinct(findings).slice(0, MAX_FINDINGS), notes, unknown: [] }
}

/** What says the number written behind an address; before it where it is the only address. */
function statementBeside(
  addresses: readonly QuotedAddress[],
  at: number,
  statements: readonly Statement[],
): Statement | null {
  const end = addresses[at]?.end ?? 0
  const next = addresses[at + 1]?.start ?? Infinity
  const numbered = statements.filter(({ number }) => number !== null)
  const behind = numbered.find(({ number }) => number !== null && number.start >= end && number.start < next)
  return behind ?? (addresses.length === 1 ? numbered.at(-1) : undefined) ?? null
}

interface Checked {
  findings: Finding[]
  notes: AddressNote[]
}

async function checkAddress(
  ctx: Context,
  address: QuotedAddress,
  statement: Statement | null,
): Promise<Checked> {
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
  const finding =
    statement === null
      ? judgeRevision(candidate, was, ctx.reference)
      : judgeQuoted(statement, candidate, ctx.reference)
  return { findings: [finding], notes: [] }
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
      return judgeRevision({ figure, revisions }, was, ctx.reference)
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

/** One finding for each figure and number. */
function distinct(findings: readonly Finding[]): Finding[] {
  const known = new Map<string, Finding>()
  for (const finding of findings) {
    const key = `${finding.figure.id} ${finding.number?.value ?? ''} ${finding.verdict}`
    if (!known.has(key)) known.set(key, finding)
  }
  return [...known.values()]
}
