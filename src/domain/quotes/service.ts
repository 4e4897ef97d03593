import type { Context } from '../context.ts'
import { findFigures, listRevisions } from '../figures/store.ts'
import { buildVocabulary, type Vocabulary } from './mention-rules.ts'
import { plainCitation, splitCitations } from './citation-rules.ts'
import { MAX_FINDINGS, checkAddresses } from './quoted-addresses.ts'
import { PROVINCE, type Reference } from '../reference/rules.ts'
import { composeText } from './spelling-rules.ts'
import { differenceAt, withCourse, type Difference } from './change-rules.ts'
import { judgeChange, topicsOf } from './differences.ts'
import { withParts } from './part-rules.ts'
import { readStatements, type QuotedNumber, type Statement } from './statement-rules.ts'
import type { WrittenNumber } from './number-rules.ts'
import { MAX_QUOTE, judge, rankFindings, sharpen, type Finding } from './rules.ts'
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

/** Periods that are listed where a quote names an indicator and no period. */
const MAX_PUBLISHED = 5
const MAX_BY_NUMBER = 60
const MAX_BY_NAME = 200
/** Decimals that a value may be written with in a package. */
const MAX_DECIMALS = 3

/** Says what the record knows of a quote: an address, an id with a number, or a sentence with numbers. */
export async function checkQuote(ctx: Context, raw: string): Promise<QuoteAnswer> {
  const answer = await checkIn(ctx, raw)
  if (ctx.lang === 'vi' || unreadIn(answer) === 0) return answer
  // Sentences are read in Vietnamese, wherever they are pasted; only citations are known in another language.
  const vietnamese = await checkIn({ ...ctx, reference: ctx.editions.vi.reference }, raw)
  return unreadIn(vietnamese) <= unreadIn(answer) ? vietnamese : answer
}

/** What of a quote was not understood; more than anything where nothing was found. */
function unreadIn(answer: QuoteAnswer): number {
  if (answer.kind !== 'checked') return 0
  const { findings, unknown } = answer
  if (findings.length === 0) return Number.MAX_SAFE_INTEGER
  return findings.filter(({ verdict }) => verdict === 'unread').length + unknown.length
}

async function checkIn(ctx: Context, raw: string): Promise<QuoteAnswer> {
  const length = [...raw].length
  if (length > MAX_QUOTE) return { kind: 'too-long', length }
  // Some characters are composed of many: what is read stays as short as what was written.
  const composed = composeText(raw)
    .slice(0, 2 * MAX_QUOTE)
    .trim()
  if (composed === '') return { kind: 'empty' }
  const { reference } = ctx
  const words = { vocabulary: vocabularyOf(reference), reference }
  const plain = plainCitation(composed)
  const pieces = await Promise.all(splitCitations(plain).map((piece) => checkAddresses(ctx, piece, words)))
  const addressed = pieces.filter((piece) => piece !== null)
  if (addressed.length > 0) {
    const findings = distinct(addressed.flatMap((piece) => piece.findings)).slice(0, MAX_FINDINGS)
    return { kind: 'checked', findings, notes: addressed.flatMap(({ notes }) => notes), unknown: [] }
  }
  const statements = readStatements(plain, words)
  const findings: Finding[] = []
  const unknown: string[] = []
  for (const statement of statements.map(withCourse).map(withParts)) {
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
  const change = differenceAt(statement)
  if (change !== null && statement.number !== null && statement.said.indicator !== undefined) {
    return checkDifference(ctx, { ...statement, number: statement.number }, change)
  }
  const candidates = await loadCandidates(ctx, await candidateIds(ctx, statement))
  const findings = candidates.flatMap((candidate) => judge(statement, candidate, ctx.reference) ?? [])
  if (findings.length > 0 && statement.number !== null) return sharpen(rankFindings(findings))
  // Where the number is not known, or there is none: what is published of that.
  const published = candidates.flatMap(
    (candidate) => judge({ ...statement, number: null }, candidate, ctx.reference) ?? [],
  )
  return rankFindings(published).slice(0, MAX_PUBLISHED)
}

/** What changed by so many points is no figure of the rate itself. */
async function checkDifference(
  ctx: Context,
  statement: Statement & { number: QuotedNumber },
  change: Difference,
): Promise<Finding[]> {
  const topics = topicsOf(statement, change, ctx.reference)
  const units = statement.said.unit?.values ?? [PROVINCE]
  const ids = await listIdsByName(ctx.db.read, { topic: 'indicator', topics, units }, MAX_BY_NAME)
  const candidates = await loadCandidates(ctx, ids)
  const findings = judgeChange(statement, change, candidates, ctx.reference)
  if (findings.length > 0) return findings
  const named = candidates.flatMap(
    (candidate) => judge({ ...statement, number: null }, candidate, ctx.reference) ?? [],
  )
  return rankFindings(named).slice(0, MAX_PUBLISHED)
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

/** One finding for each figure and number; what is published stands with the number where there is one. */
function distinct(findings: readonly Finding[]): Finding[] {
  const known = new Map<string, Finding>()
  const answered = new Set(findings.flatMap(({ figure, number }) => (number === null ? [] : [figure.id])))
  for (const finding of findings) {
    const key = `${finding.figure.id} ${finding.number?.value ?? ''} ${finding.verdict}`
    const isMore = finding.verdict !== 'published' || !answered.has(finding.figure.id)
    if (isMore && !known.has(key)) known.set(key, finding)
  }
  return [...known.values()]
}
