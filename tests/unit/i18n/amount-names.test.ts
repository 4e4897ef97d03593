import { describe, expect, test } from 'vitest'
import { readReference } from '../../../src/domain/reference/files.ts'
import { amountNames } from '../../../src/i18n/amount-names.ts'
import { figureText } from '../../../src/i18n/figure-names.ts'
import { printCorrection } from '../../../src/i18n/funding-corrections.ts'
import { makeLine } from '../../fixtures/funding.ts'

const reference = readReference('content')
const names = (id: string) => amountNames(reference.programmes.get(id), 'vi')
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

describe('the amounts of a programme are named', () => {
  test('as the budget names them', () => {
    expect(names('ctmtqg-giam-ngheo-ben-vung-2021-2025')).toEqual({
      allocated: 'Kế hoạch giao',
      disbursed: 'Giải ngân',
      rate: 'Tỷ lệ giải ngân',
    })
  })

  test('by their own words where they are no plan and no disbursement', () => {
    expect(names('de-an-nha-o-ho-ngheo-2021-2025').disbursed).toBe('Kinh phí đã thực hiện')
    expect(names('tin-dung-chinh-sach-xa-hoi').disbursed).toBe('Tiền đã cho vay')
    expect(names('xoa-nha-tam-nha-dot-nat')).toEqual({
      allocated: 'Kinh phí phân bổ',
      disbursed: 'Kinh phí đã thực hiện',
      rate: 'Kinh phí đã thực hiện so với kinh phí phân bổ',
    })
  })

  test('by the same words in a citation and in a correction', () => {
    const programme = 'de-an-nha-o-ho-ngheo-2021-2025'
    const amounts = { disbursed: 156_000_000_000, qualifier: 'more-than' as const }
    const figure = makeLine({ programme, current: amounts })
    expect(plain(figureText(figure, figure.current, reference, 'vi'))).toBe(
      'kinh phí đã thực hiện hơn 156 tỷ đồng',
    )
    const before = makeLine({ programme, current: { ...amounts, disbursed: 150_000_000_000 } })
    expect(plain(printCorrection({ before, after: figure }, reference, 'vi').before)).toBe(
      'kinh phí đã thực hiện hơn 150 tỷ đồng',
    )
  })
})
