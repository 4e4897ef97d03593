import type { Context } from '../context.ts'
import type { Figure } from '../figures/rules.ts'
import {
  AMOUNT_COLUMNS,
  amountsOf,
  fundingAddress,
  viewQuery,
  type AmountColumn,
  type Dimension,
  type FundingTable,
  type FundingView,
  type LineAmounts,
  type Worth,
} from '../funding/rules.ts'
import { projectKey, type Programme } from '../reference/rules.ts'
import type { ChartDescription, ChartSeries, ChartWords } from './rules.ts'
import { describeSetting, disagreement, leftOut, summarize, ticksUpTo, type ChartSetting } from './setting.ts'

const MILLION = 1_000_000
const BILLION = 1_000_000_000
/** More pairs of bars than these are no picture any more: the largest are drawn, and a note says so. */
const MAX_ROWS = 12

export interface FundingQuestion {
  programme: Programme
  /** Code of a period. */
  period: string
  /** Drawn as it is: its rows, or where it is not told apart its one line. */
  table: FundingTable
  /** What the table was made with; it makes the address. */
  view: FundingView
  words: ChartWords
}

/** A row of the table: one bar for each of its amounts. */
interface Row {
  label: string
  worth: Worth
  amounts: LineAmounts
}

/** As {@link chartOfFunding} of the service. */
export function describeFunding(ctx: Context, question: FundingQuestion): ChartDescription | null {
  const { programme, period, table, view, words } = question
  const setting: ChartSetting = { words, asof: view.asof, sample: table.sample }
  const all = rowsOf(ctx, question)
  const rows = largestOf(all)
  const amounts = rows.flatMap((row) => AMOUNT_COLUMNS.map((column) => row.amounts[column] ?? 0))
  const largest = Math.max(0, ...amounts)
  if (amounts.filter((amount) => amount > 0).length < 2) return null
  const scale = largest >= BILLION ? BILLION : MILLION
  const measure = scale === BILLION ? words.billion : words.million
  const series = AMOUNT_COLUMNS.flatMap((column) => seriesOf(question, rows, column, scale) ?? [])
  const figures = rows.flatMap(({ worth }): readonly Figure[] =>
    worth.origin === 'published' ? [worth.figure] : table.lines,
  )
  return {
    ...describeSetting(ctx, setting, figures, {
      path: fundingAddress(programme.id, period),
      query: {
        ...viewQuery({ ...view, sort: null, exact: false, asof: undefined }),
        ...(table.projection && { 'du-kien': '1' }),
      },
    }),
    kind: 'bars',
    title: words.fundingTitle(programme.shortName),
    subtitle: words.funding({
      whole: wholeOf(ctx, question),
      period: words.period(period),
      projection: table.projection,
      measure,
      columns: series.map(({ name }) => name),
    }),
    measure,
    labels: rows.map(({ label }, at) => ({ at, text: label })),
    ticks: ticksUpTo(largest / scale, false, words.number),
    series,
    notes: [
      ...leftOut(words, rows.length, all.length),
      ...disagreement(
        words,
        rows.flatMap(({ worth }) => (worth.origin === 'published' ? [worth.figure] : [])),
        (figure) =>
          rows.find(({ worth }) => worth.origin === 'published' && worth.figure === figure)?.label ?? '',
      ),
    ],
    summary: summarize(setting, sentencesOf(question, all)),
  }
}

function rowsOf(ctx: Context, question: FundingQuestion): Row[] {
  const { breakdown, worth } = question.table
  const known = (breakdown?.rows ?? []).flatMap((row) =>
    row.worth === null || breakdown === null
      ? []
      : [{ label: labelOf(ctx, question, breakdown.dimension, row.value), worth: row.worth }],
  )
  const whole = worth === null ? [] : [{ label: wholeOf(ctx, question), worth }]
  return (known.length > 0 ? known : whole).map((row) => ({ ...row, amounts: amountsOf(row.worth) }))
}

/** As many rows as are drawn, in the order of the table. */
function largestOf(rows: readonly Row[]): readonly Row[] {
  const size = ({ amounts }: Row): number => amounts.allocated ?? amounts.disbursed ?? 0
  const largest = new Set(rows.toSorted((a, b) => size(b) - size(a)).slice(0, MAX_ROWS))
  return rows.filter((row) => largest.has(row))
}

function seriesOf(
  { programme, table, words }: FundingQuestion,
  rows: readonly Row[],
  column: AmountColumn,
  scale: number,
): ChartSeries | null {
  const points = rows.map(({ amounts }, at) => {
    const amount = amounts[column]
    if (amount === null) return null
    return { at, value: amount / scale, text: words.money(amount, amounts.qualifier) }
  })
  if (points.every((point) => point === null)) return null
  const role = table.projection ? 'projection' : column === 'allocated' ? 'allocated' : 'achieved'
  // Projections of both amounts look alike, so only their colours tell them apart.
  const slot = table.projection ? AMOUNT_COLUMNS.indexOf(column) : 0
  return { name: words.amounts(programme)[column], role, slot, points }
}

function labelOf(
  ctx: Context,
  { programme, words }: FundingQuestion,
  dimension: Dimension,
  code: string,
): string {
  const { projects, sources, capitals, units } = ctx.reference
  switch (dimension) {
    case 'project':
      return words.project(code, projects.get(projectKey(programme.id, code))?.name ?? '')
    case 'source':
      return sources.get(code)?.name ?? code
    case 'capital':
      return capitals.get(code)?.name ?? code
    case 'unit':
      return words.capitalize(units.get(code)?.name ?? code)
  }
}

/** What the table as a whole speaks of, from the widest to the narrowest: the unit, and what narrows it down. */
function wholeOf(ctx: Context, question: FundingQuestion): string {
  const { cell } = question.view
  const narrowed = (['project', 'source', 'capital'] as const).filter((dimension) => cell[dimension] !== '')
  return [
    labelOf(ctx, question, 'unit', cell.unit),
    ...narrowed.map((dimension) => labelOf(ctx, question, dimension, cell[dimension])),
  ].join(', ')
}

function sentencesOf({ programme, table, period, words }: FundingQuestion, rows: readonly Row[]): string[] {
  const sentences: string[] = []
  const names = words.amounts(programme)
  const { allocated, disbursed, qualifier } = amountsOf(table.worth)
  const text = (amount: number | null): string | null =>
    amount === null ? null : words.money(amount, qualifier)
  if (table.worth !== null) {
    sentences.push(
      words.funded({
        period: words.period(period),
        names,
        allocated: text(allocated),
        disbursed: text(disbursed),
        projection: table.projection,
      }),
    )
  }
  const column =
    AMOUNT_COLUMNS.find((one) => rows.some(({ amounts }) => amounts[one] !== null)) ?? 'allocated'
  const [most] = rows.toSorted((a, b) => (b.amounts[column] ?? 0) - (a.amounts[column] ?? 0))
  const amount = most?.amounts[column]
  if (rows.length > 1 && most !== undefined && amount != null) {
    sentences.push(
      words.largest({
        name: most.label,
        text: words.money(amount, most.amounts.qualifier),
        column: names[column],
      }),
    )
  }
  return sentences
}
