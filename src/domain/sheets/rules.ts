import { unitAddress } from '../units/rules.ts'

/** A QR code as one path of an SVG, each module a unit wide; white around it is left to the page. */
export interface SheetCode {
  size: number
  path: string
}

/** The page of a unit on one or two sides of paper. */
export const sheetAddress = (unit: string): `/dia-phuong/${string}/ban-in/` => `${unitAddress(unit)}ban-in/`

/** Lines that a sheet has room for; the page of the unit has the others. */
export const ROOM = { results: 14, projections: 5, funding: 7, sampleResults: 5, sampleFunding: 3 } as const

/** The first lines of a list, and how many there is no room for. */
export function within<T>(lines: readonly T[], most: number): { shown: readonly T[]; left: number } {
  return { shown: lines.slice(0, most), left: Math.max(0, lines.length - most) }
}

/** Dark modules as horizontal strokes: half the characters of a square each. */
export function strokesOf(rows: readonly (readonly boolean[])[]): string {
  return rows
    .map((row, y) => {
      const strokes: string[] = []
      let from = -1
      for (const [x, dark] of [...row, false].entries()) {
        if (dark && from < 0) from = x
        if (!dark && from >= 0) {
          strokes.push(`M${from} ${y}.5h${x - from}`)
          from = -1
        }
      }
      return strokes.join('')
    })
    .join('')
}
