import type BetterSqlite from 'better-sqlite3'
import type pg from 'pg'

/** Tags of `cache_revision`; `all` where it cannot be told which. */
export type ChangedTags = readonly string[] | 'all'

/** Tells which tags changed, whoever changed them, in whatever process. */
export interface RevisionFeed {
  /** What changed since the last question, at once; null where asking is a round trip. Throws as {@link ask} rejects. */
  look: (() => ChangedTags) | null
  /** What changed since the last question: everything that was committed before it. Rejects while the database is away. */
  ask: () => Promise<ChangedTags>
  /** Calls `wake` soon after somebody changed something; nobody may rely on it. Never where {@link look} is there. */
  listen: (wake: () => void) => void
  close: () => Promise<void>
}

const NOTHING: readonly string[] = []
const CHANNEL = 'cache_revision'
const LISTEN_AGAIN_MS = 1_000

/** @param file a connection that nothing else uses: it sees each commit of all others as a change */
export function sqliteFeed(file: BetterSqlite.Database): RevisionFeed {
  const version = file.prepare('pragma data_version').pluck()
  const all = file.prepare<[], [string, number]>(ALL).raw()
  const differ = differences()
  let seen: unknown
  const look = (): ChangedTags => {
    const now = version.get()
    if (now === seen) return NOTHING
    const changed = differ(all.all())
    seen = now
    return changed
  }
  return {
    look,
    ask: () => new Promise((resolve) => resolve(look())),
    listen: () => undefined,
    close: () => {
      file.close()
      return Promise.resolve()
    },
  }
}

/** @param connect makes a further connection, for listening */
export function postgresFeed(pool: pg.Pool, connect: () => pg.Client): RevisionFeed {
  const differ = differences()
  let stopListening: (() => Promise<void>) | undefined
  return {
    look: null,
    ask: async () => {
      const { rows } = await pool.query<[string, number]>({
        name: 'revision-feed',
        text: ALL,
        rowMode: 'array',
      })
      return differ(rows)
    },
    listen: (wake) => {
      stopListening ??= keepListening(connect, wake)
    },
    close: async () => {
      await stopListening?.()
    },
  }
}

const ALL = 'select tag, revision from cache_revision'

/** Compares what stands now with what stood at the question before. */
function differences(): (rows: readonly [string, number][]) => ChangedTags {
  let before: ReadonlyMap<string, number> | undefined
  return (rows) => {
    const known = before
    before = new Map(rows)
    // Nothing is known of what was changed before the first question.
    if (known === undefined) return 'all'
    return rows.filter(([tag, revision]) => known.get(tag) !== revision).map(([tag]) => tag)
  }
}

/** Listens, again and again, as long as nobody stops it. */
function keepListening(connect: () => pg.Client, wake: () => void): () => Promise<void> {
  let stopped = false
  let listening: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  const begin = (): void => {
    const client = connect()
    listening = client
    const again = (): void => {
      if (stopped || listening !== client) return
      listening = undefined
      timer = setTimeout(begin, LISTEN_AGAIN_MS).unref()
    }
    client.on('notification', wake)
    // An error ends the connection too.
    client.on('error', () => undefined)
    client.once('end', again)
    void listenOn(client, wake).catch(again)
  }
  begin()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await listening?.end().catch(() => undefined)
  }
}

/** @throws where there is no connection; then it is closed */
async function listenOn(client: pg.Client, wake: () => void): Promise<void> {
  try {
    await client.connect()
    await client.query(`listen ${CHANNEL}`)
    // What was told while nobody listened.
    wake()
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}
