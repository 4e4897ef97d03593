import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { connect } from '../../db/connect.ts'
import type { Config } from '../config.ts'
import type { Context, Edition } from '../domain/context.ts'
import type { Language } from '../domain/languages/rules.ts'
import { readReference } from '../domain/reference/files.ts'
import { readWords } from '../domain/screening/words.ts'
import { readSearchWords } from '../domain/search/words.ts'
import { deriveSecrets } from '../domain/secrets.ts'
import { readSite } from '../domain/site/service.ts'

/** Where the office's files are, relative to the folder the site is started in. */
export const CONTENT_DIR = 'content'

/** Opens the database and puts together what the use cases need. Close it with `context.db.close()`. */
export function createContext(config: Config): Context {
  const editions = { vi: readEdition('vi'), en: readEdition('en') }
  return {
    db: connect(config.databaseUrl),
    config,
    ...editions.vi,
    editions,
    words: readWords(CONTENT_DIR),
    searchWords: readSearchWords(CONTENT_DIR),
    secrets: deriveSecrets(config.secretKey),
    now: () => new Date(),
    newId: () => v7(),
    randomBytes: (length) => randomBytes(length),
  }
}

/** @throws ContentError for the person who wrote it */
function readEdition(lang: Language): Edition {
  return { lang, site: readSite(CONTENT_DIR, lang), reference: readReference(CONTENT_DIR, lang) }
}
