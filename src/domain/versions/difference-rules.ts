import type { ArticleContent } from './rules.ts'
import { blocksOf, type Block, type Part } from './text-rules.ts'

export interface Run {
  kind: 'same' | 'removed' | 'added'
  text: string
}

/** A block that is not the same in both texts, in words that stayed, went and came. */
export interface ChangedBlock {
  part: Part
  runs: readonly Run[]
}

/** Cells of the table that two lists are compared with; beyond it the middle of a list counts as replaced whole. */
export const MAX_CELLS = 1_000_000
/** Blocks with fewer words in common than this share are two blocks, not one that changed. */
const ALIKE = 0.4

/** What stands in `after` and not in `before`, and the other way round, in the order of the text. */
export function compareTexts(before: ArticleContent, after: ArticleContent): ChangedBlock[] {
  const changes: ChangedBlock[] = []
  const key = ({ part, text }: Block): string => `${part} ${text}`
  let removed: Block[] = []
  for (const { kind, items } of align(blocksOf(before), blocksOf(after), key)) {
    if (kind === 'removed') {
      removed = items
      continue
    }
    changes.push(...pair(removed, kind === 'added' ? items : []))
    removed = []
  }
  return [...changes, ...pair(removed, [])]
}

/** Words that went and came between two lines; runs of the same kind are one. */
export function compareWords(before: string, after: string): Run[] {
  const runs: Run[] = []
  const add = (kind: Run['kind'], text: string): void => {
    const last = runs.at(-1)
    if (last?.kind === kind) last.text += text
    else if (text !== '') runs.push({ kind, text })
  }
  for (const { removed, added, same } of bridged(align(tokens(before), tokens(after), (word) => word))) {
    add('removed', removed)
    add('added', added)
    add('same', same)
  }
  return runs
}

interface Step<T> {
  kind: Run['kind']
  items: T[]
}

/**
 * A longest common subsequence of two lists as steps: what stays, what goes, what comes; what goes stands before what
 * comes.
 */
export function align<T>(before: readonly T[], after: readonly T[], key: (item: T) => string): Step<T>[] {
  const [one, other] = [before.map(key), after.map(key)]
  let start = 0
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1
  let end = 0
  while (
    end < one.length - start &&
    end < other.length - start &&
    one[one.length - 1 - end] === other[other.length - 1 - end]
  )
    end += 1
  const middle = common(one.slice(start, one.length - end), other.slice(start, other.length - end))
  const steps: Step<T>[] = []
  let [i, j] = [0, 0]
  const add = (kind: Run['kind'], items: readonly T[]): void => {
    const last = steps.at(-1)
    if (last?.kind === kind) last.items.push(...items)
    else if (items.length > 0) steps.push({ kind, items: [...items] })
  }
  add('same', before.slice(0, start))
  for (const [a, b] of [...middle, [one.length - end - start, other.length - end - start] as const]) {
    add('removed', before.slice(start + i, start + a))
    add('added', after.slice(start + j, start + b))
    if (a + start < one.length - end) add('same', before.slice(start + a, start + a + 1))
    ;[i, j] = [a + 1, b + 1]
  }
  add('same', before.slice(before.length - end))
  return steps
}

/** Places of the common members of two lists, in order; none where the lists are too long to compare. */
function common(one: readonly string[], other: readonly string[]): (readonly [number, number])[] {
  const [rows, columns] = [one.length, other.length]
  if (rows === 0 || columns === 0 || rows * columns > MAX_CELLS) return []
  const width = columns + 1
  const length = new Uint32Array((rows + 1) * width)
  const at = (i: number, j: number): number => length[i * width + j] ?? 0
  for (let i = rows - 1; i >= 0; i -= 1)
    for (let j = columns - 1; j >= 0; j -= 1)
      length[i * width + j] =
        one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const places: (readonly [number, number])[] = []
  let [i, j] = [0, 0]
  while (i < rows && j < columns) {
    if (one[i] === other[j]) {
      places.push([i, j])
      ;[i, j] = [i + 1, j + 1]
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return places
}

/** Blocks that went beside those that came in their place; the order of the text is kept. */
function pair(removed: readonly Block[], added: readonly Block[]): ChangedBlock[] {
  const changes: ChangedBlock[] = []
  let next = 0
  const alone = (block: Block, kind: 'removed' | 'added'): void => {
    changes.push({ part: block.part, runs: [{ kind, text: block.text }] })
  }
  for (const block of removed) {
    const match = added.findIndex(
      (other, at) => at >= next && other.part === block.part && alike(block, other),
    )
    const found = added[match]
    if (found === undefined) {
      alone(block, 'removed')
      continue
    }
    for (const other of added.slice(next, match)) alone(other, 'added')
    changes.push({ part: block.part, runs: compareWords(block.text, found.text) })
    next = match + 1
  }
  for (const other of added.slice(next)) alone(other, 'added')
  return changes
}

function alike({ part, text }: Block, other: Block): boolean {
  // A title stands in the place of a title, however different.
  if (part === 'title' || part === 'summary' || part === 'byline' || part === 'cover') return true
  const [words, others] = [wordsOf(text), wordsOf(other.text)]
  const shared = [...words].filter((word) => others.has(word)).length
  return shared >= ALIKE * Math.max(words.size, others.size)
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu))
}

/** Words with the numbers whole ("17,83", "2.213"), single signs, and what is between them. */
function tokens(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+(?:[.,]\p{N}+)*|\s+|[^\s]/gu) ?? []
}

/** What went and came between two words that stayed; a space alone between two changes is part of them. */
function bridged(steps: readonly Step<string>[]): { removed: string; added: string; same: string }[] {
  const gaps: { removed: string; added: string; same: string }[] = []
  for (const { kind, items } of steps) {
    const text = items.join('')
    const last = gaps.at(-1)
    if (last === undefined || (kind !== 'same' && last.same.trim() !== '')) {
      gaps.push({ removed: '', added: '', same: '', [kind]: text })
    } else if (kind === 'same') last.same += text
    else if (last.same === '') last[kind] += text
    else {
      last.removed += last.same
      last.added += last.same
      last.same = ''
      last[kind] += text
    }
  }
  return gaps
}
