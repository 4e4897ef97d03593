import { createServer, type Server } from 'node:http'
import { ConfigError, type Config } from '../config.ts'
import { ContentError } from '../domain/content/file.ts'
import { BuildError } from './build.ts'
import type { DemoAccount } from './demo.ts'

/** The site cannot start; the message is for the person at the terminal. */
export class StartError extends Error {}

/** What a person can mend, in one message; null for everything else, which needs its stack. */
export function explainStart(error: unknown): string | null {
  if (error instanceof BuildError) return `Không dựng được trang:\n${error.message}`
  const known = error instanceof ConfigError || error instanceof ContentError || error instanceof StartError
  return known ? error.message : null
}

/** Starts listening. @throws StartError where host or port cannot be had */
export async function listen(server: Server, { host, port }: Config): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>()
  const refuse = (error: NodeJS.ErrnoException): void => {
    reject(listenProblem(error, host, port))
  }
  server.once('error', refuse)
  server.listen(port, host, () => {
    server.off('error', refuse)
    resolve(undefined)
  })
  await promise
}

/** Fails early where the site could not listen anyway. @throws StartError */
export async function requireFreePort(config: Config): Promise<void> {
  const probe = createServer()
  await listen(probe, config)
  await new Promise((resolve) => probe.close(resolve))
}

function listenProblem(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') return portTaken(port)
  if (error.code === 'EACCES')
    return new StartError(`Không có quyền dùng cổng ${port}. Hãy đặt PORT từ 1024 trở lên.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new StartError(`Máy này không có địa chỉ ${host}. Hãy kiểm tra HOST.`)
  }
  return error
}

export function portTaken(port: number): StartError {
  return new StartError(
    `Cổng ${port} đang có chương trình khác dùng. Hãy tắt chương trình đó hoặc đặt PORT khác.`,
  )
}

/** Where to go now, for the person at the terminal. */
export function welcome(siteUrl: URL, account: DemoAccount | null): string {
  const lines = [`Đọc trang:   ${siteUrl.href}`, `Kiểm duyệt:  ${new URL('/quan-tri/', siteUrl).href}`]
  if (account !== null) lines.push(`Tài khoản dùng thử: ${account.email}  mật khẩu: ${account.password}`)
  return `${lines.join('\n')}\n`
}
