import type { DestinationStream } from 'pino'

/** As much as is written at once; a line of a request has some 250 bytes. */
const MOST_BYTES = 64 * 1024
const LATEST_MS = 100
/** UTF-8 takes no more for a unit of UTF-16. */
const BYTES_PER_UNIT = 3

export interface GatheredLines extends DestinationStream {
  /** Hands on what was gathered. */
  flush: () => void
}

/**
 * Hands lines on together, and nobody waits for them: a write for each request would cost as much as sending a page.
 * They are gathered as bytes in one place, because texts that wait would be taken for something that lives long, and
 * Node's memory would grow by them.
 */
export function gatherLines(destination: DestinationStream): GatheredLines {
  const bytes = Buffer.allocUnsafe(MOST_BYTES)
  let length = 0
  let timer: NodeJS.Timeout | undefined

  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (length === 0) return
    const text = bytes.toString('utf8', 0, length)
    length = 0
    destination.write(text)
  }

  return {
    flush,
    write: (line) => {
      const most = line.length * BYTES_PER_UNIT
      if (most > MOST_BYTES - length) flush()
      if (most > MOST_BYTES) {
        destination.write(line)
        return
      }
      length += bytes.write(line, length)
      timer ??= setTimeout(flush, LATEST_MS).unref()
    },
  }
}
