const HEARTBEAT_MS = 20_000
const RECONNECT_MS = 5_000
/** Events that a reader may be behind before its stream ends; it comes back for the newest state. */
const MAX_BEHIND = 32

export interface EventSink {
  send: (event: string, data: object) => void
  end: () => void
}

/**
 * Server-sent events. `start` is handed where to send and gives back how to stop; it is stopped once, whichever side
 * ends first. A comment every {@link HEARTBEAT_MS} keeps proxies from closing the connection.
 */
export async function eventStream(start: (sink: EventSink) => Promise<() => void>): Promise<Response> {
  const encoder = new TextEncoder()
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let open = true
  let stop: (() => void) | undefined
  const close = (): void => {
    if (!open) return
    open = false
    clearInterval(heartbeat)
    stop?.()
  }
  const write = (text: string): void => {
    if (!open || controller === undefined) return
    if ((controller.desiredSize ?? 0) < -MAX_BEHIND) end()
    else controller.enqueue(encoder.encode(text))
  }
  const end = (): void => {
    if (!open) return
    close()
    controller?.close()
  }
  const heartbeat = setInterval(() => write(':\n\n'), HEARTBEAT_MS)
  heartbeat.unref()
  const body = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given
      write(`retry: ${RECONNECT_MS}\n\n`)
    },
    cancel: close,
  })
  try {
    stop = await start({
      send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
      end,
    })
  } catch (error) {
    close()
    throw error
  }
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      // Proxies such as nginx hand it on as it comes.
      'x-accel-buffering': 'no',
    },
  })
}
