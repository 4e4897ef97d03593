import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Answer } from '../answer.ts'
import { isSameSecret } from '../../domain/secrets.ts'
import { remembered } from '../remembered.ts'
import { createRegistry, exposition, single, type Family } from './registry.ts'
import { routeOf } from './routes.ts'

/** One answer as it left, or a request that was cut off before it had one. */
export interface Answered {
  path: string
  method: string
  /** Null where nothing was sent. */
  status: number | null
  ms: number
  /** A file of the build rather than a page: one route for all of them. */
  isFile: boolean
}

/** What a page cache counts from its start, and what it holds at the moment. */
export interface CacheCounts {
  /** Sent as kept. */
  hits: number
  /** Rendered to be kept. */
  fills: number
  /** Waited for a fill that was under way. */
  shared: number
  /** Sent although it may be out of date: the database was away. */
  stale: number
  /** Rendered for one reader alone. */
  passed: number
  pages: number
  bytes: number
}

export interface Metrics {
  answered: (answer: Answered) => void
  /** Asks the page cache for its counts from now on. */
  watchCache: (read: () => CacheCounts) => void
  /** Adds families that are worked out when somebody reads. */
  watch: (read: () => Family[] | Promise<Family[]>) => void
  families: () => Promise<Family[]>
}

/** Seconds: a hit takes well under a millisecond, a page two, a download up to some seconds. */
const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] as const
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'DELETE'])
const MOST_PATHS = 1_000
const LOOP_RESOLUTION_MS = 20
const NANOSECONDS = 1e9

export function createMetrics(): Metrics {
  const registry = createRegistry()
  const durations = registry.histogram(
    'site_http_request_duration_seconds',
    'Time from the head of a request to the end of its answer.',
    BOUNDS,
  )
  const answers = registry.counter('site_http_answers_total', 'Answers by route, method and status.')
  registry.reader(processReader())
  /** What is counted of one route: found by words once, and from then on by the number of the status. */
  const countsOf = remembered(MOST_PATHS, (route: string) => ({
    observe: durations.of({ route }),
    answers: remembered(METHODS.size + 1, (method: string) =>
      rememberedStatus((status) => answers.of({ route, method, status })),
    ),
  }))
  const countsAt = remembered(MOST_PATHS, (path: string) => countsOf(routeOf(path)))
  return {
    answered: ({ path, method, status, ms, isFile }) => {
      const counts = isFile ? countsOf('file') : countsAt(path)
      counts.observe(ms / 1000)
      counts.answers(METHODS.has(method) ? method : 'other')(status)(1)
    },
    watchCache: (read) => {
      registry.reader(() => cacheFamilies(read()))
    },
    watch: registry.reader,
    families: registry.collect,
  }
}

/** As {@link remembered}, for what was answered; null where nothing was sent. There are few. */
function rememberedStatus<T>(work: (status: string) => T): (status: number | null) => T {
  const known = new Map<number | null, T>()
  return (status) => {
    const found = known.get(status)
    if (found !== undefined) return found
    const made = work(status === null ? 'cut' : String(status))
    known.set(status, made)
    return made
  }
}

function cacheFamilies(counts: CacheCounts): Family[] {
  const outcomes = ['hits', 'fills', 'shared', 'stale', 'passed'] as const
  return [
    {
      name: 'site_page_cache_requests_total',
      help: 'Requests that reached the page cache, by what it did.',
      type: 'counter',
      samples: outcomes.map((outcome) => ({ suffix: '', labels: { outcome }, value: counts[outcome] })),
    },
    single('gauge', 'site_page_cache_pages', 'Pages kept.', counts.pages),
    single('gauge', 'site_page_cache_bytes', 'Bytes of the pages kept.', counts.bytes),
  ]
}

/** The process itself, under the names that everybody's dashboards know. */
function processReader(): () => Family[] {
  const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS })
  loop.enable()
  const began = Date.now() / 1000 - process.uptime()
  return () => {
    const { user, system } = process.cpuUsage()
    const p99 = loop.percentile(99) / NANOSECONDS
    loop.reset()
    return [
      single('counter', 'process_cpu_seconds_total', 'Processor time used.', (user + system) / 1e6),
      single('gauge', 'process_resident_memory_bytes', 'Memory in use.', process.memoryUsage.rss()),
      single('gauge', 'site_processes', 'Processes that answered.', 1),
      {
        ...single(
          'gauge',
          'process_start_time_seconds',
          'When the youngest process began (Unix time).',
          began,
        ),
        together: 'largest',
      },
      {
        ...single(
          'gauge',
          'site_event_loop_delay_p99_seconds',
          'How late timers were since last asked.',
          p99,
        ),
        together: 'largest',
      },
    ]
  }
}

/** Where the numbers are read. */
export const METRICS_PATH = '/metrics'

/**
 * Answers `/metrics` to whoever brings the token.
 * @returns null where no token is set: the address does not exist then
 */
export async function metricsAnswer(
  authorization: string | undefined,
  token: string | null,
  families: () => Promise<Family[]>,
): Promise<Answer | null> {
  if (token === null) return null
  const headers = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' }
  const brought = /^Bearer +(\S+)$/iu.exec(authorization ?? '')?.[1] ?? ''
  if (!isSameSecret(brought, token)) {
    return {
      status: 401,
      headers: { ...headers, 'www-authenticate': 'Bearer realm="metrics"' },
      body: Buffer.from('Cần mã truy cập (METRICS_TOKEN).\n'),
    }
  }
  return { status: 200, headers, body: Buffer.from(exposition(await families())) }
}
