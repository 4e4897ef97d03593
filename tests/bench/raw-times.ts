import BetterSqlite from 'better-sqlite3'
import pg from 'pg'
import { isPostgres, sqlitePath } from '../../db/connect.ts'
import { timesOf, type Times } from './timing.ts'

const RAW = 500

/** What the database itself takes at best: one row read, and one row written for good. */
export async function rawTimes(url: string): Promise<{ select: Times; insert: Times }> {
  if (isPostgres(url)) {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query('create table if not exists bench_insert (id integer, words text)')
    const one = { name: 'one', text: 'select * from comment where id = $1', values: ['none'] }
    const select = await timesOf(RAW, () => client.query(one))
    const insert = await timesOf(RAW, (round) =>
      client.query({ name: 'put', text: 'insert into bench_insert values ($1, $2)', values: [round, 'x'] }),
    )
    await client.end()
    return { select, insert }
  }
  const file = new BetterSqlite(sqlitePath(url))
  file.pragma('synchronous = FULL')
  file.exec('create table if not exists bench_insert (id integer, words text)')
  const one = file.prepare('select * from comment where id = ?')
  const put = file.prepare('insert into bench_insert values (?, ?)')
  const select = await timesOf(RAW, () => void one.get('none'))
  const insert = await timesOf(RAW, (round) => void put.run(round, 'x'))
  file.close()
  return { select, insert }
}
