import BetterSqlite from 'better-sqlite3'

/** A file that nobody points to any more would be closed, and its lock be gone. */
const held = new Set<BetterSqlite.Database>()

/**
 * Takes a lock that one process at a time has, named by a file. It ends with its process, however that ends: the
 * operating system keeps it, and nobody has to judge whether an owner still lives. The file stays, and holds nothing.
 *
 * @returns gives it back; null while somebody else has it, another place of this process included
 * @throws where the file cannot be made or written to
 */
export function takeFileLock(path: string): (() => void) | null {
  const file = new BetterSqlite(path, { timeout: 0 })
  try {
    file.exec('begin exclusive')
  } catch (error) {
    file.close()
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY') === true) return null
    throw error
  }
  held.add(file)
  return () => {
    held.delete(file)
    file.close()
  }
}
