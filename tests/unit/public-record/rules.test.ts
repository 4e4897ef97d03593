import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  daysOf,
  monthBounds,
  monthsBetween,
  readRecordQuery,
  waitingOf,
} from '../../../src/domain/public-record/rules.ts'
import { formatDuration } from '../../../src/i18n/durations.ts'

describe('the time that comments waited', () => {
  test('is the time of a real case that at least half, or nine in ten, did not exceed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 200 }), (times) => {
        const { medianMs: median, p90Ms: ninth, count } = waitingOf(times)
        expect(count).toBe(times.length)
        for (const [value, share] of [
          [median, 0.5],
          [ninth, 0.9],
        ] as const) {
          expect(times).toContain(value)
          const within = (limit: number) => times.filter((time) => time <= limit).length / times.length
          expect(within(value ?? -1)).toBeGreaterThanOrEqual(share)
          const smaller = times.filter((time) => time < (value ?? 0))
          if (smaller.length > 0) expect(within(Math.max(...smaller))).toBeLessThan(share)
        }
      }),
    )
  })

  test('is nothing where nobody waited', () => {
    expect(waitingOf([])).toEqual({ count: 0, medianMs: null, p90Ms: null })
  })

  test.each([
    [7, '1 phút'],
    [45 * 60_000, '45 phút'],
    [3_599_000, '1 giờ'],
    [3_600_000 * 5 + 60_000 * 20, '5 giờ 20 phút'],
    [86_400_000 - 1, '1 ngày'],
    [86_400_000 * 2 + 3_600_000 * 4, '2 ngày 4 giờ'],
    [86_400_000 * 2 - 60_000, '2 ngày'],
    [86_400_000 + 60_000, '1 ngày 1 giờ'],
  ])('of %i ms reads %s', (milliseconds, words) => {
    expect(formatDuration(milliseconds, 'vi')).toBe(words)
  })
})

describe('months of the public record', () => {
  test('begin and end at midnight in Vietnam', () => {
    expect(monthBounds('2026-01')).toEqual({
      start: '2025-12-31T17:00:00.000Z',
      end: '2026-01-31T17:00:00.000Z',
    })
    expect(monthBounds('2026-12').end).toBe('2026-12-31T17:00:00.000Z')
  })

  test('follow each other, newest first, with all their days', () => {
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2026-02', '2026-01', '2025-12', '2025-11'])
    expect(daysOf('2024-02', '2024-12-31')).toHaveLength(29)
    expect(daysOf('2026-03', '2026-03-02')).toEqual(['2026-03-01', '2026-03-02'])
  })

  test.each(['thang=2026-13', 'thang=2026', 'truoc=0', 'truoc=-1', 'truoc=x', 'truoc=9999999999999999'])(
    'refuse %s',
    (query) => {
      expect(() => readRecordQuery(new URLSearchParams(query))).toThrow()
    },
  )
})
