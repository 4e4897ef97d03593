/*
 * Loaded before everything else, here or into a site's process (`node --import`): counts the statements that are sent to
 * the database, and the time until their answers. PROBE_FILE, where it is set, gets the sums a few times a second.
 */
import { renameSync, writeFileSync } from 'node:fs'
import BetterSqlite from 'better-sqlite3'
import pg from 'pg'

const WRITE_EVERY_MS = 100
const file = process.env['PROBE_FILE']

/** Since the start. Times of statements that were under way together are added up. */
export const sums = { queries: 0, micros: 0 }

function count(began: number): void {
  sums.queries += 1
  sums.micros += (performance.now() - began) * 1000
}

type Method = (this: { source?: string }, ...given: unknown[]) => unknown

const one = new BetterSqlite(':memory:')
const statement = Object.getPrototypeOf(one.prepare('select 1')) as Record<string, Method>
for (const name of ['all', 'get', 'run']) {
  const original = statement[name]
  if (original === undefined) throw new Error(`better-sqlite3 has no Statement.${name} any more`)
  statement[name] = function (...given) {
    // The cache asks with every request whether anything changed, and touches no table for it.
    if (this.source?.startsWith('pragma') === true) return original.apply(this, given)
    const began = performance.now()
    try {
      return original.apply(this, given)
    } finally {
      count(began)
    }
  }
}
one.close()

const client = pg.Client.prototype as unknown as Record<'query', Method>
const query = client.query
client.query = function (...given) {
  const began = performance.now()
  const asked = given.map((part) =>
    typeof part !== 'function'
      ? part
      : (...answer: unknown[]): unknown => {
          count(began)
          return (part as (...answer: unknown[]) => unknown)(...answer)
        },
  )
  const answer = query.apply(this, asked)
  if (answer instanceof Promise) answer.then(() => count(began)).catch(() => count(began))
  return answer
}

if (file !== undefined) {
  setInterval(() => {
    // Never half of it.
    writeFileSync(`${file}.new`, JSON.stringify(sums))
    renameSync(`${file}.new`, file)
  }, WRITE_EVERY_MS).unref()
}
