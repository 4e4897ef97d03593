import type { ResultFigure } from '../figures/rules.ts'
import { unitsAt, MOST } from './rules.ts'
import type { AdministrativeUnit } from '../units/rules.ts'

/** Shades that the eye can still tell apart. */
const MOST_CLASSES = 5
const STEPS = [1, 2, 2.5, 5, 10]

/** Values from `from` on and below `to`. */
export interface TileClass {
  from: number
  to: number
}

export interface Tile {
  unit: AdministrativeUnit
  /** Null where there is no figure of it; a figure may still be without a number. */
  figure: ResultFigure | null
  /** Place of its class, from 0; null without a number. */
  shade: number | null
}

/** One indicator and one year over the former districts. */
export interface TileMap {
  year: string
  /** Years of which there could be a map, newest first. */
  years: string[]
  classes: TileClass[]
  tiles: Tile[]
}

/**
 * @param figures yearly, all real results or all samples: a map never mixes them
 * @param year that is asked for; where it has no map, the newest one that has
 * @returns null where no year has a number for most districts
 */
export function mapOf(
  figures: readonly ResultFigure[],
  units: ReadonlyMap<string, AdministrativeUnit>,
  year?: string,
): TileMap | null {
  const byPeriod = Map.groupBy(figures, ({ period }) => period)
  const found = [...byPeriod]
    .sort(([a], [b]) => b.localeCompare(a))
    .map(([period, own]) => ({ period, tiles: placeFigures(own, units, period) }))
    .filter(({ tiles }) => tiles.length > 0 && tiles.filter(hasNumber).length >= tiles.length * MOST)
  const shown = found.find(({ period }) => period === year) ?? found[0]
  if (shown === undefined) return null
  const classes = classify(shown.tiles.filter(hasNumber).map(({ figure }) => Number(figure?.current.value)))
  const tiles = shown.tiles.map((tile) => ({ ...tile, shade: shadeOf(tile, classes) }))
  return { year: shown.period, years: found.map(({ period }) => period), classes, tiles }
}

function placeFigures(
  figures: readonly ResultFigure[],
  units: ReadonlyMap<string, AdministrativeUnit>,
  period: string,
): Tile[] {
  const figureOf = new Map(
    figures.filter(({ breakdown }) => breakdown === '').map((figure) => [figure.unit, figure]),
  )
  return unitsAt(units, 'district', period)
    .filter(({ tile }) => tile !== null)
    .map((unit) => ({ unit, figure: figureOf.get(unit.id) ?? null, shade: null }))
}

function hasNumber({ figure }: Tile): boolean {
  return figure !== null && figure.current.value !== null
}

/** At most five classes of one width, bounded by round numbers: `10`, `15`, `20`. */
export function classify(values: readonly number[]): TileClass[] {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  if (!Number.isFinite(low)) return []
  const width = roundWidth(low, high)
  const first = classAt(low, width)
  return Array.from({ length: classAt(high, width) - first + 1 }, (_, at) => ({
    from: exact((first + at) * width),
    to: exact((first + at + 1) * width),
  }))
}

function roundWidth(low: number, high: number): number {
  const rough = (high - low) / MOST_CLASSES || 1
  for (let power = Math.floor(Math.log10(rough)); ; power += 1) {
    for (const step of STEPS) {
      const width = exact(step * 10 ** power)
      if (classAt(high, width) - classAt(low, width) < MOST_CLASSES) return width
    }
  }
}

/** Classes below that of a value, counted from zero. `0.15 / 0.05` is 3, not just below. */
function classAt(value: number, width: number): number {
  return Math.floor(exact(value / width))
}

/** `0.30000000000000004` is `0.3`. */
function exact(value: number): number {
  return Number(value.toPrecision(12))
}

function shadeOf({ figure }: Tile, classes: readonly TileClass[]): number | null {
  const value = figure?.current.value ?? null
  if (value === null) return null
  const at = classes.findIndex(({ to }) => Number(value) < to)
  return at < 0 ? classes.length - 1 : at
}
