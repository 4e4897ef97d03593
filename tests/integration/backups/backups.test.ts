import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { copyFile, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect } from '../../../db/connect.ts'
import { backupName, manifestPath } from '../../../src/domain/backups/rules.ts'
import { BackupError, writeBackup } from '../../../src/server/backups/backup-file.ts'
import { restore } from '../../../src/server/backups/restoring.ts'
import { deleteOutdated, startBackups } from '../../../src/server/backups/schedule.ts'
import { createLog } from '../../../src/server/log.ts'
import { runAdmin } from '../../fixtures/admin-command.ts'
import { makePending, publish } from '../../fixtures/comments.ts'
import { openSqliteSite, testConfig, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

const root = mkdtempSync(join(tmpdir(), 'site-backups-'))
let site: TestSite
let backup: string
beforeAll(async () => {
  site = await openSqliteSite()
  const admin = await staffContext(site, 'admin')
  await publish(admin, await makePending(site, admin, 'Bình luận có trong bản sao lưu.'))
  backup = join(root, 'good.db')
  await writeBackup(site.context.config, site.db, backup, site.clock.now())
})
afterAll(async () => {
  await site.close()
  rmSync(root, { recursive: true })
})

describe('a backup', () => {
  test('is a database by itself, which only its owner may read, beside a manifest', () => {
    expect(statSync(backup).mode & 0o077).toBe(0)
    const manifest = JSON.parse(readFileSync(manifestPath(backup), 'utf8')) as object
    expect(manifest).toMatchObject({
      ...{ takenAt: '2026-03-02T01:00:00.000Z', from: 'sqlite', bytes: statSync(backup).size },
      ...{ tables: { comment: 1 }, heads: { moderation: { seq: 1 }, submissions: { seq: 1 } } },
    })
    // Nothing half-made stays behind.
    expect(readdirSync(root).sort()).toEqual(['good.db', 'good.db.manifest.json'])
  })

  test('is whole while people write', async () => {
    const busy = await openSqliteSite({ rateLimits: false })
    const admin = await staffContext(busy, 'admin')
    const stop = new AbortController()
    const writer = (async () => {
      for (let at = 0; !stop.signal.aborted; at += 1) {
        await makePending(busy, admin, `Bình luận số ${at} lúc sao lưu.`)
        await wait(5)
      }
    })()
    const file = join(root, 'busy.db')
    // As another process would: with connections of its own.
    const reader = connect(busy.url)
    for (const round of [1, 2, 3]) {
      rmSync(file, { force: true })
      const { tables, heads } = await writeBackup(busy.context.config, reader, file, new Date())
      expect([round, heads['submissions']?.seq]).toEqual([round, tables['comment']])
    }
    stop.abort()
    await writer
    await reader.close()
    await busy.close()
  })

  test('never takes the place of another file', async () => {
    const bytes = readFileSync(backup)
    await expect(writeBackup(site.context.config, site.db, backup, new Date())).rejects.toThrow('đã có')
    expect(readFileSync(backup).equals(bytes)).toBe(true)
  })

  test.each(['missing/copy.db', 'good.db/copy.db'])(
    'says where it could not be written: %s',
    async (name) => {
      const file = join(root, name)
      const attempt = writeBackup(site.context.config, site.db, file, new Date())
      await expect(attempt).rejects.toThrow(BackupError)
      await expect(attempt).rejects.toThrow(`Không ghi được ${file} (E`)
    },
  )

  test('does not hold what was deleted', async () => {
    const db = connect(site.url)
    await sql`create table secret as select hex(randomblob(2000)) || 'loi-da-xoa' as words`.execute(db.write)
    await sql`drop table secret`.execute(db.write)
    await writeBackup(site.context.config, db, join(root, 'clean.db'), new Date())
    await db.close()
    expect(readFileSync(join(root, 'clean.db')).includes('loi-da-xoa')).toBe(false)
  })
})

describe('restoring', () => {
  let folder: string
  let file: string
  let target: string
  beforeEach(async () => {
    folder = mkdtempSync(join(root, 'restore-'))
    file = join(folder, 'backup.db')
    target = join(folder, 'data', 'site.db')
    await copyFile(backup, file)
    await copyFile(manifestPath(backup), manifestPath(file))
  })
  const config = () => testConfig(`file:${target}`)
  const bodies = async (): Promise<unknown[]> => {
    const db = connect(`file:${target}`)
    const rows = await db.read.selectFrom('comment').select('body').execute()
    await db.close()
    return rows.map(({ body }) => body)
  }

  test('brings everything back, and says what it brought', async () => {
    const { inventory, sameKey, putAside } = await restore(config(), file, { force: false })
    expect(await bodies()).toEqual(['Bình luận có trong bản sao lưu.'])
    expect([inventory.tables['comment'], sameKey, putAside]).toEqual([1, true, null])
    const other = await restore({ ...config(), secretKey: 'another key, as long as it has to be!' }, file, {
      force: true,
    })
    expect(other.sameKey).toBe(false)
    expect(readFileSync(other.putAside ?? '').length).toBeGreaterThan(0)
  })

  test('does without a manifest, but checks the file', async () => {
    rmSync(manifestPath(file))
    expect(await restore(config(), file, { force: false })).toMatchObject({ manifest: null, sameKey: null })
    truncateSync(file, statSync(file).size - 4096)
    await expect(restore(config(), file, { force: true })).rejects.toThrow('hỏng')
    expect(await bodies()).toHaveLength(1)
  })

  test.each([
    [
      'cut',
      () => {
        truncateSync(file, 40_000)
      },
      /không còn đủ/u,
    ],
    [
      'changed in one byte',
      () => {
        const bytes = readFileSync(file)
        bytes[60_000] = (bytes[60_000] ?? 0) ^ 1
        writeFileSync(file, bytes)
      },
      /mã băm không khớp/u,
    ],
    [
      'beside a broken manifest',
      () => {
        writeFileSync(manifestPath(file), '{')
      },
      /không đọc được/u,
    ],
    [
      'not there',
      () => {
        rmSync(file)
      },
      /Không có tệp/u,
    ],
    [
      'no database',
      () => {
        rmSync(manifestPath(file))
        writeFileSync(file, 'not a database, but long enough to be looked at'.repeat(99))
      },
      /hỏng/u,
    ],
  ])('refuses a backup that is %s, and leaves everything as it was', async (_, spoil, words) => {
    spoil()
    await expect(restore(config(), file, { force: false })).rejects.toThrow(words)
    expect(readdirSync(folder).filter((name) => name.startsWith('khoi-phuc'))).toEqual([])
    expect(() => statSync(target)).toThrow('ENOENT')
  })

  test('refuses a backup of a newer version', async () => {
    rmSync(manifestPath(file))
    const db = connect(`file:${file}`)
    await sql`insert into kysely_migration (name, timestamp) values ('9999-tomorrow', '')`.execute(db.write)
    await db.close()
    await expect(restore(config(), file, { force: false })).rejects.toThrow('9999-tomorrow')
  })

  test('refuses a place that is taken, and with force one that is in use', async () => {
    await restore(config(), file, { force: false })
    await expect(restore(config(), file, { force: false })).rejects.toThrow('--force')
    const running = connect(`file:${target}`)
    await running.write.deleteFrom('cache_revision').execute()
    await expect(restore(config(), file, { force: true })).rejects.toThrow('dừng trang')
    await running.close()
    expect(await bodies()).toHaveLength(1)
  })

  test('with force puts a damaged database aside', async () => {
    await restore(config(), file, { force: false })
    writeFileSync(target, 'damaged'.repeat(2000))
    const { putAside } = await restore(config(), file, { force: true })
    expect(readFileSync(putAside ?? '', 'utf8')).toContain('damaged')
    expect(await bodies()).toHaveLength(1)
  })
})

describe('the commands', () => {
  test('back up and restore, with the site open', async () => {
    const env = { DATABASE_URL: site.url }
    const file = join(root, 'by-command.db')
    const made = await runAdmin(['backup', file], env)
    expect([made.status, made.err]).toEqual([0, ''])
    expect(made.out).toContain('SHA-256')
    const target = `file:${join(root, 'by-command', 'site.db')}`
    const put = await runAdmin(['restore', file], { DATABASE_URL: target })
    expect([put.status, put.err]).toEqual([0, ''])
    expect(put.out).toMatch(/Mốc cuối moderation: 1 [0-9a-f]{64}/u)
  })
})

describe('scheduled backups', () => {
  const folderWith = (...names: string[]): string => {
    const folder = mkdtempSync(join(root, 'schedule-'))
    for (const name of names) writeFileSync(join(folder, name), '')
    return folder
  }
  const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * 3_600_000)
  /** One look at a folder. @returns how often it was backed up, and what the log said */
  const look = async (folder: string, fail?: Error): Promise<{ made: number; said: string }> => {
    let made = 0
    const lines: string[] = []
    const stop = startBackups(
      { backups: { folder, keep: 3 } },
      createLog({ write: (line: string) => void lines.push(line) }),
      () => {
        made += 1
        return fail === undefined ? Promise.resolve() : Promise.reject(fail)
      },
    )
    await stop()
    return { made, said: lines.join('') }
  }

  test('are made once a day', async () => {
    expect(await look(join(root, 'new', 'folder'))).toMatchObject({ made: 1 })
    expect(await look(folderWith(backupName(hoursAgo(25)), 'other.db'))).toMatchObject({ made: 1 })
    expect(await look(folderWith(backupName(hoursAgo(20))))).toEqual({ made: 0, said: '' })
  })

  test('are made by one process of several, and again after one that died', async () => {
    const folder = folderWith('sao-luu.lock')
    expect(await look(folder)).toEqual({ made: 0, said: '' })
    await utimes(join(folder, 'sao-luu.lock'), hoursAgo(7), hoursAgo(7))
    expect(await look(folder)).toMatchObject({ made: 1 })
    expect(readdirSync(folder)).toEqual([])
  })

  test('that fail are told in the log and tried again', async () => {
    const folder = folderWith()
    expect((await look(folder, new Error('Ổ đĩa hết chỗ'))).said).toMatch(/backup failed/u)
    expect(await look(folder)).toMatchObject({ made: 1 })
  })

  test('are kept as many as asked for, and nothing else is deleted', async () => {
    const names = [1, 2, 3, 4].map((days) => backupName(hoursAgo(24 * days)))
    const folder = folderWith(...names, ...names.map(manifestPath), 'site.db', 'site-2020-01-01.db')
    expect(await deleteOutdated(folder, 2)).toEqual([names[3], names[2]])
    expect(readdirSync(folder).sort()).toEqual(
      [names[0], names[1], ...names.slice(0, 2).map(manifestPath), 'site.db', 'site-2020-01-01.db'].sort(),
    )
  })
})
