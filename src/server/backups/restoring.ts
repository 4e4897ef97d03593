import { constants, existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { connect, foldLog, isPostgres, sqlitePath, type Database } from '../../../db/connect.ts'
import { copyDatabase, countServing, NotEmpty, type CopiedTable } from '../../../db/copy.ts'
import { migrate } from '../../../db/migrate.ts'
import { takeInventory, writeSnapshot, type Inventory } from '../../../db/snapshot.ts'
import type { Config } from '../../config.ts'
import type { Manifest } from '../../domain/backups/rules.ts'
import { BackupError, checkBackup, checkDatabase, flush, keyId } from './backup-file.ts'

export interface Restored {
  /** Null where the backup came without one. */
  manifest: Manifest | null
  inventory: Inventory
  /** False where the backup was made with another SECRET_KEY; null where nobody knows. */
  sameKey: boolean | null
  /** Where the database that was there before lies now. */
  putAside: string | null
}

/**
 * Puts a backup in the place of the database that the settings name, of either kind. The place is empty, or the
 * database there is put aside (SQLite) or thrown away (PostgreSQL) when `force` says so. Where anything is wrong,
 * nothing has changed.
 *
 * @throws BackupError for the person at the terminal
 */
export async function restore(
  config: Config,
  path: string,
  { force }: { force: boolean },
): Promise<Restored> {
  const manifest = await checkBackup(path)
  const place = isPostgres(config.databaseUrl) ? restoreToPostgres : restoreToSqlite
  const { inventory, putAside } = await place(config, resolve(path), manifest, force)
  const sameKey = manifest === null ? null : manifest.keyId === keyId(config)
  return { manifest, inventory, sameKey, putAside }
}

type Placed = Pick<Restored, 'inventory' | 'putAside'>

async function restoreToSqlite(
  { databaseUrl }: Config,
  backup: string,
  manifest: Manifest | null,
  force: boolean,
): Promise<Placed> {
  const target = sqlitePath(databaseUrl)
  if (existsSync(target) && !force) {
    throw new BackupError(`Đã có cơ sở dữ liệu ở ${target}. Thêm --force để cất nó đi và dùng bản sao lưu.`)
  }
  await mkdir(dirname(target), { recursive: true })
  return withUsableCopy(backup, dirname(target), manifest, async (copy, inventory) => {
    const putAside = existsSync(target) ? await putAsideOld(target) : null
    await flush(copy)
    await rename(copy, target)
    await flush(dirname(target))
    return { inventory, putAside }
  })
}

/** @returns the new name of the database that was there */
async function putAsideOld(target: string): Promise<string> {
  if (!foldLog(target)) {
    throw new BackupError(`Một chương trình đang dùng ${target}. Hãy dừng trang rồi chạy lại lệnh này.`)
  }
  const aside = `${target}.truoc-${new Date().toISOString().replaceAll(':', '-')}`
  // A damaged database may have left its log behind, which belongs to it and to nothing else.
  for (const part of ['', '-wal', '-shm'])
    if (existsSync(target + part)) await rename(target + part, aside + part)
  return aside
}

async function restoreToPostgres(
  { databaseUrl }: Config,
  backup: string,
  manifest: Manifest | null,
  force: boolean,
): Promise<Placed> {
  return withUsableCopy(backup, tmpdir(), manifest, async (copy) => {
    await load(copy, databaseUrl, force)
    const target = connect(databaseUrl)
    try {
      return { inventory: await takeInventory(target), putAside: null }
    } finally {
      await target.close()
    }
  })
}

/** @param source SQLite file of the site, with every migration of this program */
async function load(source: string, databaseUrl: string, overwrite: boolean): Promise<CopiedTable[]> {
  const [from, to] = [connect(`file:${source}`), connect(databaseUrl)]
  try {
    if (overwrite) await requireNobodyServes(to)
    await migrate(to)
    return await copyDatabase(from, to, { overwrite })
  } catch (error) {
    if (!(error instanceof NotEmpty)) throw error
    throw new BackupError(
      `Cơ sở dữ liệu ghi ở DATABASE_URL đã có dữ liệu (${error.tables.slice(0, 5).join(', ')}…). Hãy dùng một cơ sở dữ liệu trống; riêng lệnh restore có --force để xoá hết dữ liệu ấy và thay bằng bản sao lưu.`,
    )
  } finally {
    await from.close()
    await to.close()
  }
}

/** Whatever was acknowledged since the backup would be gone under those who are served. @throws BackupError */
async function requireNobodyServes(to: Database): Promise<void> {
  const serving = await countServing(to)
  if (serving === 0) return
  throw new BackupError(
    `Trang đang chạy trên cơ sở dữ liệu này (${serving} tiến trình). Hãy dừng trang rồi chạy lại lệnh này.`,
  )
}

/**
 * Copies a backup, checks it, brings it to this program's migrations and compares it with its manifest; the backup
 * itself is never written to.
 */
async function withUsableCopy<T>(
  backup: string,
  folder: string,
  manifest: Manifest | null,
  use: (copy: string, inventory: Inventory) => Promise<T>,
): Promise<T> {
  const own = await mkdtemp(join(folder, 'khoi-phuc-'))
  try {
    const copy = join(own, 'site.db')
    await copyFile(backup, copy, constants.COPYFILE_FICLONE)
    await chmod(copy, 0o600)
    return await use(copy, await prepare(copy, manifest))
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

async function prepare(copy: string, manifest: Manifest | null): Promise<Inventory> {
  const db = openCopy(copy)
  try {
    await checkDatabase(db)
    const before = await takeInventory(db)
    for (const [ledger, head] of Object.entries(manifest?.heads ?? {})) {
      if (before.heads[ledger]?.hash === head.hash && before.heads[ledger].seq === head.seq) continue
      throw new BackupError(`Mốc cuối của chuỗi ${ledger} không khớp với bản kê.`)
    }
    await migrate(db)
    return await takeInventory(db)
  } finally {
    await db.close()
  }
}

function openCopy(copy: string): ReturnType<typeof connect> {
  try {
    return connect(`file:${copy}`)
  } catch (error) {
    throw new BackupError(`Bản sao lưu bị hỏng: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/**
 * Moves a site from its SQLite file to the PostgreSQL that the settings name: every row, compared after it arrived.
 * The file stays as it is.
 *
 * @throws BackupError where the site still runs on the file, or the target has rows already
 */
export async function moveToPostgres(config: Config, source: string): Promise<CopiedTable[]> {
  if (!isPostgres(config.databaseUrl)) {
    throw new BackupError('DATABASE_URL phải là cơ sở dữ liệu PostgreSQL sẽ nhận dữ liệu (postgres://…).')
  }
  const file = sqlitePath(source)
  if (!existsSync(file)) throw new BackupError(`Không có cơ sở dữ liệu ở ${file}.`)
  if (!foldLog(file)) {
    throw new BackupError(`Một chương trình đang dùng ${file}. Hãy dừng trang rồi chạy lại lệnh này.`)
  }
  const own = await mkdtemp(join(tmpdir(), 'chuyen-'))
  try {
    const copy = join(own, 'site.db')
    const from = connect(`file:${file}`)
    try {
      await writeSnapshot(from, copy)
    } finally {
      await from.close()
    }
    await prepare(copy, null)
    return await load(copy, config.databaseUrl, false)
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}
