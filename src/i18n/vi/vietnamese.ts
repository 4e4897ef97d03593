import { answers } from './answers.ts'
import { catalogue } from './catalogue.ts'
import { charts } from './charts.ts'
import { citations } from './citations.ts'
import { comments } from './comments.ts'
import { downloads } from './downloads.ts'
import { errors } from './errors.ts'
import { figures } from './figures.ts'
import { forms } from './forms.ts'
import { funding } from './funding.ts'
import { languages } from './languages.ts'
import { ledger } from './ledger.ts'
import { news } from './news.ts'
import { notices } from './notices.ts'
import { offline } from './offline.ts'
import { publicRecord } from './public-record.ts'
import { quotes } from './quotes.ts'
import { releases } from './releases.ts'
import { reports } from './reports.ts'
import { results } from './results.ts'
import { screening } from './screening.ts'
import { search } from './search.ts'
import { sharing } from './sharing.ts'
import { site } from './site.ts'
import { tracking } from './tracking.ts'
import { units } from './units.ts'
import { versions } from './versions.ts'

/** Every text of the public site in Vietnamese. */
export const VI = {
  site,
  news,
  comments,
  tracking,
  notices,
  units,
  versions,
  figures,
  forms,
  funding,
  releases,
  reports,
  results,
  charts,
  citations,
  catalogue,
  languages,
  ledger,
  offline,
  quotes,
  downloads,
  screening,
  search,
  sharing,
  answers,
  publicRecord,
  errors,
}
