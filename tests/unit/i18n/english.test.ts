import { describe, expect, test } from 'vitest'
import { fill } from '../../../src/i18n/fill.ts'
import { stringsFor, type Strings } from '../../../src/i18n/strings.ts'

/** Every text of a language by its path: `funding.cell.whole`. */
function textsIn(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]])
  const entries = Object.entries(value as object)
  return new Map(entries.flatMap(([key, inner]) => [...textsIn(inner, path === '' ? key : `${path}.${key}`)]))
}

const VIETNAMESE = textsIn(stringsFor('vi'))
const ENGLISH = textsIn(stringsFor('en'))
/** What there is to check and to find is mostly Vietnamese. */
const EXAMPLES = /\.exampleTexts\.\d+$/u
const PAIRS = [...ENGLISH]
  .filter(([path]) => !EXAMPLES.test(path))
  .map(([path, english]) => ({ path, english, vietnamese: VIETNAMESE.get(path) ?? '' }))

/** Names of formats, and a command. */
const SAME = new Set([
  'catalogue.release.columns.sha256',
  'ledger.verify.command',
  'sharing.feeds.atom',
  'sharing.feeds.json',
])
const NAMES = /Sơn La|Tai Dón/gu
const VIETNAMESE_LETTER = /[àáãâèéêìíòóõôùúýăđĩũơư\u1ea0-\u1ef9]/iu

const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)(?::[^{|}]*\|[^{|}]*)?\}/gu)].map(([, name = '']) => name))].sort()

describe('the English texts', () => {
  test('are there for every Vietnamese one, and for no other', () => {
    expect([...ENGLISH.keys()].sort()).toEqual([...VIETNAMESE.keys()].sort())
  })

  test('do not compile where one is missing', () => {
    const lacking: Omit<Strings['reports'], 'link'> = stringsFor('en').reports
    // @ts-expect-error Property 'link' is missing.
    const whole: Strings['reports'] = lacking
    expect(whole).toBe(lacking)
  })

  test('differ from the Vietnamese ones but where there is nothing to translate', () => {
    const hasWords = (text: string): boolean => /\p{L}/u.test(text.replace(/\{\w+\}/gu, ''))
    const same = PAIRS.filter(({ english, vietnamese }) => english === vietnamese && hasWords(english))
    expect(same.map(({ path }) => path).sort()).toEqual([...SAME].sort())
  })

  test('have no Vietnamese letters but in names', () => {
    const left = PAIRS.filter(({ english }) => VIETNAMESE_LETTER.test(english.replace(NAMES, '')))
    expect(left.map(({ path }) => path)).toEqual([])
  })

  test('take the same values as the Vietnamese ones', () => {
    const other = PAIRS.filter(
      ({ english, vietnamese }) => placeholders(english).join() !== placeholders(vietnamese).join(),
    )
    expect(other).toEqual([])
  })

  test('have a word for one and a word for more, and each reads as the number asks', () => {
    const counted = PAIRS.filter(({ english }) => /\{\w+:/u.test(english))
    expect(counted.length).toBeGreaterThan(20)
    for (const { english } of counted) {
      const values = Object.fromEntries(placeholders(english).map((name) => [name, 1]))
      expect(fill(english, values)).not.toMatch(/[{|}]/u)
    }
    expect(fill('{n} {n:figure has|figures have} changed', { n: 1 })).toBe('1 figure has changed')
    expect(fill('{n} {n:figure has|figures have} changed', { n: '1,000' })).toBe('1,000 figures have changed')
    expect(fill('{n} {n:day|days}', { n: 0 })).toBe('0 days')
  })
})
