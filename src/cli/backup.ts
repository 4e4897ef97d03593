import { join } from 'node:path'
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { connect, isPostgres, sqlitePath } from '../../db/connect.ts'
import { keysLeftBehind, readConfig, type Config } from '../config.ts'
import { backupName } from '../domain/backups/rules.ts'
import { BackupError, writeBackup } from '../server/backups/backup-file.ts'
import { deleteOutdated } from '../server/backups/schedule.ts'
import { moveToPostgres, restore, type Restored } from '../server/backups/restoring.ts'
import { CommandError, UsageError, type Commands } from './command.ts'

export const backupCommands: Commands = {
  backup: {
    usage: 'backup FILE | backup --into DIR [--keep N]',
    summary:
      'Sao lưu cơ sở dữ liệu ra một tệp SQLite trong lúc trang vẫn chạy; với --into thì đặt tên theo giờ và xoá bản cũ.',
    run: explained(backUp),
  },
  restore: {
    usage: 'restore FILE [--force]',
    summary:
      'Khôi phục bản sao lưu vào DATABASE_URL, là SQLite hay PostgreSQL; nơi đã có dữ liệu thì chỉ khi có --force.',
    run: explained(putBack),
  },
  move: {
    usage: 'move SQLITE_FILE',
    summary: 'Chuyển trang từ tệp SQLite sang PostgreSQL ghi ở DATABASE_URL, so lại từng dòng.',
    run: explained(move),
  },
}

type Run = (args: string[]) => Promise<number>

function explained(run: Run): Run {
  return async (args) => {
    try {
      return await run(args)
    } catch (error) {
      throw error instanceof BackupError ? new CommandError(error.message) : error
    }
  }
}

async function backUp(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { into: { type: 'string' }, keep: { type: 'string' } },
  })
  const { into, keep } = values
  const [file] = positionals
  if ((file === undefined) === (into === undefined) || positionals.length > 1) {
    throw new UsageError('Viết: backup FILE, hoặc backup --into DIR [--keep N].')
  }
  if (keep !== undefined && (into === undefined || !/^[1-9]\d{0,3}$/u.test(keep))) {
    throw new UsageError('--keep là số bản giữ lại, từ 1 trở lên, đi cùng --into.')
  }
  const config = readConfig()
  const now = new Date()
  const path = file ?? join(into ?? '', backupName(now))
  const db = openExisting(config)
  try {
    const { bytes, tables, sha256 } = await writeBackup(config, db, path, now)
    process.stdout.write(
      `Đã sao lưu vào ${path}: ${Object.keys(tables).length} bảng, ${rowsOf(tables)} dòng, ${bytes} byte.\nSHA-256: ${sha256}\n`,
    )
  } finally {
    await db.close()
  }
  if (into !== undefined && keep !== undefined) {
    for (const name of await deleteOutdated(into, Number(keep)))
      process.stdout.write(`Đã xoá bản cũ ${name}.\n`)
  }
  return 0
}

/** Not migrated: a copy is taken before an upgrade, too. */
function openExisting({ databaseUrl }: Config): ReturnType<typeof connect> {
  if (!isPostgres(databaseUrl) && !existsSync(sqlitePath(databaseUrl))) {
    throw new CommandError(`Không có cơ sở dữ liệu ở ${sqlitePath(databaseUrl)}. Hãy kiểm tra DATABASE_URL.`)
  }
  return connect(databaseUrl)
}

async function putBack(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { force: { type: 'boolean', default: false } },
  })
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw new UsageError('Viết: restore FILE [--force].')
  process.stdout.write(describeRestored(await restore(readConfig(), file, values)))
  return 0
}

function describeRestored({ manifest, inventory, sameKey, putAside }: Restored): string {
  const { tables, heads } = inventory
  const notes = [
    manifest === null && 'Bản sao lưu không có bản kê đi kèm: chỉ kiểm tra được bên trong tệp.',
    sameKey === false &&
      'Lưu ý: SECRET_KEY khác với lúc sao lưu. Mã tra cứu và mã xác thực của cán bộ sẽ không dùng được cho đến khi đặt lại khoá cũ.',
    putAside !== null && `Cơ sở dữ liệu trước đó nằm ở ${putAside}.`,
  ].filter((note) => note !== false)
  return [
    `Đã khôi phục: ${Object.keys(tables).length} bảng, ${rowsOf(tables)} dòng${manifest === null ? '' : `, như lúc ${manifest.takenAt}`}.`,
    ...Object.entries(heads).map(([ledger, { seq, hash }]) => `Mốc cuối ${ledger}: ${seq} ${hash}`),
    ...notes,
    'Hãy chạy "npm run admin -- ledger verify" rồi mở lại trang.',
    '',
  ].join('\n')
}

async function move(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} })
  const [source] = positionals
  if (source === undefined || positionals.length > 1) throw new UsageError('Viết: move SQLITE_FILE.')
  const config = readConfig()
  const copied = await moveToPostgres(config, source)
  for (const { name, rows, digest } of copied) {
    process.stdout.write(`${name}: ${rows} dòng, khớp (${digest.slice(0, 16)})\n`)
  }
  process.stdout.write(
    `Đã chuyển ${copied.length} bảng. Hãy chạy "npm run admin -- ledger verify", mở trang trên cơ sở dữ liệu mới, rồi cất tệp cũ đi.\n`,
  )
  // Without the option, the site on PostgreSQL has made a key of its own.
  for (const { option, file } of keysLeftBehind(config, sqlitePath(source))) {
    process.stdout.write(
      `Lưu ý: khoá trong ${file} khác với khoá đang đặt. Nếu trang cũ dùng khoá ấy, hãy đặt ${option} bằng nội dung tệp này trước khi mở trang: với khoá khác, ${WITHOUT_KEY[option] ?? ''}\n`,
    )
  }
  return 0
}

const WITHOUT_KEY: Readonly<Record<string, string>> = {
  SECRET_KEY: 'mã tra cứu và mã xác thực của cán bộ không dùng được nữa.',
  SIGNING_KEY: 'chữ ký của số liệu đã công bố không còn khớp với khoá của trang.',
}

function rowsOf(tables: Record<string, number>): number {
  return Object.values(tables).reduce((sum, rows) => sum + rows, 0)
}
