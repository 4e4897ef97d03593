import { readFileSync } from 'node:fs'
import { readPublicKey } from '../domain/releases/signing.ts'
import { CommandError } from './command.ts'

/** The PEM text of a public key in a file. @throws CommandError */
export function readKeyFile(path: string): string {
  try {
    const pem = readFileSync(path, 'utf8')
    readPublicKey(pem)
    return pem
  } catch {
    throw new CommandError(`Không đọc được khoá công khai (PEM) trong ${path}.`)
  }
}
