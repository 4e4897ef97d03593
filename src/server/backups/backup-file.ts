import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { connect, type Database } from '../../../db/connect.ts'
import { knownMigrations, listMigrated } from '../../../db/migrate.ts'
import { findDamage, OlderDatabase, takeInventory, writeSnapshot } from '../../../db/snapshot.ts'
import type { Config } from '../../config.ts'
import { manifestPath, parseManifest, type Manifest } from '../../domain/backups/rules.ts'
import { deriveSecrets } from '../../domain/secrets.ts'

/** A backup cannot be made or used; the message is for the person at the terminal. */
export class BackupError extends Error {}

const KEY_PURPOSE = 'backup key id'
const KEY_ID_LENGTH = 16

/** See {@link Manifest.keyId}. */
export function keyId({ secretKey }: Config): string {
  return deriveSecrets(secretKey).hmac(KEY_PURPOSE, '').slice(0, KEY_ID_LENGTH)
}

/**
 * Backs up a database while the site serves. The backup appears under its name when it is whole and on the disk; its
 * manifest is there before it.
 * @throws BackupError where the file exists or cannot be written, or the database is damaged or too old
 */
export async function writeBackup(config: Config, db: Database, path: string, now: Date): Promise<Manifest> {
  const file = resolve(path)
  if (existsSync(file))
    throw new BackupError(`${file} đã có. Hãy chọn tên khác; bản sao lưu cũ không bị ghi đè.`)
  const draft = `${file}.partial-${process.pid}`
  try {
    await writeSnapshot(db, draft)
    const manifest = await describe(config, db, draft, now)
    await flush(draft)
    await writeWhole(manifestPath(file), `${JSON.stringify(manifest, null, 2)}\n`)
    await rename(draft, file)
    await flush(dirname(file))
    return manifest
  } catch (error) {
    throw explain(error, file)
  } finally {
    // What cannot be removed either is no news.
    for (const rest of ['', '-wal', '-shm']) await rm(draft + rest, { force: true }).catch(() => undefined)
  }
}

/** The folder, the disk or the right to write is missing where the copy was to go. */
const NOT_WRITTEN =
  /^(?:ENOENT|ENOTDIR|EACCES|EPERM|EROFS|ENOSPC|EDQUOT|SQLITE_(?:FULL|READONLY.*|IOERR_(?:WRITE|FSYNC)))$/u

function explain(error: unknown, file: string): unknown {
  if (error instanceof OlderDatabase) {
    return new BackupError(
      'Cơ sở dữ liệu thuộc phiên bản cũ hơn. Hãy sao lưu bằng phiên bản đang chạy, trước khi nâng cấp.',
    )
  }
  const { code = '' } = error as NodeJS.ErrnoException
  if (!NOT_WRITTEN.test(code)) return error
  return new BackupError(
    `Không ghi được ${file} (${code}). Hãy kiểm tra thư mục có tồn tại, quyền ghi và chỗ trống ở đó.`,
  )
}

async function describe(config: Config, from: Database, draft: string, now: Date): Promise<Manifest> {
  const copy = connect(`file:${draft}`)
  try {
    const damage = await findDamage(copy)
    if (damage !== null) {
      throw new BackupError(`Cơ sở dữ liệu đang dùng bị hỏng, không sao lưu được: ${damage}`)
    }
    const inventory = await takeInventory(copy)
    // Closing folds everything into the one file, whose bytes are counted then.
    await copy.close()
    return {
      ...{ format: 'site-backup', version: 1, takenAt: now.toISOString(), from: from.dialect },
      ...{ bytes: (await stat(draft)).size, sha256: await hashFile(draft) },
      ...inventory,
      keyId: keyId(config),
    }
  } finally {
    await copy.close()
  }
}

/**
 * Reads a backup through before anything is done with it.
 * @returns its manifest; null where there is none, so that only the file itself could be checked
 * @throws BackupError where it is cut, changed, no database, or of a newer version than this program
 */
export async function checkBackup(path: string): Promise<Manifest | null> {
  const file = resolve(path)
  if (!existsSync(file)) throw new BackupError(`Không có tệp ${file}.`)
  const manifest = await readManifest(file)
  if (manifest !== null) {
    const { size } = await stat(file)
    if (size !== manifest.bytes) {
      throw new BackupError(`${file} không còn đủ: có ${size} byte, lúc sao lưu là ${manifest.bytes} byte.`)
    }
    if ((await hashFile(file)) !== manifest.sha256) {
      throw new BackupError(`${file} đã bị sửa hoặc hỏng: mã băm không khớp với bản kê đi kèm.`)
    }
  }
  return manifest
}

/**
 * Looks into a copy of a backup that may be written to.
 * @throws BackupError where it is no database of the site, damaged, or of a newer version than this program
 */
export async function checkDatabase(db: Database): Promise<void> {
  let migrated: string[]
  try {
    const damage = await findDamage(db)
    if (damage !== null) throw new BackupError(`Bản sao lưu bị hỏng: ${damage}`)
    migrated = await listMigrated(db)
  } catch (error) {
    if (error instanceof BackupError) throw error
    throw new BackupError(`Bản sao lưu bị hỏng: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (migrated.length === 0) throw new BackupError('Tệp này không phải cơ sở dữ liệu của trang.')
  const known = new Set(knownMigrations())
  const unknown = migrated.filter((name) => !known.has(name))
  if (unknown.length > 0) {
    throw new BackupError(
      `Bản sao lưu thuộc phiên bản mới hơn của trang (${unknown.join(', ')}). Hãy khôi phục bằng phiên bản đó.`,
    )
  }
}

async function readManifest(file: string): Promise<Manifest | null> {
  const path = manifestPath(file)
  if (!existsSync(path)) return null
  const manifest = parseManifest(await readFile(path, 'utf8'))
  if (manifest === null) throw new BackupError(`${path} không đọc được: đã bị sửa hoặc hỏng.`)
  return manifest
}

export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 })
  await flush(path)
}

/** Waits until a file, or the names in a folder, are on the disk. */
export async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
