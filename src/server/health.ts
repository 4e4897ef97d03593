import { sql } from 'kysely'
import type { Database } from '../../db/connect.ts'
import type { Answer } from './answer.ts'

const DATABASE_TIMEOUT_MS = 2_000

/** Whether the process can serve readers now. */
export type Ready = () => Promise<boolean>

/** Asks the database something trivial; one that does not answer in time counts as away. */
export async function databaseAnswers(db: Database, timeoutMs = DATABASE_TIMEOUT_MS): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(resolve, timeoutMs, false)
  const asked = sql`select 1`.execute(db.read).then(
    () => true,
    () => false,
  )
  const answered = await Promise.race([asked, late])
  clearTimeout(timer)
  return answered
}

/** Answers `/healthz` (the process lives) and `/readyz` (it can serve); null for any other path. */
export async function healthAnswer(path: string, ready: Ready): Promise<Answer | null> {
  if (path === '/healthz') return plain(200, 'ok')
  if (path !== '/readyz') return null
  return (await ready()) ? plain(200, 'ok') : plain(503, 'not ready')
}

function plain(status: number, text: string): Answer {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    body: Buffer.from(`${text}\n`),
  }
}
