import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { connect } from '../../db/connect.ts'
import type { Config } from '../config.ts'
import type { Context } from '../domain/context.ts'
import { readReference } from '../domain/reference/files.ts'
import { readWords } from '../domain/screening/words.ts'
import { deriveSecrets } from '../domain/secrets.ts'
import { readSite } from '../domain/site/service.ts'

/** Where the office's files are, relative to the folder the site is started in. */
export const CONTENT_DIR = 'content'

/** Opens the database and puts together what the use cases need. Close it with `context.db.close()`. */
export function createContext(config: Config): Context {
  return {
    db: connect(config.databaseUrl),
    config,
    site: readSite(CONTENT_DIR),
    reference: readReference(CONTENT_DIR),
    words: readWords(CONTENT_DIR),
    secrets: deriveSecrets(config.secretKey),
    now: () => new Date(),
    newId: () => v7(),
    randomBytes: (length) => randomBytes(length),
  }
}
