import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readConfig } from '../config.ts'
import { buildNow, buildWhenNeeded, DIST_DIR, type BuildState } from '../server/build.ts'
import { explainStart } from '../server/starting.ts'

// An end in order, so that the bundler ends along with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

try {
  if (process.argv.includes('--for-start')) {
    // Nobody waits any more: the site that asked was killed.
    process.once('disconnect', () => process.exit())
    // Whatever keeps the site from starting is said before a build that takes half a minute.
    readConfig()
    await buildWhenNeeded(tellOfBuild)
    const { prepare } = (await import(serverOf(DIST_DIR))) as { prepare: () => Promise<void> }
    await prepare()
  } else {
    const { checkContent } = await import('../server/content.ts')
    await checkContent()
    await buildNow()
    process.stdout.write('Đã dựng xong trang vào dist/.\n')
  }
} catch (error) {
  const message = explainStart(error) ?? (error instanceof Error ? error.stack : String(error))
  process.stderr.write(`${message ?? ''}\n`)
  process.exit(1)
}

/** The program as it was built. */
function serverOf(folder: string): string {
  return pathToFileURL(join(folder, 'server', 'main.mjs')).href
}

function tellOfBuild(why: BuildState): void {
  const damaged = why === 'damaged' ? 'Có tệp trong dist/ bị hỏng hoặc bị sửa nên phải dựng lại. ' : ''
  process.stdout.write(`${damaged}Đang dựng trang, mất chừng nửa phút…\n`)
}
