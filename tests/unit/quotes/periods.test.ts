import { expect, test } from 'vitest'
import { readPeriods } from '../../../src/domain/quotes/period-rules.ts'
import { composeText, foldSpelling } from '../../../src/domain/quotes/spelling-rules.ts'
import { formatPeriod } from '../../../src/i18n/figures.ts'

function read(text: string): string[] {
  const folded = foldSpelling(composeText(text))
  const counted = (place: number): boolean => /^ ?(?:%|can nha|ti dong)/u.test(folded.slice(place))
  return readPeriods(folded, () => false, counted).map(({ code }) => code)
}

test.each([
  '2022',
  '2022-Q3',
  '2022-06',
  '2022-01-31',
  '2021/2025',
  '2024-01/2024-09',
  '2021/2025-11',
  '2025-05-15/2026-01-30',
  '2020/2025',
])('%s is read from what the site prints', (code) => {
  expect(read(`Sơn La, ${formatPeriod(code, 'vi')}: 5`)).toEqual([code])
})

test.each([
  ['Năm 2022 tỷ lệ hộ nghèo', ['2022']],
  ['cuối năm 2024', ['2024']],
  ['năm 2021, 2022 và 2023', ['2021', '2022', '2023']],
  ['giai đoạn 2021-2025', ['2021/2025']],
  ['từ 2021 đến 2024', ['2021/2024']],
  ['từ năm 2021 đến hết tháng 6/2025', ['2021/2025-06']],
  ['ngày 31/12/2022', ['2022-12-31']],
  ['31-12-2022', ['2022-12-31']],
  ['tháng 6 năm 2022', ['2022-06']],
  ['quý 3/2022', ['2022-Q3']],
  ['quý III năm 2022', ['2022-Q3']],
  ['6 tháng đầu năm 2022', ['2022-01/2022-06']],
  ['sáu tháng cuối năm 2022', ['2022-07/2022-12']],
  ['nửa đầu năm 2022', ['2022-01/2022-06']],
  ['9 tháng năm 2024', ['2024-01/2024-09']],
  ['3 tháng đầu năm 2024', ['2024-Q1']],
  ['6 tháng đầu năm', []],
  ['2022-06', ['2022-06']],
  ['2021/2025', ['2021/2025']],
  ['ty le 2022 la', ['2022']],
  ['2022 căn nhà', []],
  ['2022 tỷ đồng', []],
  ['2.022', []],
  ['2022,5', []],
  ['31/13/2022', []],
  ['năm 1899', []],
  ['Nghị quyết 164/2022/NQ-HĐND', []],
  ['Chương trình 1719', []],
  ['từ 2025 đến 2021', ['2025', '2021']],
])('%s', (text, codes) => {
  expect(read(text)).toEqual(codes)
})
