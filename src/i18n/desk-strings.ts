import { accounts } from './vi/accounts.ts'
import { answersDesk } from './vi/answers-desk.ts'
import { audit } from './vi/audit.ts'
import { desk } from './vi/desk.ts'
import { noticesDesk } from './vi/notices-desk.ts'
import { releasesDesk } from './vi/releases-desk.ts'
import { reportsDesk } from './vi/reports-desk.ts'
import { screeningDesk } from './vi/screening-desk.ts'

/** The people at the desk work in Vietnamese: their pages have no other language. */
export type DeskLanguage = 'vi'

const VI = {
  desk,
  accounts,
  audit,
  answers: answersDesk,
  notices: noticesDesk,
  releases: releasesDesk,
  reports: reportsDesk,
  screening: screeningDesk,
}

/** Every text that only staff meet. */
export type DeskStrings = typeof VI

const STRINGS: Readonly<Record<DeskLanguage, DeskStrings>> = { vi: VI }

export function deskStringsFor(language: DeskLanguage): DeskStrings {
  return STRINGS[language]
}
