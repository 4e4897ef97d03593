/** What stands beside a backup, in `<backup>.manifest.json`: enough to tell whether it is whole and what is in it. */
export interface Manifest {
  format: 'site-backup'
  version: 1
  /** When the copy was begun; everything acknowledged before is in it. */
  takenAt: string
  from: 'sqlite' | 'postgres'
  bytes: number
  /** SHA-256 (hex) of the backup file. */
  sha256: string
  /** The last migration of the database. */
  migration: string
  /** Rows of each table. */
  tables: Record<string, number>
  /** End of each chain, as `ledger verify` prints them. */
  heads: Record<string, { seq: number; hash: string }>
  /** Tells whether a SECRET_KEY is the one of then, and nothing else about it. */
  keyId: string
}

/** The manifest in a text, null where it is none. */
export function parseManifest(text: string): Manifest | null {
  try {
    const read = JSON.parse(text) as Partial<Manifest> | null
    const whole =
      read?.format === 'site-backup' &&
      read.version === 1 &&
      Number.isSafeInteger(read.bytes) &&
      /^[0-9a-f]{64}$/u.test(read.sha256 ?? '') &&
      isRecord(read.tables) &&
      isRecord(read.heads)
    return whole ? (read as Manifest) : null
  } catch {
    return null
  }
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

export function manifestPath(backup: string): string {
  return `${backup}.manifest.json`
}

const SCHEDULED = /^site-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z\.db$/u

/** Name of a scheduled backup; names sort by time. */
export function backupName(at: Date): string {
  return `site-${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z.db`
}

/** When a scheduled backup was taken, in milliseconds; null for any other file. */
export function takenAt(name: string): number | null {
  if (!SCHEDULED.test(name)) return null
  const [day = '', time = ''] = name.slice('site-'.length, -'.db'.length).split('T')
  return Date.parse(`${day}T${time.replaceAll('-', ':')}`)
}

/** Of the files in a folder, the scheduled backups beyond the newest `keep`; never all of them, never anything else. */
export function outdated(names: readonly string[], keep: number): string[] {
  const backups = names.filter((name) => takenAt(name) !== null).sort()
  return backups.slice(0, Math.max(0, backups.length - Math.max(1, keep)))
}

/** When the newest scheduled backup of a folder was taken, in milliseconds; -Infinity where there is none. */
export function newestBackup(names: readonly string[]): number {
  return Math.max(...names.map((name) => takenAt(name) ?? -Infinity))
}

/** Whether the day's backup is due. A clock that was set back does not put it off for longer than a day. */
export function isBackupDue(names: readonly string[], now: Date, everyMs: number): boolean {
  return Math.abs(now.getTime() - newestBackup(names)) >= everyMs
}
