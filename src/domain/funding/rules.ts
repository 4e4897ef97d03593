import type { FigureStatus, FundingFigure, FundingKey, Qualifier } from '../figures/rules.ts'
import { periodSlug } from '../periods/rules.ts'
import { PROVINCE, type Programme } from '../reference/rules.ts'

/** What money can be told apart by, in the order in which a table offers it. */
export const DIMENSIONS = ['project', 'source', 'capital', 'unit'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/**
 * A part of a programme's money in one period. An empty project, source or capital is all of them; for the unit the
 * province stands for all.
 */
export type FundingCell = Pick<FundingKey, Dimension>

export const WHOLE: FundingCell = { project: '', source: '', capital: '', unit: PROVINCE }

export function sameCell(a: FundingCell, b: FundingCell): boolean {
  return DIMENSIONS.every((dimension) => a[dimension] === b[dimension])
}

/** A value of a dimension: a project, a source of money. */
export interface FundingPart {
  dimension: Dimension
  value: string
}

export const AMOUNT_COLUMNS = ['allocated', 'disbursed'] as const
export type AmountColumn = (typeof AMOUNT_COLUMNS)[number]

/** Both amounts of a line, whole VND; null where there is none. */
export interface LineAmounts {
  allocated: number | null
  disbursed: number | null
  /** Of whichever amount there is. */
  qualifier: Qualifier | null
}

/** What is known of a cell. */
export type Worth =
  | { origin: 'published'; figure: FundingFigure }
  /** Lines of finer cells that are known to be all of it. */
  | { origin: 'sum'; amounts: LineAmounts; lines: number; provisional: boolean }

export interface FundingRow {
  cell: FundingCell
  /** Code in the dimension of its table. */
  value: string
  /** Null where only finer cells were published, and they cannot be added. */
  worth: Worth | null
  /** Dimensions by which it can be looked into further. */
  opens: readonly Dimension[]
  /** Of the total of its table, in the column that the table takes shares of. */
  share: Ratio | null
  /** The same row told apart by a second dimension. */
  parts: Breakdown | null
}

/**
 * Why the rows of a column cannot be added: an amount is only about, a row has none, or two units share land because
 * one followed the other.
 */
export type Obstacle = 'qualifier' | 'gap' | 'overlap'

/**
 * How one column of a table ends. Without an obstacle the rows above, with `remainder` and less `excess`, make exactly
 * `total`.
 */
export interface Closing {
  total: number | null
  /** The published amount, the sum of the rows above, or that of finer lines that are known to be all of it. */
  origin: 'published' | 'parts' | 'lines' | null
  qualifier: Qualifier | null
  /** Part of the total that no row above tells of; null where there is none or it cannot be known. */
  remainder: number | null
  /** How much the rows above are more than the total. */
  excess: number | null
  obstacle: Obstacle | null
}

/** A cell told apart by one dimension. */
export interface Breakdown {
  dimension: Dimension
  rows: readonly FundingRow[]
  closings: Readonly<Record<AmountColumn, Closing>>
}

/** Lines of one programme and period that may stand in one table: all real or all samples, results or not. */
export interface FundingTable {
  sample: boolean
  /** Targets and forecasts; never beside results. */
  projection: boolean
  /** What the table tells of: what was asked for or, where only one part of that is known, this part. */
  cell: FundingCell
  /** Projects and capital kinds of what was asked for of which no row tells, where nothing is known of the whole. */
  missing: readonly FundingPart[]
  worth: Worth | null
  breakdown: Breakdown | null
  /** By which it can be told apart. */
  dimensions: readonly Dimension[]
  /** Column that shares and bars speak of. */
  shareOf: AmountColumn | null
  /** Published lines of the cell and of everything in it. */
  lines: readonly FundingFigure[]
}

/** A percentage; `about` where an amount behind it is itself only about. */
export interface Ratio {
  percent: number
  about: boolean
}

/** Between two of these a percentage says nothing: the amounts may be far from what is printed. */
const OPEN_ENDED: readonly (Qualifier | null)[] = ['at-least', 'average']

/** @returns null where an amount is missing, is nothing to compare with, or is open to one side */
export function ratioOf(
  part: { amount: number | null; qualifier: Qualifier | null },
  whole: { amount: number | null; qualifier: Qualifier | null },
): Ratio | null {
  if (part.amount === null || whole.amount === null || whole.amount <= 0) return null
  if (OPEN_ENDED.includes(part.qualifier) || OPEN_ENDED.includes(whole.qualifier)) return null
  return {
    percent: (part.amount / whole.amount) * 100,
    about: part.qualifier !== null || whole.qualifier !== null,
  }
}

/** Disbursed of allocated, of the two amounts of one line. */
export function rateOf({ allocated, disbursed, qualifier }: LineAmounts): Ratio | null {
  return ratioOf({ amount: disbursed, qualifier }, { amount: allocated, qualifier })
}

export function amountsOf(worth: Worth | null): LineAmounts {
  if (worth === null) return { allocated: null, disbursed: null, qualifier: null }
  return worth.origin === 'published' ? worth.figure.current : worth.amounts
}

export function isProvisional(worth: Worth): boolean {
  return worth.origin === 'sum' ? worth.provisional : worth.figure.current.status === PROVISIONAL
}

export const PROVISIONAL = 'provisional' satisfies FigureStatus

/** Lines of one programme and period that stand in no other line: what a list of periods shows. */
export interface PeriodFunding {
  period: string
  lines: readonly FundingFigure[]
}

/** A programme with what was published of its money, newest period first. */
export interface ProgrammeFunding {
  programme: Programme
  /** Programmes that it is a part of, from the top down. */
  within: readonly Programme[]
  results: readonly PeriodFunding[]
  projections: readonly PeriodFunding[]
  samples: readonly PeriodFunding[]
}

export const SORT_KEYS = ['allocated', 'disbursed', 'rate', 'share'] as const
export type SortKey = (typeof SORT_KEYS)[number]

/** How a table of money is looked at. */
export interface FundingView {
  cell: FundingCell
  /** Dimension of the rows, and of the rows within each; null where nothing was asked for. */
  by: Dimension | null
  then: Dimension | null
  sort: { key: SortKey; descending: boolean } | null
  /** Amounts in whole đồng. */
  exact: boolean
  asof: string | undefined
}

const KEYS = { project: 'du-an', source: 'nguon', capital: 'loai-von', unit: 'don-vi' } as const
const SORT_NAMES = {
  allocated: 'ke-hoach',
  disbursed: 'giai-ngan',
  rate: 'ty-le',
  share: 'ty-trong',
} as const

/** Reads a view from the query of an address; what it does not know is left out. */
export function readFundingView(query: URLSearchParams): FundingView {
  const dimensionOf = (name: string): Dimension | null =>
    DIMENSIONS.find((dimension) => KEYS[dimension] === query.get(name)) ?? null
  const by = dimensionOf('theo')
  const then = dimensionOf('roi-theo')
  const order = query.get('sap-xep') ?? ''
  const key = SORT_KEYS.find((name) => SORT_NAMES[name] === order.replace(/^-/u, ''))
  return {
    cell: {
      project: query.get(KEYS.project) ?? WHOLE.project,
      source: query.get(KEYS.source) ?? WHOLE.source,
      capital: query.get(KEYS.capital) ?? WHOLE.capital,
      unit: query.get(KEYS.unit) ?? WHOLE.unit,
    },
    by,
    then: then === by ? null : then,
    sort: key === undefined ? null : { key, descending: order.startsWith('-') },
    exact: query.get('don-vi-tien') === 'dong',
    asof: query.get('asof') ?? undefined,
  }
}

/** The keys of a view as they stand in its address, what is usual left out. */
export function viewQuery(view: Partial<FundingView>): Record<string, string> {
  const { cell = WHOLE, by, then, sort, exact, asof } = view
  const query: Record<string, string> = {}
  for (const dimension of DIMENSIONS)
    if (cell[dimension] !== WHOLE[dimension]) query[KEYS[dimension]] = cell[dimension]
  if (by != null) query['theo'] = KEYS[by]
  if (then != null) query['roi-theo'] = KEYS[then]
  if (sort != null) query['sap-xep'] = `${sort.descending ? '-' : ''}${SORT_NAMES[sort.key]}`
  if (exact === true) query['don-vi-tien'] = 'dong'
  if (asof !== undefined && asof !== '') query['asof'] = asof
  return query
}

export const FUNDING_OVERVIEW = '/kinh-phi/'

export function fundingAddress(
  programme: string,
  period: string,
  view: Partial<FundingView> = {},
): `/kinh-phi/${string}` {
  const query = new URLSearchParams(viewQuery(view)).toString()
  return `/kinh-phi/${programme}/${periodSlug(period)}/${query === '' ? '' : `?${query}`}`
}
