/**
 * Does some work at once and then every `everyMs`, never twice at a time: a round that takes longer takes the place of
 * the next. The clock keeps no process alive.
 * @param round must not reject
 * @returns stops the clock and waits for the round under way
 */
export function inRounds(round: () => Promise<void>, everyMs: number): () => Promise<void> {
  let running: Promise<void> | undefined
  const begin = (): void => {
    running ??= round().finally(() => {
      running = undefined
    })
  }
  const timer = setInterval(begin, everyMs).unref()
  begin()
  return async () => {
    clearInterval(timer)
    await running
  }
}
