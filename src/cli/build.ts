import { buildNow } from '../server/build.ts'
import { checkContent } from '../server/content.ts'
import { explainStart } from '../server/starting.ts'

try {
  await checkContent()
  await buildNow()
  process.stdout.write('Đã dựng xong trang vào dist/.\n')
} catch (error) {
  const message = explainStart(error) ?? (error instanceof Error ? error.stack : String(error))
  process.stderr.write(`${message ?? ''}\n`)
  process.exit(1)
}
