import { answers } from './vi/answers.ts'
import { accounts } from './vi/accounts.ts'
import { audit } from './vi/audit.ts'
import { catalogue } from './vi/catalogue.ts'
import { charts } from './vi/charts.ts'
import { citations } from './vi/citations.ts'
import { comments } from './vi/comments.ts'
import { desk } from './vi/desk.ts'
import { downloads } from './vi/downloads.ts'
import { figures } from './vi/figures.ts'
import { funding } from './vi/funding.ts'
import { ledger } from './vi/ledger.ts'
import { notices } from './vi/notices.ts'
import { news } from './vi/news.ts'
import { publicRecord } from './vi/public-record.ts'
import { quotes } from './vi/quotes.ts'
import { releases } from './vi/releases.ts'
import { reports } from './vi/reports.ts'
import { results } from './vi/results.ts'
import { screening } from './vi/screening.ts'
import { site } from './vi/site.ts'
import { tracking } from './vi/tracking.ts'
import { units } from './vi/units.ts'

/** Languages the site is printed in. */
export type Language = 'vi'

const VI = {
  site,
  news,
  comments,
  tracking,
  notices,
  desk,
  accounts,
  audit,
  units,
  figures,
  funding,
  releases,
  reports,
  results,
  charts,
  citations,
  catalogue,
  ledger,
  quotes,
  downloads,
  screening,
  answers,
  publicRecord,
}

/** Every text of the site's own; a further language is another value of this type. */
export type Strings = typeof VI

const STRINGS: Readonly<Record<Language, Strings>> = { vi: VI }

export function stringsFor(language: Language): Strings {
  return STRINGS[language]
}
