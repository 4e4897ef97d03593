import { once } from 'node:events'
import { connect as dial, createServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connect } from '../../../db/connect.ts'
import { openConnections, type PostgresConnections } from '../../../db/postgres-pool.ts'
import { isDatabaseAway } from '../../../src/http/away.ts'
import { waitForDatabase } from '../../../src/server/waiting.ts'
import { openPostgresSite, type TestSite } from '../../fixtures/databases.ts'

/** Long enough for a connection to be made on a busy machine. */
const LIMIT_MS = 1_500
const noise = (): void => undefined
let site: TestSite
beforeEach(async () => {
  site = await openPostgresSite()
})
afterEach(async () => {
  await site.close()
})

describe('a start', () => {
  /** A door to the server of the tests, which is shut at first. @returns its address, and opens it */
  async function door(): Promise<{ url: string; open: () => void; server: Server }> {
    const url = new URL(site.url)
    const host = { port: Number(url.port), host: url.hostname }
    const server = createServer((socket) => {
      const through = dial(host)
      for (const one of [socket, through]) one.on('error', noise)
      socket.pipe(through).pipe(socket)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    await once(server, 'close')
    url.port = String(port)
    return { url: url.href, open: () => void server.listen(port, '127.0.0.1'), server }
  }

  test('waits for a database server that is not there yet, and says so once', async () => {
    const { url, open, server } = await door()
    const db = connect(url)
    const said: unknown[] = []
    await waitForDatabase(db, (reason, seconds) => {
      said.push([(reason as { code?: string }).code, seconds])
      open()
    })
    expect(said).toEqual([['ECONNREFUSED', 20]])
    await db.close()
    server.close()
  })

  test('gives up in the end, with what the database said', async () => {
    const { url } = await door()
    const db = connect(url)
    await expect(waitForDatabase(db, noise, 0)).rejects.toThrow('ECONNREFUSED')
    await db.close()
  })

  test('does not wait where the address itself is wrong', async () => {
    const url = new URL(site.url)
    url.password = 'wrong'
    const db = connect(url.href)
    await expect(
      waitForDatabase(db, () => {
        throw new Error('waited')
      }),
    ).rejects.toMatchObject({ code: '28P01' })
    await db.close()
  })
})

describe('a process that serves', () => {
  let connections: PostgresConnections
  beforeEach(() => {
    connections = openConnections(site.url)
  })
  afterEach(async () => {
    await connections.pool.end()
  })

  /** As Kysely asks. */
  async function ask(text: string): Promise<unknown> {
    const client = await connections.pool.connect()
    try {
      return (await client.query(text)).rows
    } finally {
      client.release()
    }
  }

  test('waits for no answer longer than it said, while others are answered', async () => {
    connections.limitWaits(LIMIT_MS)
    const stuck = ask('select pg_sleep(600)').catch((reason: unknown) => reason)
    expect(await ask('select 1 as one')).toEqual([{ one: 1 }])
    expect(isDatabaseAway(await stuck)).toBe(true)

    // What a transaction does when a statement failed.
    const client = await connections.pool.connect()
    const statements = ['begin', 'select pg_sleep(600)', 'rollback']
    const outcomes: unknown[] = []
    for (const text of statements) {
      outcomes.push(await client.query(text).then(() => 'done', isDatabaseAway))
    }
    client.release()
    expect(outcomes).toEqual(['done', true, true])
    expect(await ask('select 1 as one')).toEqual([{ one: 1 }])
  })

  test('sets no limit before it was told to: migrations take as long as they take', async () => {
    expect(await ask('select pg_sleep(0.5)')).toHaveLength(1)
  })
})
