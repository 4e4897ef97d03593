import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { CommandError } from './command.ts'

/**
 * A new password: typed twice without echo at a terminal, otherwise the first line of standard input.
 * @throws CommandError when there is none, or the two differ
 */
export async function readNewPassword(): Promise<string> {
  if (!process.stdin.isTTY) return readFirstLine()
  const password = await prompt('Mật khẩu mới: ')
  const again = await prompt('Nhập lại mật khẩu: ')
  if (password !== again) throw new CommandError('Hai lần nhập mật khẩu không giống nhau.')
  return password
}

async function readFirstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity })
  for await (const line of lines) {
    // Whoever holds the other end open must not keep the command from ending.
    process.stdin.destroy()
    return line
  }
  throw new CommandError('Chưa có mật khẩu: hãy đưa mật khẩu vào đầu vào chuẩn.')
}

/** The question goes to standard error, so that standard output holds the result alone. */
async function prompt(question: string): Promise<string> {
  process.stderr.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  const cancelled = new AbortController()
  terminal.once('SIGINT', () => cancelled.abort())
  terminal.once('close', () => cancelled.abort())
  try {
    return await terminal.question('', { signal: cancelled.signal })
  } catch (error) {
    if (cancelled.signal.aborted) throw new CommandError('Đã hủy.')
    throw error
  } finally {
    process.stderr.write('\n')
    terminal.close()
  }
}
