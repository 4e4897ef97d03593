import { migrate } from '../../db/migrate.ts'
import { readConfig, type Config } from '../config.ts'
import { chainEarlierComments } from '../domain/comments/submission-ledger.ts'
import type { Context } from '../domain/context.ts'
import { clientAddress } from './client-address.ts'
import { prepareContent, remindOfNotes } from './content.ts'
import { createContext } from './context.ts'
import { explainDatabase } from './database-troubles.ts'
import { prepareDemo, retireDemo } from './demo.ts'
import { develop } from './develop.ts'
import { createLog } from './log.ts'
import { publishNewPackages } from './releases.ts'
import { serve } from './serve.ts'
import { explainStart, requireFreePort, welcome } from './starting.ts'
import { onParentsWord, onStopSignal } from './stopping.ts'
import { waitForDatabase } from './waiting.ts'
import { startWorkers, workerPlace, type WorkerPlace } from './workers.ts'

/** Starts the site, built by now unless it is developed; ends the process, saying why, where it cannot start. */
export async function start(developing: boolean): Promise<void> {
  try {
    await run(developing)
  } catch (error) {
    const message = explainStart(error) ?? (error instanceof Error ? error.stack : String(error))
    process.stderr.write(`${message ?? ''}\n`)
    process.exit(1)
  }
}

async function run(developing: boolean): Promise<void> {
  const place = workerPlace()
  if (place !== null) return work(place)
  const stopSignal = onStopSignal()
  const config = readConfig()
  const addressOf = clientAddress(config.trustedProxies)
  const context = await openContext(config)
  await chainEarlierComments(context)
  process.stdout.write(await remindOfNotes(context, await prepareContent(context)))
  // Before anything is published, and the demonstration's password changed: another process that runs here keeps its own.
  await requireFreePort(config)
  await publishNewPackages(context)
  const account = await (config.demo ? prepareDemo(context) : retireDemo(context))
  if (developing) await develop(context)
  else if (config.workers === 1) stopSignal.run(await serve(context, addressOf))
  else {
    await context.db.close()
    stopSignal.run(await startWorkers(config.workers, createLog()))
  }
  process.stdout.write(welcome(config.siteUrl, account))
}

/** One of several processes that serve; their parent has prepared everything. */
async function work({ place, isOpen }: WorkerPlace): Promise<void> {
  const stopSignal = onParentsWord()
  const config = readConfig()
  const serving = serve(createContext(config), clientAddress(config.trustedProxies), {
    isOpen,
    inBackground: place === 0,
  })
  stopSignal.run(await serving)
}

async function openContext(config: Config): Promise<Context> {
  try {
    const context = createContext(config)
    await waitForDatabase(context.db, sayWaiting)
    await migrate(context.db)
    return context
  } catch (error) {
    throw explainDatabase(error)
  }
}

function sayWaiting(reason: unknown, seconds: number): void {
  const cause = reason instanceof Error ? reason.message : String(reason)
  process.stdout.write(`Chưa nối được với cơ sở dữ liệu (${cause}). Đang chờ, lâu nhất ${seconds} giây…\n`)
}
