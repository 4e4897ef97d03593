import { randomBytes, randomInt } from 'node:crypto'
import BetterSqlite from 'better-sqlite3'
import pg from 'pg'
import { v7 } from 'uuid'
import { connect, isPostgres, sqlitePath } from '../../../db/connect.ts'
import type { CommentFingerprintTable } from '../../../db/schema/comment-fingerprint.ts'

/** What the database alone does with prepared statements, each time as durable as the site's own transactions. */
export interface Raw {
  /** One row into a table without an index. */
  one: (line: number) => Promise<void>
  /** All rows that the site writes for one comment, in one transaction. */
  all: (line: number) => Promise<void>
  /** How many they are, on average. */
  rowsOfAll: string
  close: () => Promise<void>
}

type Row = Record<string, unknown>

/** One statement after the other, as the site sends them: a table and the rows of one comment in it. */
type Written = readonly { table: string; rows: readonly Row[] }[]

const SAMPLE = 300
/** As many as the site's own pool has. */
const CONNECTIONS = 10
const BARE = 'create table if not exists bench_insert (id integer, words text)'
const ONE =
  'a line of text as long as an ordinary comment, which has a hundred and twenty characters or a few more than that'

/** @param scratchUrl where rows like those of `siteUrl` are inserted */
export async function openRaw(siteUrl: string, scratchUrl: string): Promise<Raw> {
  const written = await sampleOf(siteUrl)
  const rows = written.flat().reduce((sum, { rows }) => sum + rows.length, 0) / written.length
  const made = isPostgres(scratchUrl) ? await rawPostgres(scratchUrl) : rawSqlite(scratchUrl)
  let at = 0
  return {
    ...made,
    all: (line) => made.all(line, renewed(written[(at += 1) % written.length] ?? [])),
    rowsOfAll: rows.toFixed(1),
  }
}

interface RawDatabase extends Pick<Raw, 'one' | 'close'> {
  all: (line: number, written: Written) => Promise<void>
}

/** What the site wrote for its newest comments. */
async function sampleOf(url: string): Promise<Written[]> {
  const db = connect(url)
  const comments = await db.read
    .selectFrom('comment')
    .selectAll()
    .where('status', '=', 'pending')
    .where('sample', '=', 0)
    .orderBy('submitted_at', 'desc')
    .limit(SAMPLE)
    .execute()
  const keys = await db.read.selectFrom('idempotency_key').selectAll().limit(SAMPLE).execute()
  const written: Written[] = []
  for (const [at, comment] of comments.entries()) {
    const of = (table: 'submission' | 'comment_fingerprint'): Promise<object[]> =>
      db.read
        .selectFrom(table as 'submission')
        .selectAll()
        .where('comment_id', '=', comment.id)
        .execute()
    const prints = (await of('comment_fingerprint')) as CommentFingerprintTable[]
    const bands = db.read.selectFrom('text_band').selectAll()
    const words = db.read.selectFrom('comment_words').select(['comment_id', 'words'])
    const key = keys[at % keys.length]
    const tables: [string, object[]][] = [
      ['idempotency_key', key === undefined ? [] : [key]],
      ['comment', [comment]],
      ['submission', await of('submission')],
      ['comment_words', await words.where('comment_id', '=', comment.id).execute()],
      ['comment_fingerprint', prints],
      ['text_band', await bands.where('number', '=', prints[0]?.number ?? 0).execute()],
    ]
    written.push(tables.map(([table, rows]) => ({ table, rows: rows.map((row) => ({ ...row })) })))
  }
  await db.close()
  return written
}

/** Above those of the site. */
let lastNumber = 1_000_000_000
const MOST_BANDS = 2 ** 47

/** The same rows under names that no other row has. */
function renewed(written: Written): Written {
  const id = v7()
  const number = (lastNumber += 1)
  const unique = (): string => randomBytes(32).toString('hex')
  const changes: Readonly<Record<string, () => Row>> = {
    idempotency_key: () => ({ id: unique() }),
    comment: () => ({ id, code_hash: unique() }),
    submission: () => ({ comment_id: id, hash: unique() }),
    comment_fingerprint: () => ({ comment_id: id, exact: unique(), group_id: id }),
    text_band: () => ({ band: randomInt(MOST_BANDS), number }),
  }
  return written.map(({ table, rows }) => ({
    table,
    rows: rows.map((row) => ({ ...row, ...(changes[table]?.() ?? { comment_id: id }) })),
  }))
}

function rawSqlite(url: string): RawDatabase {
  const file = new BetterSqlite(sqlitePath(url))
  file.pragma('journal_mode = WAL')
  file.pragma('synchronous = FULL')
  file.pragma('foreign_keys = ON')
  file.exec(BARE)
  const put = file.prepare('insert into bench_insert values (?, ?)')
  const next = file.prepare<[], { seq: number }>(
    `update ledger_head set seq = seq + 1 where ledger = 'submissions' returning seq`,
  )
  const settle = file.prepare(`update ledger_head set hash = ? where ledger = 'submissions'`)
  const statements = new Map<string, BetterSqlite.Statement>()
  const insert = (table: string, rows: readonly Row[]): void => {
    const [first] = rows
    if (first === undefined) return
    const text = insertText(table, Object.keys(first), rows.length, () => '?')
    const statement = statements.get(text) ?? file.prepare(text)
    statements.set(text, statement)
    statement.run(rows.flatMap((row) => Object.values(row)))
  }
  const all = file.transaction((written: Written) => {
    for (const { table, rows } of written) {
      if (table !== 'submission') {
        insert(table, rows)
        continue
      }
      const place = next.get()
      insert(
        table,
        rows.map((row) => ({ ...row, seq: place?.seq })),
      )
      settle.run(rows[0]?.['hash'])
    }
  })
  return {
    one: () => {
      put.run(1, ONE)
      return Promise.resolve()
    },
    all: (_line, written) => {
      all.immediate(written)
      return Promise.resolve()
    },
    close: () => {
      file.close()
      return Promise.resolve()
    },
  }
}

async function rawPostgres(url: string): Promise<RawDatabase> {
  const clients = await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      return client
    }),
  )
  const clientOf = (line: number): pg.Client => {
    const client = clients[line % CONNECTIONS]
    if (client === undefined) throw new Error('no connection')
    return client
  }
  await clientOf(0).query(BARE)
  const names = new Map<string, string>()
  const prepared = (client: pg.Client, text: string, values: unknown[]) => {
    const name = names.get(text) ?? `raw-${names.size}`
    names.set(text, name)
    return client.query<{ seq: number }>({ name, text, values })
  }
  const insert = async (client: pg.Client, table: string, rows: readonly Row[]): Promise<void> => {
    const [first] = rows
    if (first === undefined) return
    const text = insertText(table, Object.keys(first), rows.length, (at) => `$${at}`)
    await prepared(
      client,
      text,
      rows.flatMap((row) => Object.values(row)),
    )
  }
  return {
    one: async (line) => {
      await prepared(clientOf(line), 'insert into bench_insert values ($1, $2)', [1, ONE])
    },
    all: (line, written) => oneByOne(line, () => transaction(clientOf(line), written)),
    close: async () => {
      await Promise.all(clients.map((client) => client.end()))
    },
  }

  async function transaction(client: pg.Client, written: Written): Promise<void> {
    await client.query('begin')
    for (const { table, rows } of written) {
      if (table !== 'submission') {
        await insert(client, table, rows)
        continue
      }
      const text = `update ledger_head set seq = seq + 1 where ledger = 'submissions' returning seq`
      const seq = (await prepared(client, text, [])).rows[0]?.seq
      await insert(
        client,
        table,
        rows.map((row) => ({ ...row, seq })),
      )
      await prepared(client, `update ledger_head set hash = $1 where ledger = 'submissions'`, [
        rows[0]?.['hash'],
      ])
    }
    await client.query('commit')
  }
}

/** Lines that share a connection take turns. */
const lasts = new Map<number, Promise<void>>()
function oneByOne(line: number, work: () => Promise<void>): Promise<void> {
  const turn = (lasts.get(line % CONNECTIONS) ?? Promise.resolve()).then(work)
  lasts.set(line % CONNECTIONS, turn)
  return turn
}

function insertText(
  table: string,
  columns: readonly string[],
  rows: number,
  place: (at: number) => string,
): string {
  let at = 0
  const row = (): string => `(${columns.map(() => place((at += 1))).join(', ')})`
  return `insert into ${table} (${columns.join(', ')}) values ${Array.from({ length: rows }, row).join(', ')}`
}
