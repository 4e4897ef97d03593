/*
 * `node src/cli/side-by-side.ts lint check`: runs scripts of package.json at once, as many as there are cores. What
 * each printed follows when it ends, in one piece; all of them end before this does. Exit status 1 if any failed.
 */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'

const waiting = process.argv.slice(2)
const failed: string[] = []

await Promise.all(Array.from({ length: availableParallelism() }, workOff))
if (failed.length > 0) {
  process.stdout.write(`\nFailed: ${failed.join(', ')}\n`)
  process.exitCode = 1
}

async function workOff(): Promise<void> {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const started = performance.now()
    const { ok, printed } = await run(name)
    const seconds = Math.round((performance.now() - started) / 1000)
    process.stdout.write(`\n${ok ? '✓' : '✗'} npm run ${name} (${seconds} s)\n${printed}`)
    if (!ok) failed.push(name)
  }
}

async function run(name: string): Promise<{ ok: boolean; printed: string }> {
  const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks: Buffer[] = []
  const keep = (chunk: Buffer): void => void chunks.push(chunk)
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const { promise, resolve } = Promise.withResolvers<boolean>()
  child.once('error', (error) => {
    chunks.push(Buffer.from(`${error.message}\n`))
    resolve(false)
  })
  child.once('close', (code) => resolve(code === 0))
  const ok = await promise
  return { ok, printed: Buffer.concat(chunks).toString() }
}
