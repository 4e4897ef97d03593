import type { Context } from '../domain/context.ts'
import { PROJECT_DIR } from './build.ts'

/** Serves the site while it is being edited. The middleware opens the database for itself, so ours is closed. */
export async function develop({ config, db }: Context): Promise<void> {
  await db.close()
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1'
  const { dev } = await import('astro')
  await dev({
    root: PROJECT_DIR,
    server: { host: config.host, port: config.port, allowedHosts: [config.siteUrl.hostname] },
    vite: { server: { strictPort: true } },
  })
}
