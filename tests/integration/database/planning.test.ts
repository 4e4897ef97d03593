import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnBothDatabases } from '../../fixtures/databases.ts'

const ASKED = {
  postgres: [
    'show max_parallel_workers_per_gather',
    'show random_page_cost',
    'show lock_timeout',
    'show idle_in_transaction_session_timeout',
  ],
  sqlite: ['pragma journal_mode', 'pragma foreign_keys'],
}
const ANSWERED = { postgres: ['0', '1.1', '8s', '1min'], sqlite: ['wal', 1] }

describeOnBothDatabases('every connection', (open) => {
  test('is set for many short queries, for what must not get lost, and for nobody to wait for ever', async () => {
    const { db } = await open()
    const answer = async (question: string) =>
      Object.values((await sql<object>`${sql.raw(question)}`.execute(db.write)).rows[0] ?? {})[0] as unknown
    // Several at once, so that PostgreSQL answers them over connections of their own.
    const answers = Array.from({ length: 6 }, () => Promise.all(ASKED[db.dialect].map(answer)))
    expect(await Promise.all(answers)).toEqual(answers.map(() => ANSWERED[db.dialect]))
  })
})
