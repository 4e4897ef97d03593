import type { ArticleTable } from './article.ts'
import type { CacheRevisionTable } from './cache-revision.ts'
import type { CommentTable } from './comment.ts'
import type { IdempotencyKeyTable } from './idempotency-key.ts'
import type { LedgerHeadTable } from './ledger-head.ts'
import type { ModerationEventTable } from './moderation-event.ts'
import type { ModerationNoteTable } from './moderation-note.ts'
import type { PageTable } from './page.ts'
import type { RateLimitTable } from './rate-limit.ts'
import type { StaffSessionTable } from './staff-session.ts'
import type { StaffTable } from './staff.ts'
import type { UnitSuccessionTable } from './unit-succession.ts'
import type { UnitTable } from './unit.ts'

/** Every table of the site, as Kysely sees it. A test compares this with the migrated database of both kinds. */
export interface Tables {
  article: ArticleTable
  cache_revision: CacheRevisionTable
  comment: CommentTable
  idempotency_key: IdempotencyKeyTable
  ledger_head: LedgerHeadTable
  moderation_event: ModerationEventTable
  moderation_note: ModerationNoteTable
  page: PageTable
  rate_limit: RateLimitTable
  staff: StaffTable
  staff_session: StaffSessionTable
  unit: UnitTable
  unit_succession: UnitSuccessionTable
}
