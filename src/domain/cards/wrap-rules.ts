/** Beside how uneven the lines are, as a share of the width: a name or a number that is torn apart. */
const TORN_NAME = 0.35
const TORN_NUMBER = 0.6
/** Words that mean nothing without the number after them. */
const COUNTED = /^(?:năm|tháng|ngày|quý|đoạn|từ|đến|hơn|gần|khoảng|số|án)$/iu
/** What a place is, in front of its name. */
const KIND = /^(?:tỉnh|phố|xã|huyện|trấn|phường)$/iu
/** After a comma the eye rests anyway. */
const AT_REST = -0.06
/** Of a last line of one short word. */
const LONELY = 0.3

/**
 * Breaks a title into as few lines as it needs and makes these about equally long. Vietnamese writes each syllable as
 * a word of its own: the syllables of a name (`Sơn La`) and a number with what is counted (`2.213 căn`, `năm 2022`)
 * stay together where the lines allow it.
 * @param widthOf pixels that a text takes
 * @returns every word in its order; a word that is wider than a line stands on one of its own
 */
export function wrapTitle(text: string, width: number, widthOf: (text: string) => number): string[] {
  const words = text.split(' ').filter((word) => word !== '')
  if (words.length === 0) return []
  const line = (from: number, to: number): string => words.slice(from, to).join(' ')
  const least = greedy(words, width, widthOf)
  // best[k][to]: cheapest way to set the first `to` words in k lines.
  let best = new Map<number, { cost: number; breaks: readonly number[] }>([[0, { cost: 0, breaks: [] }]])
  for (let k = 1; k <= least; k += 1) {
    const next: typeof best = new Map()
    for (const [from, { cost, breaks }] of best) {
      for (let to = from + 1; to <= words.length; to += 1) {
        const used = widthOf(line(from, to)) / width
        if (used > 1 && to > from + 1) break
        const left = Math.max(0, 1 - used)
        const last = to === words.length
        const lonely = last && to - from === 1 && from > 0 ? LONELY : 0
        const total = cost + left * left + lonely + (last ? 0 : tornAt(words[to - 1] ?? '', words[to] ?? ''))
        const known = next.get(to)
        if (known === undefined || total < known.cost) next.set(to, { cost: total, breaks: [...breaks, to] })
      }
    }
    best = next
  }
  const breaks = best.get(words.length)?.breaks ?? []
  return breaks.map((to, at) => line(breaks[at - 1] ?? 0, to))
}

/** Lines that a text needs when each takes as much as it can. */
function greedy(words: readonly string[], width: number, widthOf: (text: string) => number): number {
  let lines = 1
  let current = ''
  for (const word of words) {
    const longer = current === '' ? word : `${current} ${word}`
    if (current !== '' && widthOf(longer) > width) {
      lines += 1
      current = word
    } else current = longer
  }
  return lines
}

/** Whether a line ends within a name, or between a number and its noun. */
export function isTorn(lines: readonly string[]): boolean {
  return lines.some((line, at) => {
    const next = lines[at + 1]
    return next !== undefined && tornAt(line.split(' ').at(-1) ?? '', next.split(' ')[0] ?? '') > 0
  })
}

function tornAt(before: string, after: string): number {
  if (/[,;:.!?–]$/u.test(before)) return AT_REST
  if (/^[\d.,]+$/u.test(before) || (/^\d/u.test(after) && COUNTED.test(before))) return TORN_NUMBER
  if (!/^\p{Lu}/u.test(after)) return 0
  return /^\p{Lu}/u.test(before) || KIND.test(before) ? TORN_NAME : 0
}

/** The first lines of a text that goes on: an ellipsis says so. */
export function cutAfter(
  lines: readonly string[],
  most: number,
  width: number,
  widthOf: (text: string) => number,
): string[] {
  if (lines.length <= most) return [...lines]
  let last = lines[most - 1] ?? ''
  while (last.includes(' ') && widthOf(`${last} …`) > width) last = last.slice(0, last.lastIndexOf(' '))
  return [...lines.slice(0, most - 1), `${last} …`]
}
