import { FutureDatabase, MigrationFailed, WrongEncoding } from '../../db/migrate.ts'
import { isDatabaseAway } from '../http/away.ts'
import { StartError } from './starting.ts'

/** What a person can do about a SQLite file that is in trouble, by the code of the error. */
const FILE_TROUBLES: readonly [RegExp, string][] = [
  [
    /^SQLITE_(?:FULL|IOERR.*)$|^ENOSPC$/u,
    'Ổ đĩa hết chỗ hoặc không ghi được. Hãy dọn chỗ trống rồi khởi động lại.',
  ],
  [
    /^SQLITE_(?:CORRUPT.*|NOTADB)$/u,
    'Tệp cơ sở dữ liệu bị hỏng. Hãy cất tệp này đi và khôi phục bản sao lưu gần nhất bằng lệnh restore.',
  ],
  [
    /^SQLITE_BUSY.*$/u,
    'Một chương trình khác đang giữ cơ sở dữ liệu. Hãy tắt chương trình đó rồi khởi động lại.',
  ],
  [/^SQLITE_READONLY.*$|^EROFS$/u, 'Ổ đĩa hoặc tệp chỉ đọc được: trang cần quyền ghi.'],
]

/** Causes that lie with DATABASE_URL or the database server, by the code that better-sqlite3 or pg gives. */
const DATABASE_CAUSES =
  /^(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EACCES|ENOTDIR|28P01|28000|3D000|57P03|53300|SQLITE_CANTOPEN.*)$/u

/** Says in one line why the database cannot be opened; the URL is left out, it may hold a password. */
export function explainDatabase(error: unknown): unknown {
  if (error instanceof FutureDatabase) {
    return new StartError(
      `Cơ sở dữ liệu đã được một phiên bản mới hơn của trang nâng cấp (${error.unknown.join(', ')}) nên phiên bản này không dùng được. Hãy chạy lại phiên bản mới, hoặc khôi phục bản sao lưu có từ trước khi nâng cấp.`,
    )
  }
  if (error instanceof WrongEncoding) {
    return new StartError(
      `Cơ sở dữ liệu ghi ở DATABASE_URL dùng bảng mã ${error.encoding}, trang cần UTF8. Hãy tạo cơ sở dữ liệu khác, chẳng hạn: CREATE DATABASE site ENCODING 'UTF8' TEMPLATE template0;`,
    )
  }
  if (error instanceof MigrationFailed) {
    return new StartError(
      `Nâng cấp cơ sở dữ liệu dừng ở bước ${error.migration}: ${messageOf(error.cause)}\nCơ sở dữ liệu vẫn như trước khi nâng cấp.`,
    )
  }
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  if (typeof code !== 'string') {
    return isDatabaseAway(error)
      ? new StartError(`Không mở được cơ sở dữ liệu ghi ở DATABASE_URL: ${messageOf(error)}`)
      : error
  }
  const reason = typeof message === 'string' && message !== '' ? `${message} (${code})` : code
  const advice = FILE_TROUBLES.find(([codes]) => codes.test(code))?.[1]
  if (advice !== undefined) return new StartError(`${advice}\nLỗi ở DATABASE_URL: ${reason}`)
  if (!DATABASE_CAUSES.test(code)) return error
  return new StartError(`Không mở được cơ sở dữ liệu ghi ở DATABASE_URL: ${reason}`)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
