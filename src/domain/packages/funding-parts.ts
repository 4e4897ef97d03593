import { projectKey, type Reference } from '../reference/rules.ts'
import { FUNDING_KEY, cellOf, type Entry } from './checking.ts'

/** Rows that make up a total, and the dimensions in which they are finer than it. */
export interface FundingParts {
  parts: Entry[]
  /** Places in {@link FUNDING_KEY}. */
  dimensions: readonly number[]
  /** What is finer still stands for some of them: the parts may be fewer than all. */
  mixed: boolean
}

type Key = readonly string[]

const [PROGRAMME, PROJECT, SOURCE, CAPITAL] = [0, 1, 2, 3] as const
/** Sets of dimensions, those of one dimension first. */
const SETS: readonly (readonly number[])[] = [
  [PROJECT],
  [SOURCE],
  [CAPITAL],
  [PROJECT, SOURCE],
  [PROJECT, CAPITAL],
  [SOURCE, CAPITAL],
  [PROJECT, SOURCE, CAPITAL],
]

/**
 * Finds what makes up each funding line: rows that fill an empty project, source or capital, and rows next below it in
 * the trees of projects and sources.
 */
export function fundingPartsOf(
  { projects, sources }: Pick<Reference, 'projects' | 'sources'>,
  byKey: ReadonlyMap<string, Entry>,
): (total: Entry) => FundingParts[] {
  const filled = new Map<string, Map<string, Entry[]>>()
  const below = new Map<string, Map<number, Entry[]>>()
  const mixed = new Set<string>()

  const parentOf = (key: Key, dimension: number): string | null => {
    const code = key[dimension] ?? ''
    if (dimension === PROJECT) return projects.get(projectKey(key[PROGRAMME] ?? '', code))?.parentCode ?? null
    return dimension === SOURCE ? (sources.get(code)?.parentId ?? null) : null
  }
  const ancestorsOf = (key: Key, dimension: number): string[] => {
    const ancestors: string[] = []
    let code = parentOf(key, dimension)
    while (code !== null) {
      ancestors.push(code)
      code = parentOf(key.with(dimension, code), dimension)
    }
    return ancestors
  }
  /** A row that stands for all of this one, in the same or a higher place of each of the trees. */
  const isCovered = (key: Key, dimensions: readonly number[]): boolean => {
    let keys: Key[] = [key]
    for (const dimension of dimensions) {
      const ancestors = ancestorsOf(key, dimension)
      keys = keys.flatMap((one) => [one, ...ancestors.map((code) => one.with(dimension, code))])
    }
    return keys.slice(1).some((one) => byKey.has(one.join('\n')))
  }

  for (const entry of byKey.values()) {
    const key = FUNDING_KEY.map((column) => cellOf(entry.line, column))
    for (const set of SETS) {
      if (set.some((dimension) => key[dimension] === '')) continue
      const total = without(key, set)
      if (!byKey.has(total)) continue
      if (!isCovered(key, set)) push(nested(filled, total), set.join(), entry)
      for (const dimension of set) {
        const others = set.filter((other) => other !== dimension)
        if (!byKey.has(without(key, others))) mixed.add(`${total} ${dimension}`)
      }
    }
    for (const dimension of [PROJECT, SOURCE]) {
      const above = ancestorsOf(key, dimension).map((code) => key.with(dimension, code).join('\n'))
      const nearest = above.find((one) => byKey.has(one))
      if (nearest !== undefined) push(nested(below, nearest), dimension, entry)
    }
  }
  return (total) => {
    const key = FUNDING_KEY.map((column) => cellOf(total.line, column)).join('\n')
    const fine = filled.get(key)
    // Rows that fill more dimensions count only where none fill fewer: they would be parts of those.
    const fewest = SETS.find((set) => fine?.has(set.join()))?.length
    const sets = SETS.filter((set) => set.length === fewest && fine?.has(set.join()))
    return [
      ...sets.map((dimensions) => ({
        parts: fine?.get(dimensions.join()) ?? [],
        dimensions,
        mixed: dimensions.length === 1 && mixed.has(`${key} ${dimensions[0] ?? 0}`),
      })),
      ...[...(below.get(key) ?? [])].map(([dimension, parts]) => ({
        parts,
        dimensions: [dimension],
        mixed: false,
      })),
    ]
  }
}

function without(key: Key, dimensions: readonly number[]): string {
  return dimensions.reduce<Key>((one, dimension) => one.with(dimension, ''), key).join('\n')
}

function nested<V>(maps: Map<string, Map<V, Entry[]>>, key: string): Map<V, Entry[]> {
  const map = maps.get(key) ?? new Map<V, Entry[]>()
  maps.set(key, map)
  return map
}

function push<K>(lists: Map<K, Entry[]>, key: K, entry: Entry): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [entry])
  else list.push(entry)
}
