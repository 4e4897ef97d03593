import { describe, expect, test } from 'vitest'
import { figureMarks } from '../../../src/i18n/figure-marks.ts'
import { formatCell, formatValue } from '../../../src/i18n/figures.ts'
import { printCorrections } from '../../../src/i18n/result-corrections.ts'
import { changeWords, classWords, rankWords, shortIssuer } from '../../../src/i18n/result-words.ts'
import { readReference } from '../../../src/domain/reference/files.ts'
import { makeIndicator, makeResult } from '../../fixtures/results.ts'

const POVERTY = makeIndicator()
const HOUSES = makeIndicator({ measure: 'nhà', decimals: 0 })
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

describe('a change', () => {
  test.each([
    ['-3.06', POVERTY, 'giảm 3,06 điểm %'],
    ['0.50', POVERTY, 'tăng 0,50 điểm %'],
    ['6', POVERTY, 'tăng 6 điểm %'],
    ['845', HOUSES, 'tăng 845 nhà'],
    ['-1200', HOUSES, 'giảm 1.200 nhà'],
    ['0', HOUSES, 'không đổi'],
    ['0.00', POVERTY, 'không đổi'],
  ])('of %s is told as words', (difference, indicator, words) => {
    expect(plain(changeWords(difference, indicator, 'vi'))).toBe(words)
  })
})

test.each([
  [{ place: 1, of: 12, tied: false }, 'lower-better', 'thấp nhất trong 12 đơn vị cấp huyện cũ'],
  [{ place: 3, of: 12, tied: false }, 'lower-better', 'thấp thứ 3 trong 12 đơn vị cấp huyện cũ'],
  [{ place: 1, of: 12, tied: true }, 'higher-better', 'cùng cao nhất trong 12 đơn vị cấp huyện cũ'],
] as const)('a place %o is told as words', (rank, direction, words) => {
  expect(rankWords(rank, direction, 'district', 'vi')).toBe(words)
})

test('classes of a map are told as words, with open ends', () => {
  const classes = [0, 5, 10].map((from) => ({ from, to: from + 5 }))
  const words = classes.map((one, at) =>
    plain(classWords(one, { first: at === 0, last: at === 2 }, POVERTY, 'vi')),
  )
  expect(words).toEqual(['dưới 5 %', 'từ 5 % đến dưới 10 %', 'từ 10 % trở lên'])
})

test.each([
  ['báo của tỉnh Sơn La (chưa xác định tên báo)', 'báo của tỉnh Sơn La'],
  ['Tạp chí Tài chính', 'Tạp chí Tài chính'],
  [null, 'không rõ nơi công bố'],
])('the issuer %s is %s beside a number', (issuer, words) => {
  expect(shortIssuer({ issuer }, 'vi')).toBe(words)
})

test('a number does not look more exact than its source has it', () => {
  const more = { value: '43', qualifier: 'more-than' } as const
  expect(plain(formatValue(more, POVERTY, 'vi'))).toBe('hơn 43 %')
  expect(plain(formatCell(more, POVERTY, 'vi'))).toBe('hơn 43')
  expect(plain(formatCell({ value: '27', qualifier: null }, POVERTY, 'vi'))).toBe('27')
})

describe('marks beside a number', () => {
  const marks = (figure: ReturnType<typeof makeResult>) => figureMarks(figure, 'vi').map(({ text }) => text)

  test('say what is no final real result', () => {
    expect(marks(makeResult())).toEqual([])
    expect(marks(makeResult({ status: 'provisional' }))).toEqual(['sơ bộ'])
    expect(marks(makeResult({ status: 'revised' }))).toEqual(['đã sửa'])
    expect(marks(makeResult({ status: 'target' }))).toEqual(['chỉ tiêu'])
    expect(marks(makeResult({ status: 'forecast' }))).toEqual(['dự kiến'])
    expect(marks(makeResult({ sample: true, status: 'provisional' }))).toEqual(['minh hoạ', 'sơ bộ'])
  })

  test('stand at an empty sample too', () => {
    expect(marks(makeResult({ sample: true, value: null, status: 'not-available' }))).toEqual(['minh hoạ'])
  })
})

describe('corrections in words', () => {
  const before = makeResult({ value: '17.38' }).current
  const figure = makeResult({
    value: '17.83',
    revision: 2,
    change: 'correction',
    changeReason: 'nhập nhầm hai chữ số',
    publishedAt: '2026-03-02T17:00:00.000Z',
  })
  const reference = readReference('content')
  const print = (asof?: string) => printCorrections([{ figure, before }], reference, asof, 'vi')

  test('name the figure, both values and the reason, and lead to the revision', () => {
    expect(print()).toMatchObject([
      {
        label: 'Tỷ lệ hộ nghèo, tỉnh Sơn La, năm 2022',
        href: '/so-lieu/ty-le-ho-ngheo_son-la_2022/v2',
        reason: 'nhập nhầm hai chữ số',
      },
    ])
    expect(plain(`${print()[0]?.before ?? ''} ${print()[0]?.after ?? ''}`)).toBe('17,38 % 17,83 %')
  })

  test('are told from the day on which they were made, Vietnam time', () => {
    expect(print('2026-03-02')).toEqual([])
    expect(print('2026-03-03')).toHaveLength(1)
  })
})
