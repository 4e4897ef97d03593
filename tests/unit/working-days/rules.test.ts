import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deadlineAfter, isWorkingDay, type Calendar } from '../../../src/domain/working-days/rules.ts'

const EMPTY: Calendar = { holidays: new Map(), workedDays: new Set() }
const DAY_MS = 86_400_000

describe('a deadline in working days', () => {
  test('does not count the day of submission, and passes over the weekend', () => {
    // Thursday 19 November 2026, 22:30 in Viet Nam.
    const deadline = deadlineAfter(new Date('2026-11-19T15:30:00Z'), 3, EMPTY)
    expect(deadline).toEqual({
      at: '2026-11-24T16:59:59.999Z',
      day: '2026-11-24',
      from: '2026-11-19',
      workingDays: 3,
      skipped: [
        { day: '2026-11-21', holiday: null },
        { day: '2026-11-22', holiday: null },
      ],
    })
  })

  test.each([
    ['2026-11-19T16:59:59.999Z', '2026-11-19'],
    ['2026-11-19T17:00:00.000Z', '2026-11-20'],
  ])('counts %s as %s: the day begins at midnight in Viet Nam', (moment, from) => {
    expect(deadlineAfter(new Date(moment), 1, EMPTY).from).toBe(from)
  })

  test('passes over holidays by name, counts weekend days that are worked, and says so', () => {
    const calendar: Calendar = {
      holidays: new Map([['2027-01-01', 'Tết Dương lịch']]),
      workedDays: new Set(['2027-01-02']),
    }
    const deadline = deadlineAfter(new Date('2026-12-31T02:00:00Z'), 2, calendar)
    expect(deadline.day).toBe('2027-01-04')
    expect(deadline.skipped).toEqual([
      { day: '2027-01-01', holiday: 'Tết Dương lịch' },
      { day: '2027-01-03', holiday: null },
    ])
  })

  test.each([0, -1, 1.5])('refuses %s days', (days) => {
    expect(() => deadlineAfter(new Date(), days, EMPTY)).toThrow(RangeError)
  })

  test('ends on a working day, with exactly as many working days since day zero', () => {
    const arbitraryDay = fc
      .integer({ min: 0, max: 400 })
      .map((offset) => new Date(Date.UTC(2026, 0, 1) + offset * DAY_MS).toISOString().slice(0, 10))
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 399 * 24 * 60 }),
        fc.integer({ min: 1, max: 40 }),
        fc.uniqueArray(arbitraryDay, { maxLength: 60 }),
        fc.uniqueArray(arbitraryDay, { maxLength: 20 }),
        (minutes, days, holidays, worked) => {
          const calendar: Calendar = {
            holidays: new Map(holidays.map((day) => [day, 'nghỉ'])),
            workedDays: new Set(worked),
          }
          const from = new Date(Date.UTC(2026, 0, 1) + minutes * 60_000)
          const deadline = deadlineAfter(from, days, calendar)
          expect(isWorkingDay(deadline.day, calendar)).toBe(true)
          const between: string[] = []
          for (let at = Date.parse(deadline.from) + DAY_MS; at <= Date.parse(deadline.day); at += DAY_MS) {
            between.push(new Date(at).toISOString().slice(0, 10))
          }
          expect(between.filter((day) => isWorkingDay(day, calendar))).toHaveLength(days)
          expect(deadline.skipped.map(({ day }) => day)).toEqual(
            between.filter((day) => !isWorkingDay(day, calendar)),
          )
          expect(Date.parse(deadline.at)).toBeGreaterThan(from.getTime())
        },
      ),
    )
  })
})
