import { AsyncLocalStorage } from 'node:async_hooks'
import { format, stripVTControlCharacters } from 'node:util'
import {
  destination as standardOutput,
  pino,
  stdTimeFunctions,
  symbols,
  type DestinationStream,
  type Logger,
  type LoggerOptions,
} from 'pino'
import { gatherLines, type GatheredLines } from './gathered-lines.ts'
import { remembered } from './remembered.ts'

export type Log = Logger

/** The request that the running code works for, so that what libraries print can be told apart. */
export const currentRequest = new AsyncLocalStorage<string>()

/** JSON lines on standard output, or wherever `destination` writes them. */
export function createLog(destination?: DestinationStream): Log {
  const options: LoggerOptions = {
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
  }
  return pino(options, destination ?? gatheredOutput())
}

/** Standard output; what is still to be written at the end of the process is written then. */
function gatheredOutput(): DestinationStream {
  const output: { lines?: GatheredLines } = {}
  // Heard before the output itself hears of the end, and writes for the last time.
  process.once('exit', () => output.lines?.flush())
  output.lines = gatherLines(standardOutput({ dest: 1, sync: false }))
  return output.lines
}

const MOST_ROUTES = 1_000

/** What the log says of a request: no address, no agent, no query, no body. */
export interface RequestLine {
  requestId: string
  method: string | undefined
  route: string
  /** Null where nothing was sent. */
  status: number | null
  ms: number
  bytes: number
  /** The answer did not get to its end. */
  cut: boolean
}

/**
 * Writes the line of every request: as the log itself would, and put together by hand, because it would take half as long
 * over it as sending a page does.
 */
export function requestLog(log: Log): (line: RequestLine) => void {
  const stream = (log as Log & Record<typeof symbols.streamSym, DestinationStream>)[symbols.streamSym]
  let millisecond = -1
  let begin = ''
  const beginAt = (now: number): string => {
    if (now !== millisecond) {
      begin = `{"level":"info","time":"${new Date(now).toISOString()}","requestId":"`
    }
    millisecond = now
    return begin
  }
  // Few pieces: each is copied for the next, and most requests are reads that go well.
  const words = remembered(MOST_ROUTES, (route) => {
    const other = `","route":${JSON.stringify(route)},"status":`
    return { read: `GET${other}200,"ms":`, other }
  })
  return ({ requestId, method = '', route, status, ms, bytes, cut }) => {
    if (!log.isLevelEnabled('info')) return
    const { read, other } = words(route)
    const asked = method === 'GET' && status === 200 ? read : `${method}${other}${String(status)},"ms":`
    const end = cut ? ',"cut":true,"msg":"request"}\n' : ',"msg":"request"}\n'
    stream.write(`${beginAt(Date.now())}${requestId}","method":"${asked}${tenths(ms)},"bytes":${bytes}${end}`)
  }
}

/** Most take less than this; then nothing has to be worked out of the number. */
const FEW_TENTHS = Array.from({ length: 1_000 }, (_, tenth) => String(tenth / 10))

/** To a tenth, without a needless zero. */
function tenths(ms: number): string {
  const rounded = Math.round(ms * 10)
  return FEW_TENTHS[rounded] ?? String(rounded / 10)
}

/** An error without what a database adds to it: its `detail` quotes the row, and with it what people wrote. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    stack: error.stack,
  }
}

/** What follows these prefixes lets its holder see or withdraw a comment, or have an account. */
const PRIVATE_PATH =
  /((?:\/en)?\/(?:tra-cuu|track|thong-bao|api\/v1\/comments|quan-tri\/loi-moi)\/)[^"'?#\n]+/giu
/** A tracking code, the token of a link or the id of a session, at whatever address somebody typed it. */
const CODE = /\/(?:[0-9a-z]{18,}|[0-9a-z]{6}[\s\p{Pd}][0-9a-z]{6}[\s\p{Pd}][0-9a-z]{6})(?=[/?#\s]|$)/giu
const MAX_ROUTE_LENGTH = 200

/** A path as it may be logged: without tracking codes. */
export function loggedRoute(plainPath: string): string {
  return plainPath.replace(PRIVATE_PATH, '$1*').replace(CODE, '/*').slice(0, MAX_ROUTE_LENGTH)
}

/** Free text as it may be logged: addresses in it lose their query and their tracking codes. */
export function loggedText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/(https?:\/\/[^\s"'?#]+)\?[^\s"'#]*/gu, '$1')
    .replace(PRIVATE_PATH, '$1*')
    .replace(CODE, '/*')
}

/**
 * Sends what libraries print to the log, with the request it belongs to. Astro catches a page's error itself and
 * only prints it; without this the stack would be a line that no log reader can attribute.
 */
export function captureConsole(log: Log, target: Console = console): void {
  const levels = { error: 'error', warn: 'warn', info: 'info', log: 'info' } as const
  for (const [method, level] of Object.entries(levels) as [
    keyof typeof levels,
    'error' | 'warn' | 'info',
  ][]) {
    target[method] = (...parts: unknown[]) => {
      log[level]({ requestId: currentRequest.getStore() }, loggedText(format(...parts)))
    }
  }
}
