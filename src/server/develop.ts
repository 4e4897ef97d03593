import type { Context } from '../domain/context.ts'
import { PROJECT_DIR } from './build.ts'
import { portTaken } from './starting.ts'

/**
 * Serves the site while it is being edited. The middleware opens the database for itself, so ours is closed.
 * @throws StartError where the port cannot be had
 */
export async function develop({ config, db }: Context): Promise<void> {
  await db.close()
  // eslint-disable-next-line no-restricted-properties -- written for Astro, which looks for it there
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1'
  const { dev } = await import('astro')
  try {
    await dev({
      root: PROJECT_DIR,
      server: { host: config.host, port: config.port, allowedHosts: [config.siteUrl.hostname] },
      vite: { server: { strictPort: true } },
    })
  } catch (error) {
    if (error instanceof Error && error.message.includes('is already in use')) throw portTaken(config.port)
    throw error
  }
}
