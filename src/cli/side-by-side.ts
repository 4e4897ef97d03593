/*
 * `node src/cli/side-by-side.ts test:all lint check`: runs scripts of package.json at once, as many as there are
 * cores. The first prints as it goes; what each of the others printed follows in one piece when both have ended. All of
 * them end before this does. Exit status 1 if any failed.
 */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'

interface Ended {
  name: string
  ok: boolean
  printed: string
  seconds: number
}

const [first = '', ...waiting] = process.argv.slice(2)
const failed: string[] = []

const leading = run(first, 'live').then(report)
const others = Array.from({ length: Math.max(1, availableParallelism() - 1) }, workOff)
await Promise.all([leading, ...others])
if (failed.length > 0) {
  process.stdout.write(`\nFailed: ${failed.join(', ')}\n`)
  process.exitCode = 1
}

async function workOff(): Promise<void> {
  const reports: Promise<void>[] = []
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const ended = await run(name, 'held')
    reports.push(leading.then(() => report(ended)))
  }
  await Promise.all(reports)
}

function report({ name, ok, printed, seconds }: Ended): void {
  process.stdout.write(`\n${ok ? '✓' : '✗'} npm run ${name} (${seconds} s)\n${printed}`)
  if (!ok) failed.push(name)
}

async function run(name: string, output: 'live' | 'held'): Promise<Ended> {
  const started = performance.now()
  const to = output === 'live' ? 'inherit' : 'pipe'
  const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', to, to] })
  const chunks: Buffer[] = []
  const keep = (chunk: Buffer): void => void chunks.push(chunk)
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  const { promise, resolve } = Promise.withResolvers<boolean>()
  child.once('error', (error) => {
    chunks.push(Buffer.from(`${error.message}\n`))
    resolve(false)
  })
  child.once('close', (code) => resolve(code === 0))
  const ok = await promise
  const seconds = Math.round((performance.now() - started) / 1000)
  return { name, ok, printed: Buffer.concat(chunks).toString(), seconds }
}
