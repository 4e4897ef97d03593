import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  disbursementRate,
  fundingId,
  noteInBrief,
  publicNote,
  readNote,
  resultId,
  type FundingKey,
  type ReadNote,
  type ResultKey,
} from '../../../src/domain/figures/rules.ts'

const code = fc.stringMatching(/^[a-z]{1,4}(?:-[a-z0-9]{1,3}){0,2}$/u)
const period = fc.constantFrom('2021', '2022', '2021/2025', '2024-01/2024-09', '2022-Q3', '2022-01-31')
const result: fc.Arbitrary<ResultKey> = fc.record({
  indicator: code,
  unit: code,
  period,
  breakdown: fc.oneof(fc.constant(''), code),
})

describe('the id of a figure', () => {
  test.each([
    [
      { indicator: 'ty-le-ho-ngheo', unit: 'son-la', period: '2022', breakdown: '' },
      'ty-le-ho-ngheo_son-la_2022',
    ],
    [
      { indicator: 'so-nha-duoc-ho-tro', unit: 'son-la', period: '2020/2024', breakdown: '' },
      'so-nha-duoc-ho-tro_son-la_2020-den-2024',
    ],
  ])('of %o is %s', (key, id) => {
    expect(resultId(key, false)).toBe(id)
    expect(resultId(key, true)).toBe(`minh-hoa_${id}`)
  })

  test('leaves out what stands for everything', () => {
    const key: FundingKey = {
      programme: 'de-an-nha-o-ho-ngheo-2021-2025',
      project: '',
      source: '',
      capital: '',
      unit: 'son-la',
      period: '2022',
    }
    expect(fundingId(key, false)).toBe('kinh-phi_de-an-nha-o-ho-ngheo-2021-2025_son-la_2022')
    expect(fundingId({ ...key, project: '4.3' }, false)).toContain('_du-an-4-3_')
  })

  test('is the same for the same dimensions only, and never the id of a sample', () => {
    fc.assert(
      fc.property(result, result, (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b)
        expect(resultId(a, false) === resultId(b, false)).toBe(same)
        expect(resultId(a, false)).not.toBe(resultId(b, true))
      }),
    )
  })
})

describe('the rate of disbursement', () => {
  test('is disbursed by allocated, in percent', () => {
    expect(disbursementRate({ allocated: 400, disbursed: 100 })).toBe(25)
  })

  test.each([
    { allocated: 0, disbursed: 0 },
    { allocated: null, disbursed: 5 },
    { allocated: 5, disbursed: null },
  ])('means nothing of %o', (amounts) => {
    expect(disbursementRate(amounts)).toBeNull()
  })
})

describe('a cell of notes', () => {
  test.each<[string | null, Omit<ReadNote, 'comment'>]>([
    [null, { change: null, text: null }],
    ['Tính cả hộ mới tách.', { change: null, text: 'Tính cả hộ mới tách.' }],
    ['correction: nhập nhầm', { change: { change: 'correction', reason: 'nhập nhầm' }, text: null }],
    [
      'revision: số quyết toán \nTính cả hộ mới tách.\nDòng hai.',
      {
        change: { change: 'revision', reason: 'số quyết toán' },
        text: 'Tính cả hộ mới tách.\nDòng hai.',
      },
    ],
    [
      'correction: nhập nhầm\r\nGhi chú.',
      { change: { change: 'correction', reason: 'nhập nhầm' }, text: 'Ghi chú.' },
    ],
  ])('%j is read as the reason of its first line and the note below', (note, read) => {
    expect(readNote(note)).toEqual({ ...read, comment: null })
    expect(publicNote(note)).toBe(read.text)
  })

  test.each([
    ['correction: nhập nhầm\ncomment: 0190-a', { comment: '0190-a', text: null }],
    ['correction: nhập nhầm\r\ncomment:0190-a\r\nGhi chú.', { comment: '0190-a', text: 'Ghi chú.' }],
    // Only a correction follows a comment, and only the line after its reason names one.
    ['revision: quyết toán\ncomment: 0190-a', { comment: null, text: 'comment: 0190-a' }],
    [
      'correction: nhập nhầm\nGhi chú.\ncomment: 0190-a',
      { comment: null, text: 'Ghi chú.\ncomment: 0190-a' },
    ],
    ['comment: 0190-a', { comment: null, text: 'comment: 0190-a' }],
  ])('%j names the comment that led to the correction', (note, read) => {
    expect(readNote(note)).toMatchObject(read)
  })

  test.each([
    [null, null],
    ['Cho 935 căn nhà.', { text: 'Cho 935 căn nhà.', cut: false }],
    ['correction: nhập nhầm\nCho 935 căn nhà', { text: 'Cho 935 căn nhà', cut: false }],
    ['Số của cả kỳ. Không chia cho từng năm.', { text: 'Số của cả kỳ.', cut: true }],
    ['Xong trước ngày 30.4.2025, theo báo.', { text: 'Xong trước ngày 30.4.2025, theo báo.', cut: false }],
  ])('%j is told in brief by its first sentence', (note, brief) => {
    expect(noteInBrief(note)).toEqual(brief)
  })

  test.each(['correction:', 'correction: \nGhi chú.', 'Correction: x', 'Ghi chú.\ncorrection: x'])(
    '%j gives no reason on its first line',
    (note) => {
      expect(readNote(note).change).toBeNull()
    },
  )
})
