/** A point of a line, in pixels, with what is written at it. */
export interface LabelledPoint {
  x: number
  y: number
  text: string
}

export interface PlacedLabel {
  text: string
  /** Left edge and middle of the height. */
  x: number
  y: number
}

interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

/** What labels are placed with; pixels. */
export interface LabelSetting {
  /** Height of a letter. */
  letter: number
  widthOf: (text: string) => number
  /** Outside of which nothing is written. */
  frame: Box
}

/** Of a letter's height. */
const LINE = 1.2
const GAP = 0.55
const DOT = 0.4
/** A label struck through by a line costs more than any other place for it. */
const STRUCK = 10

/**
 * Writes each value where no line strikes through it, above its point where it can be, the newest first; one that would
 * lie upon another value or a point, or leave the frame, is left out.
 * @param lines points that lines join, in their order
 */
export function placeLabels(
  lines: readonly (readonly LabelledPoint[])[],
  setting: LabelSetting,
): PlacedLabel[] {
  const { letter, widthOf, frame } = setting
  const points = lines.flat()
  const joints = lines.flatMap((line) => line.slice(1).map((to, at) => ({ from: line[at] ?? to, to })))
  const placed: (PlacedLabel & { box: Box })[] = []
  for (const point of points.toSorted((a, b) => b.x - a.x)) {
    const others = points.filter((other) => other !== point)
    const free = boxesAt(point, widthOf(point.text), letter)
      .filter((box) => isWithin(box, frame))
      .filter((box) => placed.every((label) => !overlaps(box, label.box)))
      .filter((box) => others.every(({ x, y }) => !overlaps(box, around(x, y, letter * DOT))))
      .map((box, at) => ({
        box,
        cost: at + STRUCK * joints.filter(({ from, to }) => strikes(from, to, box)).length,
      }))
      .toSorted((a, b) => a.cost - b.cost)
    const [best] = free
    if (best === undefined) continue
    const { box } = best
    placed.push({ text: point.text, x: box.left, y: (box.top + box.bottom) / 2, box })
  }
  return placed.map(({ text, x, y }) => ({ text, x, y }))
}

/** Above, above to the right and to the left, and the same below. */
function boxesAt({ x, y }: LabelledPoint, width: number, letter: number): Box[] {
  const height = letter * LINE
  const gap = letter * GAP
  const lefts = [x - width / 2, x - gap / 2, x - width + gap / 2]
  return [y - gap - height, y + gap].flatMap((top) =>
    lefts.map((left) => ({ left, right: left + width, top, bottom: top + height })),
  )
}

const around = (x: number, y: number, reach: number): Box => ({
  left: x - reach,
  right: x + reach,
  top: y - reach,
  bottom: y + reach,
})

function isWithin(box: Box, frame: Box): boolean {
  return (
    box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom
  )
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/** Whether a straight line runs through a box: the part of it within the box's width is partly within its height. */
function strikes(from: LabelledPoint, to: LabelledPoint, { left, right, top, bottom }: Box): boolean {
  const [first, last] = from.x <= to.x ? [from, to] : [to, from]
  const [start, end] = [Math.max(first.x, left), Math.min(last.x, right)]
  if (start >= end) return false
  const yAt = (x: number): number => first.y + ((last.y - first.y) * (x - first.x)) / (last.x - first.x)
  const [one, other] = [yAt(start), yAt(end)]
  return Math.min(one, other) < bottom && Math.max(one, other) > top
}
