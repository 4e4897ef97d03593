/**
 * Answers SIGTERM and SIGINT: the first runs what {@link StopSignal.run} was given and ends the process, a second
 * ends it at once. Before anything was given, the first ends it too.
 */
export interface StopSignal {
  run: (stop: () => Promise<void>) => void
}

export function onStopSignal(): StopSignal {
  let stop: (() => Promise<void>) | undefined
  let stopping = false
  const receive = (): void => {
    if (stopping) process.exit(1)
    stopping = true
    if (stop === undefined) process.exit(0)
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', receive)
  process.on('SIGINT', receive)
  return {
    run: (given) => {
      stop = given
    },
  }
}

/**
 * The same for a worker, which ends when its parent says so, or is gone. Signals reach the whole group of processes, so
 * that the parent is told too; here the first one counts, and no second cuts off what is under way.
 */
export function onParentsWord(): StopSignal {
  let stop: (() => Promise<void>) | undefined
  let stopping = false
  const receive = (): void => {
    if (stopping) return
    stopping = true
    const stopped = stop === undefined ? Promise.resolve() : stop()
    stopped.then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', receive)
  process.on('disconnect', receive)
  process.on('message', (message) => {
    if (message === 'stop') receive()
  })
  return {
    run: (given) => {
      stop = given
    },
  }
}
