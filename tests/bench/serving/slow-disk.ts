import { spawnSync } from 'node:child_process'
import { argv, env, execArgv, execPath } from 'node:process'

const MARK = 'BENCH_FLUSH_MS'

/**
 * Where flushes are to take longer (`--flush-ms`): runs this whole benchmark again under strace, which makes every call
 * of fsync and fdatasync return so many milliseconds later, of the site, of PostgreSQL and of what they are measured
 * against alike. Nothing else is traced (`--seccomp-bpf`), so nothing else gets slower. strace has to be installed.
 * @returns exit code of that run; null where this is it, or where nothing was asked for
 */
export function runOnSlowDisk(flushMs: string | undefined): number | null {
  if (flushMs === undefined || env[MARK] === flushMs) return null
  const micros = Math.round(Number(flushMs) * 1_000)
  if (!(micros > 0)) throw new Error('--flush-ms takes a number of milliseconds above 0')
  const calls = 'fsync,fdatasync'
  const tracing = [
    ...['-f', '--seccomp-bpf', '-qqq', '-o', '/dev/null', '-e', 'signal=none'],
    ...['-e', `trace=${calls}`, '-e', `inject=${calls}:delay_exit=${micros}`],
  ]
  const { status, error } = spawnSync('strace', [...tracing, execPath, ...execArgv, ...argv.slice(1)], {
    stdio: 'inherit',
    env: { ...env, [MARK]: flushMs },
  })
  if (error !== undefined) throw new Error('--flush-ms needs strace', { cause: error })
  return status ?? 1
}
