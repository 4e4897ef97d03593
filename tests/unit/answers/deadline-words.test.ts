import { expect, test } from 'vitest'
import { deadlineAfter } from '../../../src/domain/working-days/rules.ts'
import { deadlineWords } from '../../../src/i18n/deadline-words.ts'

const calendar = {
  holidays: new Map([
    ['2026-09-01', 'Quốc khánh'],
    ['2026-09-02', 'Quốc khánh'],
  ]),
  workedDays: new Set<string>(),
}
const words = (from: string, days: number) =>
  deadlineWords(deadlineAfter(new Date(`${from}T03:00:00Z`), days, calendar), 'vi')

test('a deadline says from when it counts and what was left out', () => {
  expect(words('2026-11-20', 10)).toBe(
    'Hạn trả lời 04/12/2026: 10 ngày làm việc kể từ ngày đăng 20/11/2026, không tính thứ bảy và chủ nhật.',
  )
  expect(words('2026-08-28', 2)).toBe(
    'Hạn trả lời 03/09/2026: 2 ngày làm việc kể từ ngày đăng 28/08/2026, không tính thứ bảy, chủ nhật, Quốc khánh (01/09/2026) và Quốc khánh (02/09/2026).',
  )
  expect(words('2026-11-23', 2)).toBe('Hạn trả lời 25/11/2026: 2 ngày làm việc kể từ ngày đăng 23/11/2026.')
})
