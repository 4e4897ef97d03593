import { spawn } from 'node:child_process'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { isBackupDue, manifestPath, outdated } from '../../domain/backups/rules.ts'
import { PROJECT_DIR } from '../build.ts'
import type { Log } from '../log.ts'
import { inRounds } from '../rounds.ts'

const LOOK_EVERY_MS = 60 * 60 * 1000
/** Somewhat less than a day, so that the hour of the backup does not wander. */
const DUE_AFTER_MS = 23.5 * 60 * 60 * 1000
/** A copy that takes longer than this was broken off. */
const LOCK_STALE_MS = 6 * 60 * 60 * 1000
const LOCK = 'sao-luu.lock'

/** Makes one backup in a folder. Rejects with what went wrong. */
export type BackUp = (folder: string, keep: number) => Promise<void>

/**
 * Backs up once a day, as long as the site runs; several processes that share the folder make one backup between them.
 * A failure is logged and tried again within the hour.
 * @returns stops looking and waits for a backup under way
 */
export function startBackups(
  { backups }: Pick<Config, 'backups'>,
  log: Log,
  backUp: BackUp = backUpInOwnProcess,
  everyMs = LOOK_EVERY_MS,
): () => Promise<void> {
  if (backups === null) return () => Promise.resolve()
  return inRounds(() => backUpWhenDue(backups, log, backUp), everyMs)
}

async function backUpWhenDue(
  { folder, keep }: NonNullable<Config['backups']>,
  log: Log,
  backUp: BackUp,
): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    if (!isBackupDue(await readdir(folder), new Date(), DUE_AFTER_MS)) return
    if (!(await takeLock(folder))) return
    try {
      await backUp(folder, keep)
      log.info({ folder }, 'backed up')
    } finally {
      await rm(join(folder, LOCK), { force: true })
    }
  } catch (error) {
    log.error({ err: error, folder }, 'backup failed')
  }
}

async function takeLock(folder: string): Promise<boolean> {
  const path = join(folder, LOCK)
  const age = await stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => null,
  )
  if (age !== null && age > LOCK_STALE_MS) await rm(path, { force: true })
  try {
    await (await open(path, 'wx')).close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Copying a database keeps a processor busy for a while: readers are not made to wait for it. */
async function backUpInOwnProcess(folder: string, keep: number): Promise<void> {
  const command = ['src/cli/start.mjs', 'backup', '--into', folder, '--keep', String(keep)]
  const child = spawn(process.execPath, [join(PROJECT_DIR, command[0] ?? ''), ...command.slice(1)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const { promise, resolve, reject } = Promise.withResolvers<number | null>()
  child.once('error', reject)
  child.once('close', resolve)
  if ((await promise) !== 0) throw new Error(said.trim() || 'the copy was broken off')
}

/**
 * Deletes scheduled backups beyond the newest `keep`, with what stands beside them.
 * @returns their names
 */
export async function deleteOutdated(folder: string, keep: number): Promise<string[]> {
  const names = outdated(await readdir(folder), keep)
  for (const name of names) {
    await rm(join(folder, name))
    await rm(manifestPath(join(folder, name)), { force: true })
  }
  return names
}
