import { beforeAll, expect, test } from 'vitest'
import type { CommentTable } from '../../../db/schema/comment.ts'
import { parseBody } from '../../../src/domain/comments/rules.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'

/** On both sides of each bound, in every way of writing a letter. */
const CASES = [
  '',
  'a',
  'abcd',
  'abcde',
  'ếếếế',
  'ếếếếế',
  'e\u0302\u0301'.repeat(4),
  'e\u0302\u0301'.repeat(5),
  'a'.repeat(499),
  'a'.repeat(500),
  'a'.repeat(501),
  'ế'.repeat(500),
  'ế'.repeat(501),
  'e\u0302\u0301'.repeat(500),
  'e\u0302\u0301'.repeat(501),
  '𠮷'.repeat(499),
  '𠮷'.repeat(500),
  '𠮷'.repeat(501),
  '👩‍🌾'.repeat(166),
  '👩‍🌾'.repeat(167),
  `abc\0d`,
  `abcd\0e`,
  `a\nb\nc`,
  `${'a'.repeat(250)}\r\n${'b'.repeat(249)}`,
  `${'a'.repeat(250)}\r\n${'b'.repeat(250)}`,
  `   ${'a'.repeat(500)}   `,
  '\u200b'.repeat(10),
  `a${'\u0316'.repeat(600)}`,
  `\ud800${'a'.repeat(4)}`,
  `\ud800${'a'.repeat(500)}`,
]

describeOnBothDatabases('the bounds of a comment, in rule and database', (open) => {
  let site: TestSite
  beforeAll(async () => {
    site = await open()
  })

  test.each(CASES.map((raw) => [raw.length > 40 ? `${raw.slice(0, 12)}… (${raw.length})` : raw, raw]))(
    '%j is judged alike',
    async (_, raw) => {
      const parsed = parseBody(raw)
      // The database is handed what the rule would store; letters are the rule's business alone.
      const stored = parsed.ok ? parsed.body : normalized(raw)
      const fits = parsed.ok || parsed.problem === 'no-letters'
      expect(await accepts(site, stored)).toBe(fits)
    },
  )
})

function normalized(raw: string): string {
  return raw
    .replaceAll('\0', '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\u200b', '')
    .toWellFormed()
    .normalize('NFC')
    .trim()
}

async function accepts(site: TestSite, body: string): Promise<boolean> {
  const id = site.context.newId()
  const row: CommentTable = {
    id,
    target: 'news/x',
    status: 'pending',
    revision: 1,
    body,
    body_salt: '00',
    display_name: null,
    code_hash: id,
    network_hash: null,
    consent_version: null,
    held: '[]',
    sample: 0,
    submitted_at: site.clock.now().toISOString(),
    decided_at: null,
    published_at: null,
    due_at: null,
    decided_by: null,
    figure_revision: null,
    open_reports: 0,
    erasure_asked_at: null,
  }
  try {
    await site.db.write.insertInto('comment').values(row).execute()
    return true
  } catch (error) {
    expect((error as { code: string }).code).toMatch(/^(?:SQLITE_CONSTRAINT_CHECK|23514)$/u)
    return false
  }
}
