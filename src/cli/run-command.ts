import { existsSync } from 'node:fs'
import { isPostgres, sqlitePath } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { readConfig } from '../config.ts'
import type { Context } from '../domain/context.ts'
import { createContext } from '../server/context.ts'
import { explainDatabase } from '../server/database-troubles.ts'
import { explainStart } from '../server/starting.ts'
import { backupCommands } from './backup.ts'
import { CommandError, UsageError, type Command, type Commands } from './command.ts'
import { ledgerCommands } from './ledger.ts'
import { releaseCheckCommands } from './release-check.ts'
import { releaseVerifyCommands } from './release-verify.ts'
import { releaseCommands } from './release.ts'
import { staffCommands } from './staff.ts'

const COMMANDS: Commands = {
  ...staffCommands,
  ...ledgerCommands,
  ...releaseCheckCommands,
  ...releaseCommands,
  ...releaseVerifyCommands,
  ...backupCommands,
}

/**
 * Runs a command of `npm run admin -- …` and prints to the process's streams.
 * @param environment default: that of the process
 * @returns exit status: 0 done, 1 refused or failed, 2 called in a wrong way
 */
export async function runCommand(
  argv: string[],
  environment?: Parameters<typeof readConfig>[0],
): Promise<number> {
  const first = argv[0]
  if (first === undefined || first === 'help' || first === '--help') {
    process.stdout.write(listCommands())
    return 0
  }
  let context: Context | undefined
  try {
    const { command, args } = findCommand(argv)
    return await command.run(args, async () => {
      if (context !== undefined) return context
      const config = readConfig(environment)
      if (command.needsDatabase === true) requireDatabase(config.databaseUrl)
      context = createContext(config)
      await migrate(context.db)
      return context
    })
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`)
    return isUsageError(error) ? 2 : 1
  } finally {
    await context?.db.close()
  }
}

/** @throws CommandError where DATABASE_URL names a SQLite file that does not exist */
function requireDatabase(url: string): void {
  if (isPostgres(url) || existsSync(sqlitePath(url))) return
  throw new CommandError(`Không có cơ sở dữ liệu ở ${sqlitePath(url)}. Hãy kiểm tra DATABASE_URL.`)
}

/** Commands are called by one word or by two. */
function findCommand(argv: string[]): { command: Command; args: string[] } {
  for (const words of [2, 1]) {
    const name = argv.slice(0, words).join(' ')
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
    if (command !== undefined) return { command, args: argv.slice(words) }
  }
  const called = argv.filter((word) => !word.startsWith('-')).slice(0, 2)
  throw new UsageError(`Không có lệnh "${called.join(' ')}". Gõ "npm run admin" để xem các lệnh.`)
}

function listCommands(): string {
  const lines = Object.values(COMMANDS).map(({ usage, summary }) => `  ${usage}\n      ${summary}\n`)
  return `Cách dùng: npm run admin -- <lệnh> [tùy chọn]\n\n${lines.join('')}`
}

/** What `parseArgs` throws is about the command line as well. */
function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}

function explain(thrown: unknown): string {
  const error = explainDatabase(thrown)
  if (error instanceof UsageError || error instanceof CommandError) return error.message
  const mendable = explainStart(error)
  if (mendable !== null) return mendable
  if (isUsageError(error)) return `Dòng lệnh không đúng: ${error.message}`
  // Anything else is a fault of ours or of the machine: whoever looks into it needs the stack.
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
