import type { AnswerEventTable } from './answer-event.ts'
import type { AnswerRequestTable } from './answer-request.ts'
import type { AnswerWordsTable } from './answer-words.ts'
import type { ArticleDistrictTable } from './article-district.ts'
import type { ArticleEventTable } from './article-event.ts'
import type { ArticleVersionTable } from './article-version.ts'
import type { ArticleTable } from './article.ts'
import type { AuditEventTable } from './audit-event.ts'
import type { CacheRevisionTable } from './cache-revision.ts'
import type { ChallengeUseTable } from './challenge-use.ts'
import type { CommentBandTable } from './comment-band.ts'
import type { CommentFingerprintTable } from './comment-fingerprint.ts'
import type { CommentCorrectionTable } from './comment-correction.ts'
import type { CommentReportTable } from './comment-report.ts'
import type { CommentClaimTable } from './comment-claim.ts'
import type { CommentCountTable } from './comment-count.ts'
import type { CommentDraftTable } from './comment-draft.ts'
import type { CommentNoteTable } from './comment-note.ts'
import type { CommentSubscriptionTable } from './comment-subscription.ts'
import type { CommentWordsTable } from './comment-words.ts'
import type { CommentTable } from './comment.ts'
import type { DecisionBatchTable } from './decision-batch.ts'
import type { FigureChangeTable } from './figure-change.ts'
import type { FigureClaimTable } from './figure-claim.ts'
import type { FigureRevisionTable } from './figure-revision.ts'
import type { FigureTable } from './figure.ts'
import type { IdempotencyKeyTable } from './idempotency-key.ts'
import type { LedgerHeadTable } from './ledger-head.ts'
import type { ModerationEventTable } from './moderation-event.ts'
import type { ModerationNoteTable } from './moderation-note.ts'
import type { OfficialAnswerTable } from './official-answer.ts'
import type { OutboxTable } from './outbox.ts'
import type { PageTable } from './page.ts'
import type { PublicMonthTable } from './public-month.ts'
import type { PublishedFolderTable } from './published-folder.ts'
import type { RateLimitTable } from './rate-limit.ts'
import type { ReleaseDraftTable } from './release-draft.ts'
import type { ReleaseRowTable } from './release-row.ts'
import type { ReleaseTable } from './release.ts'
import type { SearchEntryTable } from './search-entry.ts'
import type { SearchWalkTable } from './search-walk.ts'
import type { SiteSwitchTable } from './site-switch.ts'
import type { SourceDocumentTable } from './source-document.ts'
import type { StaffChallengeTable } from './staff-challenge.ts'
import type { StaffLinkTable } from './staff-link.ts'
import type { StaffPasskeyTable } from './staff-passkey.ts'
import type { StaffRecoveryCodeTable } from './staff-recovery-code.ts'
import type { StaffSessionTable } from './staff-session.ts'
import type { StaffTable } from './staff.ts'
import type { SubmissionTable } from './submission.ts'
import type { TextBandTable } from './text-band.ts'
import type { ThreadCountTable } from './thread-count.ts'
import type { TranslationTable } from './translation.ts'

/** Every table of the site, as Kysely sees it. A test compares this with the migrated database of both kinds. */
export interface Tables {
  answer_event: AnswerEventTable
  answer_request: AnswerRequestTable
  answer_words: AnswerWordsTable
  article: ArticleTable
  article_district: ArticleDistrictTable
  article_event: ArticleEventTable
  article_version: ArticleVersionTable
  audit_event: AuditEventTable
  cache_revision: CacheRevisionTable
  challenge_use: ChallengeUseTable
  comment: CommentTable
  comment_band: CommentBandTable
  comment_fingerprint: CommentFingerprintTable
  comment_claim: CommentClaimTable
  comment_count: CommentCountTable
  comment_draft: CommentDraftTable
  comment_note: CommentNoteTable
  comment_subscription: CommentSubscriptionTable
  comment_words: CommentWordsTable
  decision_batch: DecisionBatchTable
  comment_correction: CommentCorrectionTable
  comment_report: CommentReportTable
  figure: FigureTable
  figure_change: FigureChangeTable
  figure_claim: FigureClaimTable
  figure_revision: FigureRevisionTable
  idempotency_key: IdempotencyKeyTable
  ledger_head: LedgerHeadTable
  moderation_event: ModerationEventTable
  moderation_note: ModerationNoteTable
  official_answer: OfficialAnswerTable
  outbox: OutboxTable
  page: PageTable
  public_month: PublicMonthTable
  published_folder: PublishedFolderTable
  rate_limit: RateLimitTable
  release: ReleaseTable
  release_draft: ReleaseDraftTable
  release_row: ReleaseRowTable
  search_entry: SearchEntryTable
  search_walk: SearchWalkTable
  site_switch: SiteSwitchTable
  source_document: SourceDocumentTable
  submission: SubmissionTable
  text_band: TextBandTable
  thread_count: ThreadCountTable
  translation: TranslationTable
  staff: StaffTable
  staff_challenge: StaffChallengeTable
  staff_link: StaffLinkTable
  staff_passkey: StaffPasskeyTable
  staff_recovery_code: StaffRecoveryCodeTable
  staff_session: StaffSessionTable
}
