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
