import { readConfig } from '../config.ts'
import { buildNow, buildWhenNeeded } from '../server/build.ts'
import { explainStart } from '../server/starting.ts'

try {
  if (process.argv.includes('--when-needed')) {
    // Whatever keeps the site from starting is said before a build that takes half a minute.
    readConfig()
    await buildWhenNeeded(() => process.stdout.write('Đang dựng trang, mất chừng nửa phút…\n'))
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
