import { migrate } from '../../db/migrate.ts'
import { readConfig, type Config } from '../config.ts'
import { chainEarlierComments } from '../domain/comments/submission-ledger.ts'
import type { Context } from '../domain/context.ts'
import { clientAddress } from './client-address.ts'
import { prepareContent, remindOfNotes } from './content.ts'
import { createContext } from './context.ts'
import { explainDatabase } from './database-troubles.ts'
import { prepareDemo, retireDemo, type DemoAccount } from './demo.ts'
import { develop } from './develop.ts'
import { createLog } from './log.ts'
import { publishNewPackages } from './releases.ts'
import { serve } from './serve.ts'
import { explainStart, requireFreePort, welcome } from './starting.ts'
import { onParentsWord, onStopSignal } from './stopping.ts'
import { waitForDatabase } from './waiting.ts'
import { startWorkers, workerPlace, type WorkerPlace } from './workers.ts'

/**
 * Starts the site, built and prepared by now unless it is developed; ends the process, saying why, where it cannot start.
 * @param account what {@link prepare} gave
 */
export async function start(developing: boolean, account: DemoAccount | null): Promise<void> {
  await orSayWhy(() => run(developing, account))
}

/**
 * Does all that comes before serving, and tells the process that asked for it the demonstration's account. Reading what
 * the office wrote takes several times the memory of serving it, and a process never gives all of that back: so it ends.
 */
export async function prepare(): Promise<void> {
  await orSayWhy(async () => {
    const config = readConfig()
    clientAddress(config.trustedProxies)
    const context = openContext(config)
    const account = await prepareAll(context)
    await context.db.close()
    process.send?.(account, () => {
      process.disconnect()
    })
  })
}

async function orSayWhy(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const message = explainStart(error) ?? (error instanceof Error ? error.stack : String(error))
    process.stderr.write(`${message ?? ''}\n`)
    process.exit(1)
  }
}

async function run(developing: boolean, prepared: DemoAccount | null): Promise<void> {
  const place = workerPlace()
  if (place !== null) return work(place)
  const stopSignal = onStopSignal()
  const config = readConfig()
  const addressOf = clientAddress(config.trustedProxies)
  const context = openContext(config)
  const account = developing ? await prepareAll(context) : prepared
  if (developing) await develop(context)
  else if (config.workers === 1) stopSignal.run(await serve(context, addressOf))
  else {
    await context.db.close()
    stopSignal.run(await startWorkers(config.workers, createLog()))
  }
  process.stdout.write(welcome(config.siteUrl, account))
}

/** @returns the account to try the site with; null where there is none */
async function prepareAll(context: Context): Promise<DemoAccount | null> {
  const { config } = context
  try {
    await waitForDatabase(context.db, sayWaiting)
    await migrate(context.db)
  } catch (error) {
    throw explainDatabase(error)
  }
  await chainEarlierComments(context)
  process.stdout.write(await remindOfNotes(context, await prepareContent(context)))
  // Before anything is published, and the demonstration's password changed: another process that runs here keeps its own.
  await requireFreePort(config)
  await publishNewPackages(context)
  return config.demo ? prepareDemo(context) : retireDemo(context)
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

function openContext(config: Config): Context {
  try {
    return createContext(config)
  } catch (error) {
    throw explainDatabase(error)
  }
}

function sayWaiting(reason: unknown, seconds: number): void {
  const cause = reason instanceof Error ? reason.message : String(reason)
  process.stdout.write(`Chưa nối được với cơ sở dữ liệu (${cause}). Đang chờ, lâu nhất ${seconds} giây…\n`)
}
