import { Migrator } from 'kysely/migration'
import type { Database } from './connect.ts'
import * as articles from './migrations/0001-articles.ts'
import * as staff from './migrations/0002-staff.ts'
import * as comments from './migrations/0003-comments.ts'
import * as moderation from './migrations/0004-moderation.ts'
import * as units from './migrations/0005-units.ts'
import * as referenceInMemory from './migrations/0006-reference-in-memory.ts'
import * as figures from './migrations/0007-figures.ts'
import * as findByNumber from './migrations/0008-find-by-number.ts'
import * as figuresOnlyGrow from './migrations/0009-figures-only-grow.ts'
import * as staffAccounts from './migrations/0010-staff-accounts.ts'
import * as desk from './migrations/0011-desk.ts'
import * as reportsAndTargets from './migrations/0012-reports-and-targets.ts'
import * as answers from './migrations/0013-answers.ts'
import * as screening from './migrations/0014-screening.ts'
import * as notices from './migrations/0015-notices.ts'
import * as noCopiedHashes from './migrations/0016-no-copied-hashes.ts'
import * as figuresOfArticles from './migrations/0017-figures-of-articles.ts'
import * as returnedDrafts from './migrations/0018-returned-drafts.ts'
import * as saltedNotes from './migrations/0019-salted-notes.ts'
import * as submissions from './migrations/0020-submissions.ts'
import * as search from './migrations/0021-search.ts'
import * as articleVersions from './migrations/0022-article-versions.ts'
import * as languages from './migrations/0023-languages.ts'
import * as coveredByChains from './migrations/0024-covered-by-chains.ts'
import * as erasureRequests from './migrations/0025-erasure-requests.ts'

const MIGRATIONS = {
  '0001-articles': articles,
  '0002-staff': staff,
  '0003-comments': comments,
  '0004-moderation': moderation,
  '0005-units': units,
  '0006-reference-in-memory': referenceInMemory,
  '0007-figures': figures,
  '0008-find-by-number': findByNumber,
  '0009-figures-only-grow': figuresOnlyGrow,
  '0010-staff-accounts': staffAccounts,
  '0011-desk': desk,
  '0012-reports-and-targets': reportsAndTargets,
  '0013-answers': answers,
  '0014-screening': screening,
  '0015-notices': notices,
  '0016-no-copied-hashes': noCopiedHashes,
  '0017-figures-of-articles': figuresOfArticles,
  '0018-returned-drafts': returnedDrafts,
  '0019-salted-notes': saltedNotes,
  '0020-submissions': submissions,
  '0021-search': search,
  '0022-article-versions': articleVersions,
  '0023-languages': languages,
  '0024-covered-by-chains': coveredByChains,
  '0025-erasure-requests': erasureRequests,
}

/**
 * Brings the database to the newest schema; a second run changes nothing.
 * @returns the names of the migrations that ran
 * @throws the first error, with everything of that migration rolled back
 */
export async function migrate(db: Database): Promise<string[]> {
  const migrator = new Migrator({
    db: db.write,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error !== undefined) throw error as Error
  return results.map((result) => result.migrationName)
}
