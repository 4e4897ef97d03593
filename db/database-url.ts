import { resolve } from 'node:path'

/** Whether a `DATABASE_URL` names a PostgreSQL server; anything else is a file of SQLite. */
export function isPostgres(url: string): boolean {
  return /^postgres(ql)?:\/\//u.test(url)
}

/** File behind a SQLite `DATABASE_URL`, relative to the working folder. */
export function sqlitePath(url: string): string {
  return resolve(url.replace(/^file:(\/\/)?/u, ''))
}
