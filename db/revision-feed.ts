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
/** A server that says nothing for so long, asked for next to nothing, will not answer anything else either. */
const SILENT_FOR_MS = 5_000
/** The answer may have come while this process was busy. */
const GRACE_MS = 500

/** @param file a connection that nothing else uses: it sees each commit of all others as a change */
export function sqliteFeed(file: BetterSqlite.Database): RevisionFeed {
  const version = file.prepare('pragma data_version').pluck()
  // A trigger gives what changes the next number.
  const last = file.prepare<[], number>('select coalesce(max(rowid), 0) from cache_revision').pluck()
  const after = file.prepare<[number], [number, string]>(
    'select rowid, tag from cache_revision where rowid > ? order by rowid',
  )
  after.raw()
  let seen: unknown
  let read: number | undefined
  const look = (): ChangedTags => {
    const now = version.get()
    if (now === seen) return NOTHING
    const changed = changedSince()
    seen = now
    return changed
  }
  const changedSince = (): ChangedTags => {
    const rows = read === undefined ? [] : after.all(read)
    const known = read
    read = rows.at(-1)?.[0] ?? last.get() ?? 0
    // Nothing is known of what was changed before the first question, nor of what was numbered anew, by `vacuum`.
    if (known === undefined || read < known) return 'all'
    return [...new Set(rows.map(([, tag]) => tag))]
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

/**
 * Asks over a connection of its own, so that a pool in which everybody works does not look like a server that is away.
 * On the same connection it is told of each commit; whoever was not told learns with the next question.
 *
 * @param connect makes a connection that gives up after so many milliseconds
 * @param cut ends all connections of this process: called where the server is silent, so that nobody waits for it on
 */
export function postgresFeed(connect: (withinMs: number) => pg.Client, cut: () => void): RevisionFeed {
  const differ = differences()
  /** Where the next question begins; null of all. */
  let horizon: string | null = null
  let wake = (): void => undefined
  let link: Promise<pg.Client> | undefined
  let asked: Promise<ChangedTags> | undefined
  let askedNext: Promise<ChangedTags> | undefined
  let closed = false

  const open = async (): Promise<pg.Client> => {
    const client = connect(2 * SILENT_FOR_MS)
    client.on('notification', () => {
      wake()
    })
    // An error ends the connection too.
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
      // It may be another server by now, whose transactions have other numbers.
      horizon = null
    } catch (error) {
      link = undefined
      await client.end().catch(() => undefined)
      throw error
    }
    client.once('end', () => {
      link = undefined
      // Something may have been told in the meantime.
      if (!closed) wake()
    })
    return client
  }

  const question = async (): Promise<ChangedTags> => {
    link ??= open()
    const client = await link
    const { rows } = await client.query<[string, string | null, number]>({
      name: 'revision-feed',
      text: SINCE,
      values: [horizon],
      rowMode: 'array',
    })
    const told = differ(rows.flatMap(([, tag, revision]) => (tag === null ? [] : [[tag, revision] as const])))
    horizon = rows[0]?.[0] ?? null
    return told
  }
  const start = (): Promise<ChangedTags> => {
    asked = unlessSilent(question(), cut).finally(() => {
      asked = undefined
    })
    return asked
  }

  return {
    look: null,
    // One question at a time; who comes while one is under way gets the next, as that one may have been too early.
    ask: () => {
      if (closed) return Promise.reject(new Error('nobody asks any more'))
      if (asked === undefined) return start()
      askedNext ??= asked
        .catch(() => undefined)
        .then(() => {
          askedNext = undefined
          return start()
        })
      return askedNext
    },
    listen: (told) => {
      wake = told
    },
    close: async () => {
      closed = true
      const client = await link?.catch(() => undefined)
      await client?.end().catch(() => undefined)
    },
  }
}

/**
 * Rows that a transaction wrote which was not over when the last question was asked, or began after it. What one of them
 * wrote is told again while any of them goes on; revisions tell whether it is known.
 */
const SINCE = `select now.horizon, tag, revision
  from (select pg_snapshot_xmin(pg_current_snapshot())::xid::text as horizon) as now
  left join cache_revision on $1::text is null or age(cache_revision.xmin) <= age($1::text::xid)`

/** Compares what is read with what is known of the same tags. */
function differences(): (rows: readonly (readonly [string, number])[]) => ChangedTags {
  let known: Map<string, number> | undefined
  return (rows) => {
    const first = known === undefined
    known ??= new Map()
    const changed = rows.filter(([tag, revision]) => known?.get(tag) !== revision)
    for (const [tag, revision] of changed) known.set(tag, revision)
    // Nothing is known of what was changed before the first question.
    return first ? 'all' : changed.map(([tag]) => tag)
  }
}

/** Waits for an answer; where none comes for {@link SILENT_FOR_MS}, `cut` is called, which makes `answer` fail. */
async function unlessSilent<T>(answer: Promise<T>, cut: () => void): Promise<T> {
  let timer = setTimeout(() => {
    timer = setTimeout(cut, GRACE_MS)
  }, SILENT_FOR_MS)
  try {
    return await answer
  } finally {
    clearTimeout(timer)
  }
}
