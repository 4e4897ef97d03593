import type { Database } from '../../db/connect.ts'
import type { StaffRole } from '../../db/schema/staff.ts'
import type { Config } from '../config.ts'
import type { Language } from './languages/rules.ts'
import type { Reference } from './reference/rules.ts'
import type { Secrets } from './secrets.ts'
import type { WordList } from './screening/word-rules.ts'
import type { SearchWords } from './search/found-rules.ts'
import type { Site } from './site/rules.ts'

/** What the office wrote, in the words of one language. */
export interface Edition {
  lang: Language
  site: Site
  reference: Reference
}

/** What every use case may touch. Built once for a process, passed down, never reached for. */
export interface Context {
  db: Database
  config: Config
  secrets: Secrets
  /** The office's settings, read from `content/` at the start. */
  site: Site
  /** Units, indicators, programmes: what figures refer to, read from `content/` at the start. */
  reference: Reference
  /** In which both are, and articles where they are translated: the language of the page that asks. */
  lang: Language
  /** All of it again, by language; {@link contextIn} changes to another. */
  editions: Readonly<Record<Language, Edition>>
  /** Words for which a comment is looked at more closely, read from `content/` at the start. */
  words: WordList
  /** Abbreviations and idle words of searches, read from `content/` at the start. */
  searchWords: SearchWords
  now: () => Date
  /** UUID v7: sorts by the time it was made. */
  newId: () => string
  randomBytes: (length: number) => Uint8Array
}

/** The context of one signed-in person. */
export interface StaffContext extends Context {
  staff: StaffMember
}

export interface StaffMember {
  id: string
  email: string
  name: string
  role: StaffRole
}
