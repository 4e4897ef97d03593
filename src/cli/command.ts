import type { Context } from '../domain/context.ts'

/** One command of `npm run admin -- …`. */
export interface Command {
  /** Words and options, as the list of commands prints them. */
  usage: string
  /** One line in Vietnamese. */
  summary: string
  /** Refuses a database that is not there yet: an empty one would answer that all is well. */
  needsDatabase?: boolean
  /**
   * @param args what follows the command's words
   * @param open the site's context on a migrated database; nothing is touched before it is called
   * @returns exit status
   * @throws UsageError or CommandError: printed as one line, without a stack
   */
  run: (args: string[], open: OpenContext) => Promise<number>
}

export type OpenContext = () => Promise<Context>

/** Keyed by the words that call a command: `staff add`. */
export type Commands = Readonly<Record<string, Command>>

/** The command line makes no sense: exit status 2. */
export class UsageError extends Error {}

/** The command was understood and cannot be carried out: exit status 1. The message is in Vietnamese. */
export class CommandError extends Error {}
