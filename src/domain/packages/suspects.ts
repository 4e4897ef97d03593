/** What a row speaks of, dimension by dimension; null where that cannot be relied on. */
export type Pattern = readonly (string | null)[]

/**
 * Rows whose key cannot be relied on. Before a check says that a row is missing from where it belongs, it asks whether
 * one of these may be that row: its mistake has been reported already.
 */
export interface Suspects {
  add: (pattern: Pattern) => void
  /** Rows were lost, and any row may be one of them. */
  addAll: () => void
  /** @param wanted null where any will do */
  mayInclude: (wanted: Pattern) => boolean
}

export function gatherSuspects(): Suspects {
  const patterns: Pattern[] = []
  // By the dimensions that a question leaves open, then by those that the suspects leave open: one look-up each.
  const indexes = new Map<number, { upTo: number; byMask: Map<number, Set<string>> }>()
  let anyRow = false
  return {
    add: (pattern) => void patterns.push(pattern),
    addAll: () => {
      anyRow = true
    },
    mayInclude: (wanted) => {
      if (anyRow || patterns.length === 0) return anyRow
      const open = maskOf(wanted)
      const index = indexes.get(open) ?? { upTo: 0, byMask: new Map<number, Set<string>>() }
      indexes.set(open, index)
      for (; index.upTo < patterns.length; index.upTo += 1) {
        const pattern = patterns[index.upTo] ?? []
        const mask = maskOf(pattern)
        const keys = index.byMask.get(mask) ?? new Set<string>()
        index.byMask.set(mask, keys.add(keyOf(pattern, mask | open)))
      }
      return [...index.byMask].some(([mask, keys]) => keys.has(keyOf(wanted, mask | open)))
    },
  }
}

function maskOf(pattern: Pattern): number {
  return pattern.reduce((mask, part, at) => (part === null ? mask | (1 << at) : mask), 0)
}

function keyOf(pattern: Pattern, without: number): string {
  return pattern.map((part, at) => ((without & (1 << at)) === 0 ? (part ?? '') : '')).join('\n')
}
