import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '../../db/connect.ts'
import { isDatabaseAway } from '../http/away.ts'

/**
 * Longer than a connection takes on a machine that is very busy. A server that needs more finds the start repeated: so
 * far apart that whoever watches over services does not give up for good.
 */
const WITHIN_MS = 20_000
const AGAIN_MS = 500

/**
 * Waits until the database answers, as long as it only cannot be had for now: the server of PostgreSQL may be starting,
 * or be slow on a busy machine. A wrong password or name is no reason to wait.
 * @param say is told once why there is a wait, and how many seconds it lasts at most
 * @throws what the database said last
 */
export async function waitForDatabase(
  db: Database,
  say: (reason: unknown, seconds: number) => void,
  withinMs = WITHIN_MS,
): Promise<void> {
  // A file is there, or it is not.
  if (db.dialect === 'sqlite') return
  const giveUpAt = performance.now() + withinMs
  for (let told = false; ; told = true) {
    try {
      await sql`select 1`.execute(db.read)
      return
    } catch (error) {
      if (!isDatabaseAway(error) || performance.now() > giveUpAt) throw error
      if (!told) say(error, withinMs / 1000)
      await wait(AGAIN_MS)
    }
  }
}
