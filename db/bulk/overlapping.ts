/**
 * Works through parts one after the other, and has the next one made while the database, which may be another process,
 * still works on the one before.
 * @param parts made on demand, so a generator
 * @throws the first error of either; then nothing more is made or run
 */
export async function overlapping<Part>(
  parts: Iterable<Part>,
  run: (part: Part) => Promise<unknown>,
): Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  try {
    for (const part of parts) {
      await running
      running = run(part)
    }
  } finally {
    // Where making a part failed, what is under way still has to end before the transaction may.
    await running
  }
}
