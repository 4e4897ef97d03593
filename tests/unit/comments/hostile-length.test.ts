import { describe, expect, test } from 'vitest'
import { normalizeBody, normalizeDisplayName, splitLinks } from '../../../src/domain/comments/rules.ts'
import { stripTags } from '../../../src/domain/comments/sanitize.ts'
import { readSubmission } from '../../../src/domain/comments/submission.ts'
import { isDomainError } from '../../../src/domain/errors.ts'
import { findPatterns } from '../../../src/domain/screening/pattern-rules.ts'

/** Texts that cost the square of their length where a rule looks at a run again from each of its places. */
const HOSTILE: Readonly<Record<string, (length: number) => string>> = {
  'spaces in a line': (length) => `a${' '.repeat(length)}b`,
  'spaces with joiners between': (length) => `a${'\u200d '.repeat(length / 2)}b`,
  'lines of spaces': (length) => `a${' \n'.repeat(length / 2)}b`,
  'marks that are to be put in order': (length) => `a${'\u0301\u0316'.repeat(length / 2)}`,
  'marks in the wrong order': (length) => `a${'\u0301'.repeat(length / 2)}${'\u0316'.repeat(length / 2)}`,
  'marks with joiners between': (length) => `a${'\u0301\u200d\u0316'.repeat(length / 3)}`,
  'invisible characters': (length) => `a${'\u200b'.repeat(length)}b`,
  'joiners in a row': (length) => `a${'\u200d'.repeat(length)}b`,
  'an address with brackets behind it': (length) => `http://a${')'.repeat(length)}a`,
  'many short labels': (length) => 'a.'.repeat(length / 2),
  'words with hyphens': (length) => 'a-'.repeat(length / 2),
  'hyphens alone': (length) => '-'.repeat(length),
}

const RULES: Readonly<Record<string, (text: string) => unknown>> = {
  normalizeBody,
  normalizeDisplayName,
  stripTags,
  splitLinks,
  findPatterns,
}

describe.each(Object.entries(RULES))('%s', (_, rule) => {
  test.each(Object.entries(HOSTILE))('twice as much of %s costs about twice the time', (__, make) => {
    const once = cost(rule, make(18_000))
    const twice = cost(rule, make(36_000))
    expect(twice).toBeLessThan(2.5 * once + 15)
  })
})

describe('a text far beyond any bound', () => {
  test('is refused for its length before anything else is done with it', () => {
    const huge = `a${' \u0301<b>'.repeat(200_000)}b`
    const faults = faultsOf({ body: huge, displayName: huge })
    expect(faults.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/body', 'too-long'],
      ['/displayName', 'too-long'],
    ])
    expect(cost((text) => faultsOf({ body: text, displayName: text }), huge)).toBeLessThan(200)
  })

  test('is another thing than a long spelling of what is allowed', () => {
    const spelled = 'e\u0302\u0323\u200b'.repeat(500)
    const sent = { target: 'news/a', body: `${spelled}${' \n'.repeat(2_000)}`, consent: true }
    expect(readSubmission({ ...sent, displayName: `${' '.repeat(2_000)}Lò Thị Mai` })).toEqual({
      body: 'ệ'.repeat(500),
      displayName: 'Lò Thị Mai',
    })
  })
})

function faultsOf(typed: { body: string; displayName: string }): { pointer: string; code: string }[] {
  try {
    readSubmission({ target: 'news/a', consent: true, ...typed })
    return []
  } catch (error) {
    if (!isDomainError(error)) throw error
    return [...error.fields]
  }
}

/** Milliseconds of processor time, the least of three runs: what others do on the machine does not count. */
function cost(rule: (text: string) => unknown, text: string): number {
  const runs = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage()
    rule(text)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...runs)
}
