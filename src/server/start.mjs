// Plain JavaScript, in words that an old Node understands: it has to get far enough to say what is wrong.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

// From 22.18 on Node runs TypeScript itself, and the database driver runs on it.
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Cần Node 22.18 trở lên, máy đang chạy Node ${process.versions.node}.\n` +
      'Hãy chạy: npm ci && npm start  (lệnh này dùng bản Node được cài cùng dự án).',
  )
  process.exit(1)
}

const developing = process.argv.includes('--dev')
// A worker's parent has seen to it.
const account = developing || process.argv.includes('--worker') ? null : await prepare()
const { start } = await import(developing ? './main.ts' : '../../dist/server/main.mjs')
await start(developing, account)

/**
 * Builds where the sources have changed and prepares what is served, as a process of its own: what only that needs,
 * TypeScript's reader and all figures that the office wrote among it, stays out of the process that serves. Gives the
 * account to try the site with, or null.
 */
async function prepare() {
  const { spawn } = await import('node:child_process')
  const { fileURLToPath } = await import('node:url')
  const script = fileURLToPath(new URL('../cli/build.ts', import.meta.url))
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc']
  const child = spawn(process.execPath, [script, '--for-start'], { stdio })
  let stopped = false
  const stop = (signal) => {
    stopped = true
    child.kill(signal)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  let account = null
  child.once('message', (message) => {
    account = message
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  process.off('SIGINT', stop)
  process.off('SIGTERM', stop)
  // Whoever stops the site before it serves has stopped it; that is no failure.
  if (stopped) process.exit(0)
  if (code !== 0) process.exit(1)
  return account
}
