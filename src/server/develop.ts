import { watch } from 'node:fs'
import type { Plugin } from 'vite'
import type { Context } from '../domain/context.ts'
import { splitLanguage } from '../domain/languages/rules.ts'
import { takeInComments } from '../domain/search/comment-walk.ts'
import { LANGUAGE_HEADER } from '../http/language-header.ts'
import { PROJECT_DIR } from './build.ts'
import { prepareContent } from './content.ts'
import { CONTENT_DIR } from './context.ts'
import { explainStart, portTaken } from './starting.ts'

/** What `render.ts` does where the site is served: pages know addresses without their language. */
const LANGUAGE_OFF_ADDRESS: Plugin = {
  name: 'language-off-address',
  configureServer({ middlewares }) {
    middlewares.use((req, _res, next) => {
      const [path = '', ...query] = (req.url ?? '/').split('?')
      const split = splitLanguage(path)
      req.headers[LANGUAGE_HEADER] = split.lang
      req.url = [split.path, ...query].join('?')
      next()
    })
  },
}

/** An editor saves a file in several steps; the last one counts. */
const SETTLE_MS = 200

/**
 * Serves the site while it is being edited. Pages follow the sources by themselves; what the office writes is read
 * again whenever a file of it is saved, and a mistake in it is printed.
 * @throws StartError where the port cannot be had
 */
export async function develop(context: Context): Promise<void> {
  const { config } = context
  // eslint-disable-next-line no-restricted-properties -- written for Astro, which looks for it there
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1'
  await takeInComments(context)
  const { dev } = await import('astro')
  try {
    await dev({
      root: PROJECT_DIR,
      server: { host: config.host, port: config.port, allowedHosts: [config.siteUrl.hostname] },
      vite: { server: { strictPort: true }, plugins: [LANGUAGE_OFF_ADDRESS] },
    })
  } catch (error) {
    if (error instanceof Error && error.message.includes('is already in use')) throw portTaken(config.port)
    throw error
  }
  followContent(context)
}

function followContent(context: Context): void {
  let timer: NodeJS.Timeout | undefined
  const read = (): void => {
    prepareContent(context).catch((error: unknown) => {
      process.stderr.write(`${explainStart(error) ?? String(error)}\n`)
    })
  }
  watch(CONTENT_DIR, { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(read, SETTLE_MS)
  })
}
