import { parseArgs } from 'node:util'
import { verifyAnswers, type AnswerBreakCause, type AnswerVerification } from '../domain/answers/verify.ts'
import { verifyAudit, type AuditBreakCause } from '../domain/audit/service.ts'
import { verifySubmissions, type SubmissionBreakCause } from '../domain/comments/submission-ledger.ts'
import { verifyLedger, type BreakCause, type Verification } from '../domain/moderation/verify.ts'
import {
  verifyFigures,
  type FigureBreakCause,
  type ReleaseBreakCause,
  type Verification as FigureVerification,
} from '../domain/releases/verify.ts'
import { verifyArticles, type ArticleBreakCause } from '../domain/versions/ledger.ts'
import type { Commands, OpenContext } from './command.ts'
import { readKeyFile } from './key-file.ts'

const CAUSES: Readonly<Record<BreakCause, string>> = {
  gap: 'thiếu hoặc thừa một sự kiện trong chuỗi',
  'previous-hash': 'sự kiện không nối với sự kiện đứng trước',
  'event-hash': 'nội dung sự kiện đã bị sửa',
  'comment-missing': 'bình luận của sự kiện không còn trong cơ sở dữ liệu',
  'note-changed': 'ghi chú công khai của quyết định đã bị sửa',
  'note-missing': 'ghi chú công khai của quyết định đã bị xoá',
  head: 'mốc cuối chuỗi không khớp với sự kiện cuối',
  'step-missing': 'số lần thay đổi của bình luận không khớp với số sự kiện',
  state: 'trạng thái bình luận không khớp với sự kiện cuối của nó',
  reports: 'số báo vi phạm chưa xem không khớp với các báo vi phạm còn lưu',
  text: 'lời bình luận không khớp với dấu vết trong sự kiện',
}

const SUBMISSION_CAUSES: Readonly<Record<SubmissionBreakCause, string>> = {
  gap: 'thiếu hoặc thừa một lần nhận',
  'previous-hash': 'lần nhận không nối với lần đứng trước',
  'entry-hash': 'nội dung lần nhận đã bị sửa',
  head: 'mốc cuối chuỗi không khớp với lần nhận cuối',
  'comment-missing': 'bình luận đã nhận không còn trong cơ sở dữ liệu',
  'comment-changed': 'thời điểm gửi, mã tra cứu, bản đồng ý hoặc dấu “mẫu” của bình luận đã bị sửa',
  text: 'lời, tên hoặc chỗ gửi của bình luận không còn như khi nhận',
  'unknown-comment': 'có bình luận không nằm trong chuỗi nhận',
}

const ANSWER_CAUSES: Readonly<Record<AnswerBreakCause, string>> = {
  gap: 'thiếu hoặc thừa một lần ghi trong chuỗi',
  'previous-hash': 'lần ghi không nối với lần ghi đứng trước',
  'event-hash': 'nội dung lần ghi đã bị sửa',
  'words-changed': 'lời trả lời hoặc lý do đã bị sửa',
  'words-missing': 'lời trả lời đã bị xoá mà bình luận chưa xoá',
  revision: 'số thứ tự các bản của câu trả lời không liền nhau',
  state: 'câu trả lời đang đăng không khớp với lần ghi cuối của nó',
  head: 'mốc cuối chuỗi không khớp với lần ghi cuối',
}

const ARTICLE_CAUSES: Readonly<Record<ArticleBreakCause, string>> = {
  gap: 'thiếu hoặc thừa một lần ghi trong chuỗi',
  'previous-hash': 'lần ghi không nối với lần ghi đứng trước',
  'event-hash': 'nội dung lần ghi đã bị sửa',
  head: 'mốc cuối chuỗi không khớp với lần ghi cuối',
  'version-missing': 'bản đã ghi không còn trong cơ sở dữ liệu',
  'version-unknown': 'có bản không nằm trong chuỗi',
  text: 'lời của bản không còn như khi đăng',
}

const FIGURE_CAUSES: Readonly<Record<FigureBreakCause | ReleaseBreakCause, string>> = {
  gap: 'thiếu hoặc thừa một lần ghi trong chuỗi',
  'previous-hash': 'lần ghi không nối với lần ghi đứng trước',
  'revision-hash': 'nội dung lần ghi đã bị sửa',
  'revision-number': 'số thứ tự các lần ghi của số liệu không liền nhau',
  'revision-time': 'thời điểm của lần ghi không khớp với lần công bố',
  'release-missing': 'lần công bố của lần ghi này không còn',
  'document-changed': 'thông tin về tài liệu nguồn đã bị sửa',
  'document-missing': 'tài liệu nguồn không còn',
  'claims-changed': 'số của các nguồn khác đã bị sửa hoặc xoá',
  'figure-missing': 'số liệu của lần ghi không còn trong cơ sở dữ liệu',
  'figure-key': 'mã số liệu không khớp với đơn vị, chỉ số, kỳ của nó',
  'figure-last': 'số liệu không trỏ đến lần ghi cuối của nó',
  head: 'mốc cuối chuỗi không khớp với lần ghi cuối',
  'release-gap': 'thiếu hoặc thừa một lần công bố',
  'release-previous-hash': 'lần công bố không nối với lần đứng trước',
  'release-hash': 'thông tin của lần công bố đã bị sửa',
  'release-version': 'số phiên bản của gói không liền nhau',
  'release-end': 'lần công bố không khớp với lần ghi cuối của nó',
  'release-rows': 'các dòng của lần công bố không còn như khi công bố',
  'release-signature': 'chữ ký của lần công bố không đúng',
  'release-key': 'lần công bố ký bằng khoá không phải của trang này; khoá công khai cũ thì đưa bằng --key',
  'release-head': 'mốc cuối chuỗi không khớp với lần công bố cuối',
}

const AUDIT_CAUSES: Readonly<Record<AuditBreakCause, string>> = {
  gap: 'thiếu hoặc thừa một việc',
  'previous-hash': 'việc này không nối với việc đứng trước',
  'event-hash': 'nội dung đã bị sửa',
  head: 'mốc cuối không khớp với việc cuối',
  'note-changed': 'ghi chú nội bộ đã bị sửa',
  'note-missing': 'ghi chú nội bộ đã bị xoá mà bình luận chưa xoá',
  'note-unknown': 'có ghi chú nội bộ không nằm trong nhật ký',
}

export const ledgerCommands: Commands = {
  'ledger verify': {
    usage: 'ledger verify [--key FILE]… [--json]',
    needsDatabase: true,
    summary:
      'Kiểm tra chuỗi kiểm duyệt, chuỗi nhận bình luận, chuỗi trả lời, chuỗi các bản của bài viết, nhật ký cán bộ, chuỗi số liệu và chuỗi công bố từ đầu đến cuối; thoát với mã 1 ở chỗ đứt đầu tiên.',
    run: verify,
  },
}

async function verify(args: string[], open: OpenContext): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      key: { type: 'string', multiple: true, default: [] },
    },
  })
  const keys = values.key.map(readKeyFile)
  const ctx = await open()
  const moderation = await verifyLedger(ctx)
  if (!moderation.ok) {
    if (values.json) process.stdout.write(`${JSON.stringify({ ...moderation, chain: 'moderation' })}\n`)
    else process.stderr.write(describeBreak(moderation))
    return 1
  }
  const received = await verifySubmissions(ctx)
  if (!received.ok) {
    if (values.json) process.stdout.write(`${JSON.stringify({ ...received, chain: 'submissions' })}\n`)
    else {
      const where =
        received.commentId === null ? `lần nhận số ${received.seq ?? 0}` : `bình luận ${received.commentId}`
      process.stderr.write(`Chuỗi nhận bình luận bị đứt ở ${where}: ${SUBMISSION_CAUSES[received.cause]}.\n`)
    }
    return 1
  }
  const answers = await verifyAnswers(ctx)
  if (!answers.ok) {
    if (values.json) process.stdout.write(`${JSON.stringify({ ...answers, chain: 'answers' })}\n`)
    else process.stderr.write(describeAnswerBreak(answers))
    return 1
  }
  const articles = await verifyArticles(ctx)
  if (!articles.ok) {
    const { seq, slug, cause } = articles
    const where = slug === null ? `lần ghi số ${seq ?? 0}` : `bài ${slug}`
    if (values.json) process.stdout.write(`${JSON.stringify({ ...articles, chain: 'articles' })}\n`)
    else process.stderr.write(`Chuỗi các bản của bài viết bị đứt ở ${where}: ${ARTICLE_CAUSES[cause]}.\n`)
    return 1
  }
  const audit = await verifyAudit(ctx)
  if (!audit.ok) {
    if (values.json) process.stdout.write(`${JSON.stringify({ ...audit, chain: 'audit' })}\n`)
    else
      process.stderr.write(
        `Nhật ký cán bộ bị đứt ở việc số ${audit.seq ?? 0}: ${AUDIT_CAUSES[audit.cause]}.\n`,
      )
    return 1
  }
  const figures = await verifyFigures(ctx, keys)
  if (!figures.ok) {
    const chain =
      figures.cause.startsWith('release-') && figures.cause !== 'release-missing' ? 'releases' : 'figures'
    if (values.json) process.stdout.write(`${JSON.stringify({ ...figures, commentId: null, chain })}\n`)
    else process.stderr.write(describeFigureBreak(figures, chain))
    return 1
  }
  const { revisions, figures: count, releases, head: figuresHead, releasesHead } = figures
  const whole = {
    ...{ ...moderation, answers: answers.events, answersHead: answers.head },
    ...{ submissions: received.submissions, submissionsHead: received.head },
    ...{ articleSteps: articles.events, articlesHead: articles.head },
    ...{ audit: audit.events, auditHead: audit.head },
    ...{ revisions, figures: count, releases, figuresHead, releasesHead },
  }
  process.stdout.write(values.json ? `${JSON.stringify(whole)}\n` : describeWhole(whole))
  return 0
}

function describeWhole(whole: {
  events: number
  comments: number
  head: string
  submissions: number
  submissionsHead: string
  answers: number
  answersHead: string
  articleSteps: number
  articlesHead: string
  audit: number
  auditHead: string
  revisions: number
  figures: number
  releases: number
  figuresHead: string
  releasesHead: string
}): string {
  return [
    `Chuỗi kiểm duyệt nguyên vẹn: ${whole.events} sự kiện, ${whole.comments} bình luận.`,
    `Mốc cuối của kiểm duyệt: ${whole.head || '(chưa có sự kiện)'}`,
    `Chuỗi nhận bình luận nguyên vẹn: ${whole.submissions} lần nhận.`,
    `Mốc cuối của chuỗi nhận: ${whole.submissionsHead || '(chưa nhận bình luận nào)'}`,
    `Chuỗi trả lời nguyên vẹn: ${whole.answers} lần ghi.`,
    `Mốc cuối của trả lời: ${whole.answersHead || '(chưa có câu trả lời)'}`,
    `Chuỗi các bản của bài viết nguyên vẹn: ${whole.articleSteps} lần ghi.`,
    `Mốc cuối của các bản: ${whole.articlesHead || '(chưa có bài nào)'}`,
    `Nhật ký cán bộ nguyên vẹn: ${whole.audit} việc.`,
    `Mốc cuối của nhật ký: ${whole.auditHead || '(chưa có việc nào)'}`,
    `Chuỗi số liệu nguyên vẹn: ${whole.revisions} lần ghi, ${whole.figures} số liệu.`,
    `Mốc cuối của số liệu: ${whole.figuresHead || '(chưa có số liệu)'}`,
    `Chuỗi công bố nguyên vẹn: ${whole.releases} lần công bố.`,
    `Mốc cuối của các lần công bố: ${whole.releasesHead || '(chưa có lần công bố)'}`,
    '',
  ].join('\n')
}

function describeBreak({ seq, commentId, cause }: Extract<Verification, { ok: false }>): string {
  const where = [
    seq === null ? null : `sự kiện số ${seq}`,
    commentId === null ? null : `bình luận ${commentId}`,
  ].filter((part) => part !== null)
  return `Chuỗi kiểm duyệt bị đứt ở ${where.join(', ') || 'đầu chuỗi'}: ${CAUSES[cause]}.\n`
}

function describeAnswerBreak({ seq, commentId, cause }: Extract<AnswerVerification, { ok: false }>): string {
  const where = [
    seq === null ? null : `lần ghi số ${seq}`,
    commentId === null ? null : `bình luận ${commentId}`,
  ].filter((part) => part !== null)
  return `Chuỗi trả lời bị đứt ở ${where.join(', ') || 'đầu chuỗi'}: ${ANSWER_CAUSES[cause]}.\n`
}

function describeFigureBreak(
  { seq, figureId, release, cause }: Extract<FigureVerification, { ok: false }>,
  chain: 'figures' | 'releases',
): string {
  const step = chain === 'figures' ? 'lần ghi số' : 'lần công bố số'
  const where = [
    seq === null ? null : `${step} ${seq}`,
    figureId === null ? null : `số liệu ${figureId}`,
    release === null ? null : `gói ${release}`,
  ].filter((part) => part !== null)
  const name = chain === 'figures' ? 'Chuỗi số liệu' : 'Chuỗi công bố'
  return `${name} bị đứt ở ${where.join(', ') || 'đầu chuỗi'}: ${FIGURE_CAUSES[cause]}.\n`
}
