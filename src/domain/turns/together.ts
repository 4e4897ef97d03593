import { setImmediate as letOthersIn } from 'node:timers/promises'

export interface Together<Entry, Result> {
  /** Does everything of one turn, or nothing where it throws. @returns a result for each, in their order */
  run: (entries: readonly Entry[]) => Promise<readonly Result[]>
  /** Entries of one turn. */
  most: number
  /** Entries that share one of these are never in the same turn: the later one has to see what the earlier did. */
  keysOf: (entry: Entry) => readonly string[]
  /** Whether an error may be the fault of one entry alone, so that the others are tried without it. */
  isOfOne: (error: unknown) => boolean
}

/** For reading: entries do not get in each other's way, and an error is everybody's. */
export const LOOKING_UP = { most: 64, keysOf: (): string[] => [], isOfOne: (): boolean => false } as const

interface Waiting<Entry, Result> {
  entry: Entry
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

/**
 * Has what arrives while a turn is under way done together in the next one, so that many share what each would otherwise
 * pay for alone: the wait for the disk. Nobody waits for others to come; whoever comes alone is a turn alone.
 * @returns takes an entry, and settles once its turn is over. An entry at fault fails alone.
 */
export function together<Entry, Result>({
  run,
  most,
  keysOf,
  isOfOne,
}: Together<Entry, Result>): (entry: Entry) => Promise<Result> {
  let waiting: Waiting<Entry, Result>[] = []
  let underWay = false

  const nextTurn = (): Waiting<Entry, Result>[] => {
    const taken = new Set<string>()
    const turn: Waiting<Entry, Result>[] = []
    const later: Waiting<Entry, Result>[] = []
    for (const one of waiting) {
      const keys = keysOf(one.entry)
      const fits = turn.length < most && !keys.some((key) => taken.has(key))
      for (const key of keys) taken.add(key)
      ;(fits ? turn : later).push(one)
    }
    waiting = later
    return turn
  }

  const settle = async (turn: readonly Waiting<Entry, Result>[]): Promise<void> => {
    try {
      const results = await run(turn.map(({ entry }) => entry))
      for (const [at, { resolve }] of turn.entries()) resolve(results[at] as Result)
    } catch (error) {
      if (turn.length > 1 && isOfOne(error)) for (const one of turn) await settle([one])
      else for (const { reject } of turn) reject(error)
    }
  }

  const takeTurns = async (): Promise<void> => {
    while (waiting.length > 0) {
      // SQLite answers without a pause: whatever has arrived at the same time would be a turn of its own.
      await letOthersIn()
      await settle(nextTurn())
    }
    underWay = false
  }

  return (entry) =>
    new Promise((resolve, reject) => {
      waiting.push({ entry, resolve, reject })
      if (underWay) return
      underWay = true
      void takeTurns()
    })
}
