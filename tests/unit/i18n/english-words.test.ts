import { describe, expect, test } from 'vitest'
import { readReference } from '../../../src/domain/reference/files.ts'
import { amountNames, amountPhrase } from '../../../src/i18n/amount-names.ts'
import { chartWords } from '../../../src/i18n/charts.ts'
import { citationText, citeFigure } from '../../../src/i18n/citations.ts'
import { deadlineWords } from '../../../src/i18n/deadline-words.ts'
import { figureStatement, figureTitle } from '../../../src/i18n/figure-names.ts'
import { printCorrection } from '../../../src/i18n/funding-corrections.ts'
import { nameOfCell } from '../../../src/i18n/funding.ts'
import { composeMail } from '../../../src/i18n/mails.ts'
import { noteWords } from '../../../src/i18n/quote-words.ts'
import { changeWords, rankWords } from '../../../src/i18n/result-words.ts'
import { PROGRAMME, makeLine } from '../../fixtures/funding.ts'
import { makeIndicator, makeResult } from '../../fixtures/results.ts'

const reference = readReference('content', 'en')
const POVERTY = makeIndicator()
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

describe('in English', () => {
  test.each([
    ['-3.06', 'down 3.06 percentage points'],
    ['0.50', 'up 0.50 percentage points'],
    ['0.00', 'unchanged'],
  ])('a change of %s is told as words', (difference, words) => {
    expect(plain(changeWords(difference, POVERTY, 'en'))).toBe(words)
  })

  test.each([
    [{ place: 1, tied: false }, 'lower-better', 'lowest of 12 former districts'],
    [{ place: 2, tied: false }, 'lower-better', '2nd lowest of 12 former districts'],
    [{ place: 3, tied: true }, 'higher-better', 'joint 3rd highest of 12 former districts'],
    [{ place: 11, tied: false }, 'higher-better', '11th highest of 12 former districts'],
  ] as const)('a place %o is told as words', (rank, direction, words) => {
    expect(rankWords({ ...rank, of: 12 }, direction, 'district', 'en')).toBe(words)
  })

  test('a figure is named and told with its qualifier and status', () => {
    const result = makeResult()
    expect(figureTitle(result, reference, 'en')).toBe('Poverty rate, Sơn La province, 2022')
    const forecast = makeResult({ value: '7.89', status: 'forecast', qualifier: 'about', period: '2024-06' })
    expect(figureTitle(forecast, reference, 'en')).toBe('Poverty rate, Sơn La province, June 2024')
    expect(plain(figureStatement(forecast, forecast.current, reference, 'en'))).toBe('about 7.89% (forecast)')
  })

  test('a line of money is named and told with the currency in front', () => {
    const line = makeLine({
      project: '4',
      capital: 'su-nghiep',
      current: { allocated: 20_000_000_000, disbursed: 12_500_000_000, qualifier: 'more-than' },
    })
    expect(figureTitle(line, reference, 'en')).toBe(
      'Funding: sustainable poverty reduction, Project 4, recurrent funding, Sơn La province, 2022',
    )
    expect(plain(figureStatement(line, line.current, reference, 'en'))).toBe(
      'allocated more than VND 20 billion, disbursed more than VND 12.5 billion',
    )
    const before = { ...line, current: { ...line.current, disbursed: 12_000_000_000 } }
    const correction = printCorrection({ before, after: line }, reference, 'en')
    expect(correction.label).toBe('Sustainable poverty reduction, 2022, Project 4, recurrent funding')
    expect(plain(correction.before)).toBe('disbursed more than VND 12 billion')
  })

  test('names keep their capitals within a cell, words do not', () => {
    const cell = { project: '4', source: 'ngan-sach-trung-uong', capital: '', unit: 'huyen-muong-la' }
    expect(nameOfCell(reference, PROGRAMME, cell, 'en')).toBe('Project 4, central budget, Mường La district')
  })

  test('amounts are called allocated and disbursed', () => {
    const names = amountNames(reference.programmes.get(PROGRAMME), 'en')
    expect(names).toEqual({ allocated: 'Allocated', disbursed: 'Disbursed', rate: 'Disbursement rate' })
    expect(amountPhrase(names, 'disbursed', 'VND 12 billion', 'en')).toBe('disbursed VND 12 billion')
  })

  test('a citation says it all in English but for the names of documents', () => {
    const site = { name: 'Sustainable Poverty Reduction in Sơn La', publisher: 'Editors' }
    const setting = { reference, site, origin: 'https://vi-du.vn' }
    const text = citationText(citeFigure(makeResult(), setting, 'en'), 'en')
    expect(plain(text)).toBe(
      `Editors (2026). Poverty rate, Sơn La province, 2022: 17.83% [revision 1, published 2 March 2026]. ${site.name}. ` +
        `https://vi-du.vn/en/so-lieu/ty-le-ho-ngheo_son-la_2022/v1. Based on HĐND tỉnh Sơn La: Nghị quyết về kết quả giảm nghèo năm 2022. SHA-256: ${'a'.repeat(64)}`,
    )
  })

  test('a due date is told with what was not counted', () => {
    const deadline = {
      at: '2026-12-07T16:59:59.999Z',
      day: '2026-12-07',
      from: '2026-11-23',
      workingDays: 10,
      skipped: [{ day: '2026-11-28', holiday: null }],
    }
    expect(deadlineWords(deadline, 'en')).toBe(
      'Answer due 7 December 2026: 10 working days after publication on 23 November 2026, not counting Saturdays and Sundays.',
    )
    expect(deadlineWords({ ...deadline, workingDays: 1, skipped: [] }, 'en')).toContain('1 working day after')
  })

  test('a chart says what it shows', () => {
    const words = chartWords('en')
    const change = {
      title: 'Poverty rate',
      unit: 'Sơn La province',
      direction: -1,
      first: { text: '21.66%', period: '2021' },
      last: { text: '11.11%', period: '2024' },
    }
    expect(words.change(change)).toBe(
      'Poverty rate in Sơn La province fell from 21.66% (2021) to 11.11% (2024).',
    )
    expect(words.sources(['Báo Sơn La'], 1, false)).toBe('Sources: Báo Sơn La and 1 other source')
    expect(words.sources(['Báo Sơn La'], 2, true)).toBe(
      'Sources: Báo Sơn La and 2 other sources, some of them secondary',
    )
  })

  test('a note on an address counts in words that fit', () => {
    const note = { kind: 'dated-table', path: '/ket-qua/a/', asof: '2026-03-31' } as const
    expect(noteWords({ ...note, figures: 12, changed: 1 }, 'en')).toBe(
      'On 31 March 2026 the table at /ket-qua/a/ had 12 figures. Since then 1 figure has been updated or corrected.',
    )
    expect(noteWords({ ...note, figures: 1, changed: 0 }, 'en')).toBe(
      'On 31 March 2026 the table at /ket-qua/a/ had 1 figure, which is still current.',
    )
  })

  test('a mail is in English to its last line', () => {
    const { subject, text } = composeMail(
      {
        kind: 'answer',
        to: 'reader@example.org',
        about: { title: 'Poverty rate', submittedAt: '2026-11-20T02:00:00.000Z' },
        trackUrl: 'https://vi-du.vn/en/tra-cuu/X',
        stopUrl: 'https://vi-du.vn/en/thong-bao/Y',
      },
      'Sustainable Poverty Reduction',
      'en',
    )
    expect(subject).toBe('There is an answer to your comment')
    expect(text).toContain('Comment sent 09:00, 20 November 2026, about “Poverty rate”.')
    expect(text).not.toMatch(/[àáãâèéêìíòóôùúăđơưạ-ỹ]/iu)
  })
})
