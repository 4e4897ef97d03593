import { isEmptyStatus, type FundingFigure } from '../figures/rules.ts'
import { areDisjoint, isUnder, isWithin, refinedIn, type Lattice } from './lattice.ts'
import {
  AMOUNT_COLUMNS,
  DIMENSIONS,
  PROVISIONAL,
  WHOLE,
  sameCell,
  type AmountColumn,
  type Dimension,
  type FundingCell,
  type Worth,
} from './rules.ts'

/** Lines that may stand in one table, with how their cells lie in each other. */
export interface Cube {
  lattice: Lattice
  lines: readonly FundingFigure[]
  /** What was found before, by cell. */
  sets: Map<string, readonly LineSet[]>
  worths: Map<string, Worth | null>
}

/** Lines that have nothing in common and are finer than a cell in the same dimensions. */
interface LineSet {
  refined: readonly Dimension[]
  lines: readonly FundingFigure[]
}

/** Kinds of parts of which all are known by name, so that a missing one is noticed. */
export const CLOSED: readonly Dimension[] = ['project', 'capital']

export function makeCube(lattice: Lattice, lines: readonly FundingFigure[]): Cube {
  return { lattice, lines, sets: new Map(), worths: new Map() }
}

/**
 * What is known of a cell: the published line; without one the sum of finer lines, where it is known that these are
 * all of it. It is known where the same set of lines adds up to a published total exactly; where no total was
 * published, only of projects and kinds of capital, and where none of them is missing. Null otherwise.
 */
export function worthOf(cube: Cube, cell: FundingCell): Worth | null {
  const key = keyOf(cell)
  const known = cube.worths.get(key)
  if (known !== undefined) return known
  const worth = findWorth(cube, cell)
  cube.worths.set(key, worth)
  return worth
}

function findWorth(cube: Cube, cell: FundingCell): Worth | null {
  const figure = cube.lines.find((line) => sameCell(line, cell))
  if (figure !== undefined) return { origin: 'published', figure }
  const totals = cube.lines.filter((line) => isWithin(cube.lattice, cell, line))
  for (const total of totals) {
    const sum = sumWithin(cube, cell, total, total)
    if (sum !== null) return sum
  }
  return totals.length > 0 ? null : sumWithin(cube, cell, { ...WHOLE, unit: cell.unit }, null)
}

/** Looks for a set of lines that makes up `base` and of which some make up the cell. */
function sumWithin(
  cube: Cube,
  cell: FundingCell,
  base: FundingCell,
  total: FundingFigure | null,
): Worth | null {
  const wanted = refinedIn(cell, base)
  for (const set of setsWithin(cube, base)) {
    if (!wanted.every((dimension) => set.refined.includes(dimension))) continue
    // Where nobody published a total, nobody knows whether these are all the units, or all the sources.
    if (total === null && !set.refined.every((dimension) => CLOSED.includes(dimension))) continue
    const mine = part(cube.lattice, set.lines, cell)
    if (mine === null || mine.length === 0) continue
    if (total === null && !isComplete(cube.lattice, cell, set.refined, mine)) continue
    const [allocated = null, disbursed = null] = AMOUNT_COLUMNS.map((column) => {
      const proven = total === null || isExactly(total, column, sumOf(set.lines, column))
      return proven ? sumOf(mine, column) : null
    })
    if (allocated === null && disbursed === null) continue
    return {
      origin: 'sum',
      amounts: { allocated, disbursed, qualifier: null },
      lines: mine.length,
      provisional: mine.some(({ current }) => current.status === PROVISIONAL),
    }
  }
  return null
}

function isExactly({ current }: FundingFigure, column: AmountColumn, sum: number | null): boolean {
  return sum !== null && current.qualifier === null && current[column] === sum
}

/** Sets of lines within a cell, those that are finer in the fewest dimensions first. */
function setsWithin(cube: Cube, base: FundingCell): readonly LineSet[] {
  const key = keyOf(base)
  const known = cube.sets.get(key)
  if (known !== undefined) return known
  const groups = new Map<string, FundingFigure[]>()
  for (const line of cube.lines) {
    if (sameCell(line, base) || !isWithin(cube.lattice, line, base)) continue
    const signature = refinedIn(line, base).join(' ')
    const group = groups.get(signature)
    if (group === undefined) groups.set(signature, [line])
    else group.push(line)
  }
  const sets = [...groups]
    .flatMap(([signature, group]) => {
      const lines = finest(cube.lattice, group)
      return lines === null ? [] : [{ refined: signature.split(' ') as Dimension[], lines }]
    })
    .sort((a, b) => a.refined.length - b.refined.length)
  cube.sets.set(key, sets)
  return sets
}

/** Without the lines that are told apart further; null where what is left overlaps. */
function finest(lattice: Lattice, lines: readonly FundingFigure[]): FundingFigure[] | null {
  const units = [...new Set(lines.map(({ unit }) => unit))]
  if (units.some((unit, at) => units.slice(at + 1).some((other) => lattice.succeeds(unit, other))))
    return null
  const leaves: FundingFigure[] = []
  for (const group of Map.groupBy(lines, (line) => topOf(lattice, line)).values()) {
    const kept = group.filter(
      (line) => !group.some((other) => other !== line && isWithin(lattice, other, line)),
    )
    const apart = kept.every((line, at) =>
      kept.slice(at + 1).every((other) => areDisjoint(lattice, line, other)),
    )
    if (!apart) return null
    leaves.push(...kept)
  }
  return leaves
}

function keyOf(cell: FundingCell): string {
  return DIMENSIONS.map((dimension) => cell[dimension]).join(' ')
}

/** Lines that share land, money and work share these: comparing within them is enough. */
function topOf(lattice: Lattice, line: FundingCell): string {
  return DIMENSIONS.map((dimension) => lattice.chain(dimension, line[dimension]).at(-2) ?? '').join(' ')
}

/** Lines of a set within a cell; null where one is partly in it. */
function part(lattice: Lattice, set: readonly FundingFigure[], cell: FundingCell): FundingFigure[] | null {
  const mine = set.filter((line) => isWithin(lattice, line, cell))
  const clean = set.every((line) => mine.includes(line) || areDisjoint(lattice, line, cell))
  return clean ? mine : null
}

function isComplete(
  lattice: Lattice,
  cell: FundingCell,
  refined: readonly Dimension[],
  lines: readonly FundingFigure[],
): boolean {
  return CLOSED.every(
    (dimension) =>
      !refined.includes(dimension) ||
      lattice
        .children(dimension, cell[dimension])
        .every((child) => lines.some((line) => isUnder(lattice, dimension, line[dimension], child))),
  )
}

/** Exact sum, or null where an amount is missing or only about. */
function sumOf(lines: readonly FundingFigure[], column: AmountColumn): number | null {
  let sum = 0
  for (const { current } of lines) {
    const amount = current[column]
    if (amount === null || current.qualifier !== null || isEmptyStatus(current.status)) return null
    sum += amount
  }
  return sum
}
