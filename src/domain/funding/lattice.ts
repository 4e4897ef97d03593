import { projectKey, type Reference } from '../reference/rules.ts'
import { DIMENSIONS, WHOLE, type Dimension, type FundingCell } from './rules.ts'

/** How the values of each dimension lie in each other: sub-projects in projects, districts in the province. */
export interface Lattice {
  /** Directly in a value, in the order in which they are printed. */
  children: (dimension: Dimension, value: string) => readonly string[]
  /** From a value up to the whole, itself included. */
  chain: (dimension: Dimension, value: string) => readonly string[]
  /** Whether one unit followed the other: they share land and people, so they are never added. */
  succeeds: (unit: string, other: string) => boolean
}

type Known = Pick<Reference, 'projects' | 'sources' | 'capitals' | 'units' | 'unitSteps'>

export function latticeOf(reference: Known, programme: string): Lattice {
  const parents: Record<Dimension, Map<string, string>> = {
    project: new Map(),
    source: new Map(),
    capital: new Map(),
    unit: new Map(),
  }
  for (const { programmeId, code, parentCode } of reference.projects.values())
    if (programmeId === programme) parents.project.set(code, parentCode ?? WHOLE.project)
  for (const { id, parentId } of reference.sources.values()) parents.source.set(id, parentId ?? WHOLE.source)
  for (const id of reference.capitals.keys()) parents.capital.set(id, WHOLE.capital)
  for (const { id, parentId } of reference.units.values())
    if (parentId !== null) parents.unit.set(id, parentId)
  const steps = new Set(
    reference.unitSteps.map(({ predecessorId, successorId }) => `${predecessorId} ${successorId}`),
  )
  const chains: Record<Dimension, Map<string, readonly string[]>> = {
    project: new Map(),
    source: new Map(),
    capital: new Map(),
    unit: new Map(),
  }
  return {
    children: (dimension, value) =>
      [...parents[dimension]].filter(([, parent]) => parent === value).map(([child]) => child),
    chain: (dimension, value) => {
      const known = chains[dimension].get(value)
      if (known !== undefined) return known
      const chain = chainOf(parents[dimension], value)
      chains[dimension].set(value, chain)
      return chain
    },
    succeeds: (unit, other) => steps.has(`${unit} ${other}`) || steps.has(`${other} ${unit}`),
  }
}

function chainOf(parents: ReadonlyMap<string, string>, value: string): string[] {
  const chain: string[] = []
  for (let at: string | undefined = value; at !== undefined; at = parents.get(at)) chain.push(at)
  return chain
}

/** Whether a code of each dimension is one that there is. */
export function isKnownCell(reference: Known, programme: string, cell: FundingCell): boolean {
  return (
    (cell.project === WHOLE.project || reference.projects.has(projectKey(programme, cell.project))) &&
    (cell.source === WHOLE.source || reference.sources.has(cell.source)) &&
    (cell.capital === WHOLE.capital || reference.capitals.has(cell.capital)) &&
    reference.units.has(cell.unit)
  )
}

/** Whether everything that the one cell tells of is part of the other. */
export function isWithin(lattice: Lattice, inner: FundingCell, outer: FundingCell): boolean {
  return DIMENSIONS.every((dimension) => isUnder(lattice, dimension, inner[dimension], outer[dimension]))
}

/** Whether two cells have nothing in common. */
export function areDisjoint(lattice: Lattice, a: FundingCell, b: FundingCell): boolean {
  return DIMENSIONS.some((dimension) => {
    const [first, second] = [a[dimension], b[dimension]]
    const apart = !isUnder(lattice, dimension, first, second) && !isUnder(lattice, dimension, second, first)
    return apart && !(dimension === 'unit' && lattice.succeeds(first, second))
  })
}

export function isUnder(lattice: Lattice, dimension: Dimension, inner: string, outer: string): boolean {
  return inner === outer || lattice.chain(dimension, inner).includes(outer)
}

/** Dimensions in which a cell is finer than one that it lies in. */
export function refinedIn(inner: FundingCell, outer: FundingCell): Dimension[] {
  return DIMENSIONS.filter((dimension) => inner[dimension] !== outer[dimension])
}
