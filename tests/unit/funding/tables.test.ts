import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FundingFigure, Qualifier } from '../../../src/domain/figures/rules.ts'
import { isWithin, latticeOf } from '../../../src/domain/funding/lattice.ts'
import {
  AMOUNT_COLUMNS,
  DIMENSIONS,
  WHOLE,
  amountsOf,
  type FundingCell,
  type FundingTable,
  type FundingView,
} from '../../../src/domain/funding/rules.ts'
import { makeTables } from '../../../src/domain/funding/service.ts'
import { readReference } from '../../../src/domain/reference/files.ts'
import { PROGRAMME, allBreakdowns, madeOf, makeLine } from '../../fixtures/funding.ts'

const lattice = latticeOf(readReference('content'), PROGRAMME)
const PROJECTS = ['1', '2', '3', '4', '5', '6', '7']
const SOURCES = ['ngan-sach-trung-uong', 'ngan-sach-dia-phuong', 'huy-dong-khac']
const CAPITALS = ['dau-tu-phat-trien', 'su-nghiep']
/** Lies in the first of the units. */
const COMMUNE = 'thi-tran-it-ong-muong-la'
const UNITS = ['huyen-muong-la', 'huyen-song-ma']

type View = Pick<FundingView, 'cell' | 'by' | 'then' | 'sort'>
const PLAIN: View = { cell: WHOLE, by: null, then: null, sort: null }

const anyCell: fc.Arbitrary<FundingCell> = fc.record({
  project: fc.constantFrom('', ...PROJECTS),
  source: fc.constantFrom('', 'ngan-sach-nha-nuoc', ...SOURCES),
  capital: fc.constantFrom('', ...CAPITALS),
  unit: fc.constantFrom('son-la', ...UNITS),
})
const anyView: fc.Arbitrary<View> = fc.record({
  cell: fc.oneof(fc.constant(WHOLE), anyCell),
  by: fc.constantFrom(null, ...DIMENSIONS),
  then: fc.constantFrom(null, ...DIMENSIONS),
  sort: fc.constantFrom(null, { key: 'disbursed' as const, descending: true }),
})
const amount = fc.option(fc.integer({ min: 0, max: 900 }).map((billions) => billions * 1_000_000))
const anyLine = fc
  .record({
    cell: anyCell,
    allocated: amount,
    disbursed: amount,
    qualifier: fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      fc.constantFrom<Qualifier>('more-than', 'about', 'at-least'),
    ),
    status: fc.constantFrom('final' as const, 'provisional' as const, 'forecast' as const),
    sample: fc.boolean(),
  })
  .map(({ cell, sample, ...current }) => makeLine({ ...cell, sample, current }))
const anyLines = fc.uniqueArray(anyLine, { maxLength: 40, selector: ({ id }) => id })

/** True amounts of the finest cells, and everything that adds up to from them. */
const truth = fc
  .array(fc.integer({ min: 0, max: 99 }), { minLength: 84, maxLength: 84 })
  .map((amounts) =>
    PROJECTS.flatMap((project) =>
      SOURCES.flatMap((source) =>
        CAPITALS.flatMap((capital) => UNITS.map((unit) => ({ project, source, capital, unit }))),
      ),
    ).map((cell, at) => ({ cell, amount: (amounts[at] ?? 0) * 1_000_000 })),
  )
type Truth = readonly { cell: FundingCell; amount: number }[]

function trueAmount(all: Truth, cell: FundingCell): number {
  return all.reduce((sum, leaf) => sum + (isWithin(lattice, leaf.cell, cell) ? leaf.amount : 0), 0)
}

/** Lines that tell the truth about some cells: those asked for, and the finest ones where `fine` says so. */
function tell(all: Truth, cells: readonly FundingCell[], fine: boolean): FundingFigure[] {
  const told = [...cells, ...(fine ? all.map(({ cell }) => cell) : [])]
  const lines = told.map((cell) => makeLine({ ...cell, current: { allocated: trueAmount(all, cell) } }))
  return [...new Map(lines.map((line) => [line.id, line])).values()]
}

describe('a table of money', () => {
  test('ends in exactly what its rows make, whatever was published and however it is looked at', () => {
    fc.assert(
      fc.property(anyLines, anyView, (lines, view) => {
        for (const table of makeTables(lattice, lines, view)) {
          for (const breakdown of allBreakdowns(table.breakdown)) {
            for (const column of AMOUNT_COLUMNS) {
              const { total, origin, obstacle, remainder, excess } = breakdown.closings[column]
              if (total === null || obstacle !== null) continue
              expect(madeOf(breakdown, column)).toBe(total)
              if (origin === 'parts') expect([remainder, excess]).toEqual([null, null])
            }
          }
        }
      }),
      { numRuns: 400 },
    )
  })

  test('computes no sum in which an amount is only about, missing, or counted twice', () => {
    fc.assert(
      fc.property(anyLines, anyView, (lines, view) => {
        for (const table of makeTables(lattice, lines, view)) {
          for (const { rows, closings } of allBreakdowns(table.breakdown)) {
            for (const column of AMOUNT_COLUMNS) {
              if (closings[column].origin !== 'parts') continue
              expect(rows.map(({ worth }) => amountsOf(worth).qualifier).filter((q) => q !== null)).toEqual(
                [],
              )
              expect(rows.every(({ worth }) => amountsOf(worth)[column] !== null)).toBe(true)
              const cells = rows.map(({ cell }) => cell)
              const nested = cells.some((cell) =>
                cells.some((other) => other !== cell && isWithin(lattice, cell, other)),
              )
              expect(nested).toBe(false)
            }
          }
        }
      }),
      { numRuns: 400 },
    )
  })

  test('says nothing of a cell that the published lines do not bear out', () => {
    fc.assert(
      fc.property(
        truth,
        fc.array(anyCell, { maxLength: 25 }),
        fc.boolean(),
        anyView,
        (all, cells, fine, view) => {
          for (const table of makeTables(lattice, tell(all, cells, fine), view)) {
            if (table.worth !== null)
              expect(amountsOf(table.worth).allocated).toBe(trueAmount(all, table.cell))
            for (const { rows } of allBreakdowns(table.breakdown)) {
              for (const { cell, worth } of rows)
                if (worth !== null) expect(amountsOf(worth).allocated).toBe(trueAmount(all, cell))
            }
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('knows every cell where the finest lines add up to a published whole', () => {
    fc.assert(
      fc.property(truth, anyCell, (all, cell) => {
        fc.pre(all.some((leaf) => isWithin(lattice, leaf.cell, cell)))
        const [table] = makeTables(lattice, tell(all, [WHOLE], true), { ...PLAIN, cell })
        expect(amountsOf(table?.worth ?? null).allocated).toBe(trueAmount(all, cell))
      }),
      { numRuns: 60 },
    )
  })

  test('is the same with and without samples, and with and without forecasts', () => {
    fc.assert(
      fc.property(anyLines, anyView, (lines, view) => {
        const of = (own: readonly FundingFigure[], sample: boolean, projection: boolean) =>
          makeTables(lattice, own, view).filter(
            (table) => table.sample === sample && table.projection === projection,
          )
        for (const sample of [false, true]) {
          for (const projection of [false, true]) {
            const own = lines.filter(
              (line) => line.sample === sample && (line.current.status === 'forecast') === projection,
            )
            expect(of(lines, sample, projection)).toEqual(of(own, sample, projection))
          }
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('a published total', () => {
  const projects = (amounts: readonly (number | null)[], qualifier: Qualifier | null = null) =>
    amounts.map((allocated, at) => makeLine({ project: `${at + 1}`, current: { allocated, qualifier } }))
  const whole = (allocated: number, qualifier: Qualifier | null = null) =>
    makeLine({ current: { allocated, qualifier } })
  const closing = (lines: readonly FundingFigure[]) => tableOf(lines).breakdown?.closings.allocated

  test('that its parts make is said to be made of them', () => {
    expect(closing([whole(30), ...projects([10, 20])])).toEqual({
      total: 30,
      origin: 'published',
      qualifier: null,
      remainder: null,
      excess: null,
      obstacle: null,
    })
  })

  test('that its parts do not make leaves a remainder, parts without an amount counted in it', () => {
    expect(closing([whole(31), ...projects([10, 20, null])])).toMatchObject({ remainder: 1, obstacle: null })
  })

  test('that its parts exceed stays as it is, with the difference', () => {
    expect(closing([whole(29), ...projects([10, 20])])).toMatchObject({ total: 29, excess: 1 })
  })

  test.each([
    ['parts', [whole(40), ...projects([10, 20], 'more-than')]],
    ['total', [whole(40, 'nearly'), ...projects([10, 20])]],
  ])('is compared with nothing where the %s are only about', (_, lines) => {
    expect(closing(lines)).toMatchObject({ total: 40, remainder: null, excess: null, obstacle: 'qualifier' })
  })

  test('is not invented: without one, rows are added and those that are missing are named', () => {
    const table = tableOf(projects([10, 20]))
    expect(table.worth).toBeNull()
    expect(table.breakdown?.closings.allocated).toMatchObject({ total: 30, origin: 'parts' })
    expect(table.missing.map(({ value }) => value)).toEqual(['3', '4', '5', '6', '7'])
  })

  test('of one unit and of the one that followed it is not added', () => {
    const units = ['huyen-moc-chau', 'thi-xa-moc-chau'].map((unit) =>
      makeLine({ unit, current: { allocated: 10 } }),
    )
    expect(closing([whole(40), ...units])).toMatchObject({ remainder: null, obstacle: 'overlap' })
    expect(closing(units)).toMatchObject({ total: null, origin: null, obstacle: 'overlap' })
  })

  test('is no proof where the lines that make it have money in common', () => {
    const lines = [
      whole(20),
      makeLine({ source: 'ngan-sach-nha-nuoc', unit: COMMUNE, current: { allocated: 10 } }),
      makeLine({ source: 'ngan-sach-trung-uong', unit: 'huyen-muong-la', current: { allocated: 10 } }),
    ]
    expect(tableOf(lines, { cell: { ...WHOLE, source: 'ngan-sach-nha-nuoc' } }).worth).not.toMatchObject({
      origin: 'sum',
    })
  })

  test('of one source alone is never taken for the whole', () => {
    const table = tableOf([makeLine({ source: 'ngan-sach-trung-uong', current: { allocated: 10 } })])
    expect(table.cell).toEqual({ ...WHOLE, source: 'ngan-sach-trung-uong' })
    const two = tableOf(
      SOURCES.map((source) => makeLine({ project: '1', source, current: { allocated: 10 } })),
    )
    expect(two.worth).toBeNull()
  })
})

describe('a table that is asked for', () => {
  const lines = [
    makeLine({ current: { allocated: 30 } }),
    makeLine({ source: 'ngan-sach-trung-uong', current: { allocated: 20 } }),
    makeLine({ source: 'huy-dong-khac', current: { allocated: 10 } }),
  ]

  test('by a dimension in which nothing is known shows the first that has something', () => {
    expect(tableOf(lines, { by: 'unit' }).breakdown?.dimension).toBe('source')
  })

  test('passes over a group of sources that nobody published', () => {
    expect(tableOf(lines).breakdown?.rows.map(({ value }) => value)).toEqual([
      'ngan-sach-trung-uong',
      'huy-dong-khac',
    ])
  })

  test('by size has the rows without an amount last, either way', () => {
    const projects = [5, null, 7].map((allocated, at) =>
      makeLine({ project: `${at + 1}`, current: { allocated } }),
    )
    const order = (descending: boolean) =>
      tableOf(projects, { sort: { key: 'allocated', descending } }).breakdown?.rows.map(({ value }) => value)
    expect(order(true)).toEqual(['3', '1', '2'])
    expect(order(false)).toEqual(['1', '3', '2'])
  })

  test('takes shares of the exact total, and none of one that its rows exceed', () => {
    expect(tableOf(lines).breakdown?.rows.map(({ share }) => share?.percent)).toEqual([
      (20 / 30) * 100,
      (10 / 30) * 100,
    ])
    const exceeded = [makeLine({ current: { allocated: 25 } }), ...lines.slice(1)]
    expect(tableOf(exceeded).breakdown?.rows.map(({ share }) => share)).toEqual([null, null])
  })
})

function tableOf(lines: readonly FundingFigure[], view: Partial<View> = {}): FundingTable {
  const [table] = makeTables(lattice, lines, { ...PLAIN, ...view })
  if (table === undefined) throw new Error('no table')
  return table
}
