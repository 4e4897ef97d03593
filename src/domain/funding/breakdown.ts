import { isUnder, isWithin } from './lattice.ts'
import {
  AMOUNT_COLUMNS,
  DIMENSIONS,
  amountsOf,
  ratioOf,
  rateOf,
  type AmountColumn,
  type Breakdown,
  type Closing,
  type Dimension,
  type FundingCell,
  type FundingPart,
  type FundingRow,
  type FundingTable,
  type FundingView,
  type Obstacle,
  type Worth,
} from './rules.ts'
import { CLOSED, worthOf, type Cube } from './worth.ts'

/** What a table is made of, beside its cell: how it is told apart and sorted. */
export type Arrangement = Pick<FundingView, 'cell' | 'by' | 'then' | 'sort'>

/**
 * Lines of a cell as a table. Asked for by a dimension in which there is nothing, it takes the first that has some; of
 * a cell of which one part alone is known, it takes that part.
 */
export function arrange(
  cube: Cube,
  { cell, by, then, sort }: Arrangement,
): Omit<FundingTable, 'sample' | 'projection'> {
  const worth = worthOf(cube, cell)
  const dimensions = dimensionsOf(cube, cell)
  const rowsBy = by !== null && dimensions.includes(by) ? by : (dimensions[0] ?? null)
  const lines = cube.lines.filter((line) => isWithin(cube.lattice, line, cell))
  const table = {
    cell,
    missing: [] as FundingPart[],
    worth,
    breakdown: null,
    dimensions,
    shareOf: null,
    lines,
  }
  if (rowsBy === null) return table
  const plain = breakDown(cube, cell, rowsBy, then === rowsBy ? null : then)
  const missing = worth === null ? missingIn(cube, cell, plain) : []
  const [only] = plain.rows
  if (worth === null && plain.rows.length === 1 && only?.worth != null) {
    const inner = arrange(cube, { cell: only.cell, by, then, sort })
    return { ...inner, missing: [...missing, ...inner.missing] }
  }
  const shareOf = AMOUNT_COLUMNS.find((column) => canShare(plain, column)) ?? null
  const shared = shareOf === null ? plain : withShares(plain, shareOf, plain.closings[shareOf])
  return { ...table, missing, breakdown: sorted(shared, sort), shareOf }
}

/** Dimensions by which something is known of the parts of a cell. */
function dimensionsOf(cube: Cube, cell: FundingCell): Dimension[] {
  return DIMENSIONS.filter((dimension) =>
    partsOf(cube, cell, dimension).some((value) => worthOf(cube, { ...cell, [dimension]: value }) !== null),
  )
}

function breakDown(cube: Cube, cell: FundingCell, dimension: Dimension, then: Dimension | null): Breakdown {
  const rows = partsOf(cube, cell, dimension).map((value): FundingRow => {
    const part = { ...cell, [dimension]: value }
    const opens = dimensionsOf(cube, part)
    return {
      cell: part,
      value,
      worth: worthOf(cube, part),
      opens,
      share: null,
      parts: then !== null && opens.includes(then) ? breakDown(cube, part, then, null) : null,
    }
  })
  const worth = worthOf(cube, cell)
  const overlap = rows.some((row, at) =>
    rows.slice(at + 1).some((other) => cube.lattice.succeeds(row.cell.unit, other.cell.unit)),
  )
  const [allocated, disbursed] = [
    close(worth, rows, 'allocated', overlap),
    close(worth, rows, 'disbursed', overlap),
  ]
  return { dimension, rows, closings: { allocated, disbursed } }
}

function missingIn({ lattice }: Cube, cell: FundingCell, { dimension, rows }: Breakdown): FundingPart[] {
  if (!CLOSED.includes(dimension)) return []
  return lattice
    .children(dimension, cell[dimension])
    .filter((child) => !rows.some(({ value }) => isUnder(lattice, dimension, value, child)))
    .map((value) => ({ dimension, value }))
}

/**
 * Values that a cell is told apart by. One that no line names, or of which nothing is known as a whole, gives way to
 * what lies in it.
 */
function partsOf(cube: Cube, cell: FundingCell, dimension: Dimension): string[] {
  const { lattice } = cube
  const lines = cube.lines.filter((line) => isWithin(lattice, line, cell))
  if (lines.every((line) => line[dimension] === cell[dimension])) return []
  return lattice.children(dimension, cell[dimension]).flatMap((child) => {
    const inside = lines.filter((line) => isUnder(lattice, dimension, line[dimension], child))
    if (inside.length === 0) return []
    const part = { ...cell, [dimension]: child }
    const named = inside.some((line) => line[dimension] === child)
    if (named && worthOf(cube, part) !== null) return [child]
    const finer = partsOf(cube, part, dimension)
    return finer.length > 0 ? finer : [child]
  })
}

function close(
  whole: Worth | null,
  rows: readonly FundingRow[],
  column: AmountColumn,
  overlap: boolean,
): Closing {
  const parts = rows.map(({ worth }) => ({
    amount: amountsOf(worth)[column],
    qualifier: amountsOf(worth).qualifier,
  }))
  const known = parts.filter(({ amount }) => amount !== null)
  const sum = known.reduce((total, { amount }) => total + (amount ?? 0), 0)
  const { [column]: total, qualifier } = amountsOf(whole)
  const open: Closing = { total, origin: null, qualifier, remainder: null, excess: null, obstacle: null }
  const vague = known.some((part) => part.qualifier !== null) || (total !== null && qualifier !== null)
  const obstacle = obstacleOf(vague, overlap, known.length === 0)
  if (total === null || whole === null) {
    const gap = obstacle ?? (known.length < parts.length ? 'gap' : null)
    // The sum of one row would only say it twice.
    const adds = gap === null && parts.length > 1
    return {
      ...open,
      total: adds ? sum : null,
      origin: adds ? 'parts' : null,
      qualifier: null,
      obstacle: gap,
    }
  }
  const made = obstacle === null && known.length === parts.length && sum === total
  const origin = whole.origin === 'published' ? 'published' : made ? 'parts' : 'lines'
  if (obstacle !== null) return { ...open, origin, obstacle }
  return {
    ...open,
    origin,
    remainder: total > sum ? total - sum : null,
    excess: sum > total ? sum - total : null,
  }
}

function obstacleOf(vague: boolean, overlap: boolean, empty: boolean): Obstacle | null {
  if (vague) return 'qualifier'
  if (overlap) return 'overlap'
  return empty ? 'gap' : null
}

function canShare({ rows, closings }: Breakdown, column: AmountColumn): boolean {
  const { total, excess, obstacle } = closings[column]
  if (total === null || excess !== null || obstacle === 'overlap') return false
  return rows.some(({ worth }) => amountsOf(worth)[column] !== null)
}

function withShares(breakdown: Breakdown, column: AmountColumn, whole: Closing): Breakdown {
  const rows = breakdown.rows.map((row): FundingRow => {
    const { [column]: amount, qualifier } = amountsOf(row.worth)
    return {
      ...row,
      share: ratioOf({ amount, qualifier }, { amount: whole.total, qualifier: whole.qualifier }),
      parts: row.parts === null ? null : withShares(row.parts, column, whole),
    }
  })
  return { ...breakdown, rows }
}

function sorted(breakdown: Breakdown, sort: FundingView['sort']): Breakdown {
  if (sort === null) return breakdown
  const { key, descending } = sort
  const valueOf = (row: FundingRow): number | null => {
    const amounts = amountsOf(row.worth)
    if (key === 'share') return row.share?.percent ?? null
    return key === 'rate' ? (rateOf(amounts)?.percent ?? null) : amounts[key]
  }
  const rows = breakdown.rows
    .map((row) => ({
      ...row,
      parts: row.parts === null ? null : sorted(row.parts, sort),
    }))
    .sort((a, b) => {
      const [first, second] = [valueOf(a), valueOf(b)]
      // What has no number stands last, whichever way.
      if (first === null || second === null) return Number(first === null) - Number(second === null)
      return descending ? second - first : first - second
    })
  return { ...breakdown, rows }
}
