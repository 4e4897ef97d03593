/* The command line of the people who run the site: `npm run admin -- …`. */
import { runCommand } from './run-command.ts'

process.exitCode = await runCommand(process.argv.slice(2))
