import { expect, test } from 'vitest'
import { calendarEnding } from '../../../src/domain/site/rules.ts'
import { readSite } from '../../../src/domain/site/service.ts'

const ending = (calendarUntil: string | null, now: string) => calendarEnding({ calendarUntil }, new Date(now))

test('the calendar is told to end while thirty days ahead, in Viet Nam, are beyond it', () => {
  // 31 December less thirty days is 1 December, which ends in Viet Nam at 17:00 UTC.
  expect(ending('2026-12-31', '2026-12-01T16:59:59.999Z')).toBeNull()
  expect(ending('2026-12-31', '2026-12-01T17:00:00.000Z')).toBe('2026-12-31')
  expect(ending('2026-12-31', '2028-01-01T00:00:00.000Z')).toBe('2026-12-31')
  expect(ending(null, '2028-01-01T00:00:00.000Z')).toBeNull()
})

test('the office says up to when its calendar is complete, and has no holiday of a later year to rely on', () => {
  const { calendarUntil, calendar } = readSite('content')
  expect(calendarUntil).toMatch(/^\d{4}-\d{2}-\d{2}$/u)
  expect([...calendar.holidays.keys()].some((day) => day <= (calendarUntil ?? ''))).toBe(true)
})
