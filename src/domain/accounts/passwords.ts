import { hash, verify } from '@node-rs/argon2'
import { normalizePassword, PASSWORD } from './rules.ts'

/** OWASP Password Storage Cheat Sheet: argon2id (the package's default), 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/**
 * Hash, with the parameters above, of a random password nobody kept. It is verified where there is no account, so
 * that the answer takes as long as for one that exists.
 */
export const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$odYlT0JrRyaFViFseeRODg$rFwIuVwlrYu3ib40VLwFx9CwKhaQLVn6zjeN4R0Yw1s'

export function hashPassword(password: string): Promise<string> {
  return hash(normalizePassword(password), ARGON2)
}

/** Takes the same time whether or not there is an account; without one (null) the answer is always false. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const normalized = normalizePassword(password)
  const possible = Array.from(normalized).length <= PASSWORD.max
  const right = await verify(passwordHash ?? NOBODY, possible ? normalized : '')
  return right && possible && passwordHash !== null
}
