import { expect, test } from 'vitest'
import { FutureDatabase, MigrationFailed, WrongEncoding } from '../../../db/migrate.ts'
import { explainDatabase } from '../../../src/server/database-troubles.ts'
import { StartError } from '../../../src/server/starting.ts'

test.each([
  ['a database of a newer version', new FutureDatabase(['0099-tomorrow']), /mới hơn.*0099-tomorrow/su],
  ['a database that knows no letters', new WrongEncoding('SQL_ASCII'), /SQL_ASCII.*ENCODING 'UTF8'/su],
  [
    'a migration that failed',
    new MigrationFailed('0098-today', new Error('no such table: nowhere')),
    /0098-today: no such table: nowhere\n.*vẫn như trước/su,
  ],
  ['a full disk', Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }), /hết chỗ/u],
  [
    'a damaged file',
    Object.assign(new Error('database disk image is malformed'), { code: 'SQLITE_CORRUPT' }),
    /bị hỏng.*restore/su,
  ],
  [
    'a server that does not answer',
    new Error('Connection terminated due to connection timeout'),
    /DATABASE_URL.*timeout/u,
  ],
  [
    'a locked database',
    Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' }),
    /chương trình khác/u,
  ],
  [
    'a disk that may only be read',
    Object.assign(new Error('attempt to write a readonly database'), { code: 'SQLITE_READONLY' }),
    /chỉ đọc|quyền ghi/u,
  ],
])('%s is told in words', (_, error, words) => {
  const told = explainDatabase(error)
  expect(told).toBeInstanceOf(StartError)
  expect((told as Error).message).toMatch(words)
})
