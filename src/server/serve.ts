import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isPermitted } from '../domain/accounts/rules.ts'
import { authenticate } from '../domain/accounts/service.ts'
import type { Context } from '../domain/context.ts'
import { calendarEnding } from '../domain/site/rules.ts'
import { UPLOAD_LIMIT_BYTES, UPLOAD_PATH } from '../http/uploads.ts'
import { startBackups } from './backups/schedule.ts'
import type { AstroHandler } from './astro-exchange.ts'
import { CLIENT_DIR, DIST_DIR, ENCODED_DIR } from './build.ts'
import type { ClientAddress } from './client-address.ts'
import { drainer } from './drain.ts'
import { fileForms } from './file-forms.ts'
import { databaseAnswers } from './health.ts'
import { startClockWatch } from './clock-watch.ts'
import { startDelivery } from './delivery.ts'
import { startHousekeeping } from './housekeeping.ts'
import { startIndexing } from './indexing.ts'
import { keepModules } from './kept-modules.ts'
import { createListener } from './listener.ts'
import { captureConsole, createLog, currentRequest, type Log } from './log.ts'
import { pageCache } from './page-cache/page-cache.ts'
import { followRevisions } from './page-cache/revisions.ts'
import { timetableOf } from './page-cache/timetable.ts'
import { createMetrics, metricsAnswer } from './metrics/metrics.ts'
import { merged } from './metrics/registry.ts'
import { joinSiblings } from './metrics/siblings.ts'
import { backupFamilies, poolFamilies, workFamilies } from './metrics/work.ts'
import { astroRenderer } from './render.ts'
import { securityHeaders } from './security-headers.ts'
import { withSettledDays } from './settled-days.ts'
import { listen } from './starting.ts'
import { loadStaticFiles } from './static-files.ts'
import { channelToParent } from './workers.ts'

/** What differs where several processes serve together. */
export interface Serving {
  /** Whether readers may be sent here by now. */
  isOpen: () => boolean
  /** Whether this process does what a clock asks for. */
  inBackground: boolean
}

const ALONE: Serving = { isOpen: () => true, inBackground: true }

/**
 * Serves the built site.
 * @returns stops accepting, finishes what is under way and closes the database
 * @throws StartError where host or port cannot be had
 */
export async function serve(
  context: Context,
  addressOf: ClientAddress,
  { isOpen, inBackground }: Serving = ALONE,
): Promise<() => Promise<void>> {
  const { config, db } = context
  const log = createLog()
  captureConsole(log)
  logStrayErrors(log)
  const secure = securityHeaders({ https: config.siteUrl.protocol === 'https:' })
  const revisions = followRevisions(db.watchRevisions(), timetableOf(context), log)
  await revisions.refresh()
  const render = astroRenderer(await loadSite(log), context, log)
  const cache = pageCache({
    render,
    revisions,
    secure,
    maxBytes: config.pageCacheBytes,
    maxPartsBytes: config.pagePartsBytes,
  })
  const metrics = createMetrics()
  metrics.watch(() => poolFamilies(context))
  metrics.watchCache(cache.counts)
  const parent = channelToParent()
  const siblings = parent === null ? () => Promise.resolve([]) : joinSiblings(parent, metrics.families)
  const files = await loadStaticFiles(CLIENT_DIR, {
    offline: config.serviceWorker,
    encodedFolder: ENCODED_DIR,
  })
  const findFile = fileForms(files, secure)
  const listener = createListener({
    render: withSettledDays(cache.render, context.now),
    findKept: (url, headers) => findFile(url, headers) ?? cache.find(url, headers),
    files,
    siteUrl: config.siteUrl,
    clientAddress: addressOf,
    ready: async () => isOpen() && (await databaseAnswers(db)),
    uploads: {
      path: UPLOAD_PATH,
      limitBytes: UPLOAD_LIMIT_BYTES,
      mayUpload: async ({ cookie }) => {
        const session = await authenticate(context, cookie ?? null)
        return session !== null && isPermitted(session.staff.role, 'releases.publish')
      },
    },
    secure,
    log,
    answered: metrics.answered,
    metrics: (authorization) =>
      metricsAnswer(authorization, config.metricsToken, async () => [
        ...merged([await metrics.families(), ...(await siblings())]),
        ...(await workFamilies(context)),
        ...(await backupFamilies(config, context.now())),
      ]),
  })
  const drain = drainer(listener)
  tidyMemory()
  await listen(listener.server, config)
  log.info({ host: config.host, port: config.port }, 'listening')
  const calendarUntil = calendarEnding(context.site, context.now())
  if (calendarUntil !== null) {
    log.warn(
      { calendarUntil },
      'holidays in content/site.yaml end soon: deadlines after that day may be too early',
    )
  }
  const stopBackground = inBackground ? startBackground(context, log) : () => Promise.resolve()
  return async () => {
    log.info('draining')
    if (!(await drain())) log.warn('answers still under way were cut off')
    await stopBackground()
    await revisions.stop()
    await db.close()
    log.info('stopped')
  }
}

/**
 * Gives back what loading took and only loading needed. What Node lets pile up from here on it measures by what is left: a
 * process that was never tidied lets in several times as much. Only where the start allows it (`--expose-gc`).
 */
function tidyMemory(): void {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}

/** Everything that nobody waits for. @returns waits for what is under way */
function startBackground(context: Context, log: Log): () => Promise<void> {
  const stops = [
    startIndexing(context, log),
    startHousekeeping(context, log),
    startDelivery(context, log),
    startBackups(context.config, log),
    startClockWatch(log),
  ]
  return async () => {
    for (const stop of stops) await stop()
  }
}

/** Loads every page now: the first reader does not wait, and a build that replaces `dist` takes nothing away. */
async function loadSite(log: Log): Promise<AstroHandler> {
  const folder = join(DIST_DIR, 'server')
  keepModules(folder)
  const files = await readdir(folder, { recursive: true })
  const modules = files
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => pathToFileURL(join(folder, file)).href)
  const { handler } = (await import(pathToFileURL(join(folder, 'entry.mjs')).href)) as {
    handler: AstroHandler
  }
  for (const module of modules) {
    await import(module).catch((error: unknown) => {
      log.warn({ err: error }, 'a part of the site could not be loaded ahead of need')
    })
  }
  return handler
}

/** An error that nothing waits for: a rejection is logged, an exception ends the process in an unknown state. */
function logStrayErrors(log: Log): void {
  process.on('unhandledRejection', (error) => {
    log.error({ err: error, requestId: currentRequest.getStore() }, 'unhandled rejection')
  })
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error, requestId: currentRequest.getStore() }, 'uncaught exception')
    process.exit(1)
  })
}
