import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  figureColumns,
  chooseOrigin,
  figureTable,
  neutralize,
  selectFigures,
  unitTable,
  type Cell,
} from '../../../src/domain/downloads/rules.ts'
import { toCsv } from '../../../src/domain/downloads/service.ts'
import { readReference } from '../../../src/domain/reference/files.ts'
import { makeFunding, makeResult } from '../../fixtures/figure-values.ts'
import { makeDocument } from '../../fixtures/figures.ts'

const reference = readReference('content')
const words = { claim: () => 'số khác', citation: () => 'trích dẫn' }
const setting = { reference, origin: 'https://so-lieu.example', words }

describe('text that a spreadsheet could run', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\n=1', ' =1', '＝1', '＋1', '－1', '＠x'])(
    '%j gets an apostrophe in front',
    (text) => {
      expect(neutralize(text)).toBe(`'${text}`)
    },
  )

  test.each(['Tỷ lệ hộ nghèo', '1+1', 'a=b', 'so-lieu', '', "'=1", '–5', '17.83'])('%j stays', (text) => {
    expect(neutralize(text)).toBe(text)
  })

  test('whatever a text is, nothing that begins a formula is left, and nothing else changes', () => {
    const dangerous = fc.tuple(
      fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', ' '),
      fc.string({ unit: 'grapheme' }),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          dangerous.map((parts) => parts.join('')),
        ),
        (text) => {
          const safe = neutralize(text)
          expect(safe.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/u)
          expect([text, `'${text}`]).toContain(safe)
        },
      ),
    )
  })
})

describe('CSV', () => {
  test('any cells come back as they were, numbers and flags untouched, text without formulas', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constant(null),
      fc.boolean(),
      fc.integer().map((value) => ({ decimal: String(value) })),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const text = toCsv({ columns: ['a', 'b'], rows }, { bom: false })
        const read = parse(text, { record_delimiter: '\r\n' })
        const printed = (value: Cell): string => {
          if (typeof value === 'string') return neutralize(value)
          if (value === null) return ''
          return typeof value === 'boolean' ? String(value) : value.decimal
        }
        expect(read).toEqual([['a', 'b'], ...rows.map((row) => row.map(printed))])
      }),
    )
  })

  test('begins with its columns, and with a byte order mark only where Excel asks for it', () => {
    const table = { columns: ['id'], rows: [['x']] }
    expect(toCsv(table, { bom: false })).toBe('id\r\nx\r\n')
    expect(toCsv(table, { bom: true })).toBe('\uFEFFid\r\nx\r\n')
  })

  test('a negative number is a number', () => {
    expect(toCsv({ columns: ['value'], rows: [[{ decimal: '-3.06' }]] }, { bom: false })).toContain(
      '\r\n-3.06\r\n',
    )
  })
})

describe('the table of figures', () => {
  const read = (figure: Parameters<typeof figureTable>[0][number]): Record<string, Cell | undefined> => {
    const { columns, rows } = figureTable([figure], ['result', 'funding'], setting)
    return Object.fromEntries(columns.map((column, at) => [column, rows[0]?.[at]]))
  }

  test('has a column for each thing and each thing once, whatever its figures', () => {
    const columns = figureColumns(['result', 'funding'])
    expect(new Set(columns).size).toBe(columns.length)
    expect(columns.every((column) => /^[a-z_]+$/u.test(column))).toBe(true)
    expect(figureTable([], ['result'], setting)).toEqual({ columns: figureColumns(['result']), rows: [] })
    expect(figureColumns(['result'])).not.toContain('allocated')
    expect(figureColumns(['funding'])).not.toContain('value')
  })

  test('keeps a value as it was published, with its qualifier, source and frozen address', () => {
    const cells = read(
      makeResult(
        '1.90',
        {},
        { qualifier: 'more-than', revision: 3, document: makeDocument({ secondary: true }) },
      ),
    )
    expect(cells).toMatchObject({
      id: 'ty-le-ho-ngheo_son-la_2022',
      revision: { decimal: '3' },
      sample: false,
      indicator_name: 'Tỷ lệ hộ nghèo',
      unit_name: 'tỉnh Sơn La',
      value: { decimal: '1.90' },
      measure: '%',
      qualifier: 'more-than',
      source_number: '12/NQ-HĐND',
      source_confidence: 'secondary',
      address: 'https://so-lieu.example/so-lieu/ty-le-ho-ngheo_son-la_2022/v3',
      citation: 'trích dẫn',
      allocated: null,
    })
  })

  test('computes the rate, and leaves it open where the amounts are open', () => {
    const amounts = { allocated: 3_000_000_000, disbursed: 2_000_000_000 }
    expect(read(makeFunding(amounts))['rate']).toEqual({ decimal: '66.67' })
    expect(read(makeFunding(amounts, {}, { qualifier: 'at-least' }))['rate']).toBeNull()
    expect(read(makeFunding({ allocated: null, disbursed: 5 }))['rate']).toBeNull()
    expect(read(makeFunding({ allocated: 0, disbursed: 0 }))['rate']).toBeNull()
  })

  test('an empty value stays empty and its status says why', () => {
    expect(read(makeResult(null, {}, { status: 'not-available', document: null }))).toMatchObject({
      value: null,
      status: 'not-available',
      source_title: null,
      source_confidence: null,
    })
  })

  test('marks samples', () => {
    expect(read(makeResult('1', { sample: true }))).toMatchObject({
      sample: true,
      id: 'minh-hoa_ty-le-ho-ngheo_son-la_2022',
    })
  })
})

describe('a selection', () => {
  const figures = [
    makeResult('1', { period: '2021' }),
    makeResult('2', { period: '2022-06' }),
    makeResult('3', { period: '2021/2023' }),
    makeResult('4', { unit: 'huyen-van-ho', period: '2022' }),
    makeResult('5', { unit: 'huyen-van-ho', period: '2022', sample: true }),
  ]
  const values = (selection: Parameters<typeof selectFigures>[1]) =>
    selectFigures(figures, selection, reference.units).map(({ current }) => current.value)

  test.each([
    ['everything', {}, ['1', '2', '3', '4', '5']],
    ['a level', { level: 'district' }, ['4', '5']],
    ['from a year on', { from: '2022' }, ['2', '3', '4', '5']],
    ['up to a year', { to: '2022' }, ['1', '2', '4', '5']],
    ['one year', { from: '2022', to: '2022' }, ['2', '4', '5']],
    ['units', { chosen: ['son-la'] }, ['1', '2', '3']],
  ] as const)('takes %s', (_, selection, expected) => {
    expect(values(selection)).toEqual(expected)
  })
})

test('samples stand in a file of their own, without being asked for only where there is nothing real', () => {
  const real = makeResult('1')
  const sample = makeResult('2', { sample: true })
  const chosen = (all: Parameters<typeof chooseOrigin>[0], asked?: boolean) => {
    const { figures, samplesLeftOut } = chooseOrigin(all, asked)
    return [...figures.map(({ current }) => current.value), samplesLeftOut]
  }
  expect(chosen([sample, real])).toEqual(['1', 1])
  expect(chosen([sample])).toEqual(['2', 0])
  expect(chosen([])).toEqual([0])
  expect(chosen([sample, real], true)).toEqual(['2', 0])
  expect(chosen([real], true)).toEqual([0])
  expect(chosen([sample], false)).toEqual([1])
})

test('units keep their codes as text and their validity', () => {
  const { columns, rows } = unitTable(reference.units.values(), 'https://so-lieu.example')
  expect(rows).toHaveLength(reference.units.size)
  const row = rows.find(([id]) => id === 'phuong-chieng-le-son-la') ?? []
  const cells = Object.fromEntries(columns.map((column, at) => [column, row[at]]))
  expect(cells).toMatchObject({ official_code: '03646', valid_to: '2025-06-30', tile_row: null })
})
