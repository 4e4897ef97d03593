import type { Strings } from '../strings.ts'

/** Words of numbers, wherever a figure is printed. */
export const figures: Strings['figures'] = {
  qualifiers: {
    'more-than': 'more than',
    about: 'about',
    nearly: 'nearly',
    'at-least': 'at least',
    average: 'on average',
  },
  statuses: {
    final: 'published',
    provisional: 'provisional',
    revised: 'revised',
    'not-available': 'not available',
    'not-applicable': 'not applicable',
    confidential: 'not published',
    target: 'target',
    forecast: 'forecast',
  },
  origins: {
    official: 'official source',
    reported: 'as reported in the press',
    sample: 'sample',
  },
  changes: { first: 'first published', revision: 'periodic update', correction: 'correction' },
  yes: 'yes',
  no: 'no',
  money: { dong: 'VND', million: 'VND million', billion: 'VND billion' },
  periods: {
    year: '{year}',
    quarter: 'Q{quarter} {year}',
    month: '{month} {year}',
    day: '{day}',
    years: '{from}–{to}',
    range: '{from} to {to}',
  },
  sampleMark: 'sample',
  sampleBanner: 'Sample data – not official figures',
}
