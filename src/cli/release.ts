import { parseArgs } from 'node:util'
import { isEmail, normalizeEmail } from '../domain/accounts/rules.ts'
import { findStaffId } from '../domain/accounts/service.ts'
import type { Context } from '../domain/context.ts'
import { isDomainError, type DomainError } from '../domain/errors.ts'
import { checkPath, type CheckedPath } from '../domain/packages/check-path.ts'
import { differenceOf } from '../domain/releases/difference.ts'
import { MIN_WAIVER_REASON } from '../domain/releases/publication-rules.ts'
import { publishPackage, type Publication } from '../domain/releases/publish.ts'
import { toReport } from '../domain/packages/report.ts'
import {
  blockingTypes,
  isWaivable,
  WAIVABLE,
  type ReadPackage,
  type Waiver,
} from '../domain/releases/rules.ts'
import { releases } from '../i18n/vi/releases.ts'
import { CommandError, UsageError, type Commands, type OpenContext } from './command.ts'
import { printDifference } from './release-difference.ts'
import { printReport, requirePath } from './release-check.ts'

export const releaseCommands: Commands = {
  'release publish': {
    usage: 'release publish DIR|FILE --by E [--waive TYPE=REASON]…',
    summary: `Kiểm tra gói số liệu trong thư mục DIR, bảng tính .xlsx hoặc tệp nén .zip FILE, in ra những gì thay đổi rồi công bố trọn gói hoặc không công bố. Chỉ bỏ qua được: ${WAIVABLE.join(', ')}.`,
    run: publish,
  },
}

async function publish(args: string[], open: OpenContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { by: { type: 'string' }, waive: { type: 'string', multiple: true, default: [] } },
  })
  const path = requirePath(positionals)
  const email = normalizeEmail(values.by ?? '')
  if (!isEmail(email)) throw new UsageError('Thiếu tùy chọn --by với địa chỉ thư điện tử của người công bố.')
  const waivers = values.waive.map(readWaiver)
  const ctx = await open()
  const started = performance.now()
  const checked = await checkPath(ctx, path)
  const { check } = checked
  const pkg = requireSound(checked, waivers, Math.round(performance.now() - started) / 1000)
  const difference = await explained(differenceOf(ctx.db.read, pkg))
  process.stdout.write(printDifference(pkg, difference, ctx.reference))
  const staffId = await findStaffId(ctx, email)
  if (staffId === null) {
    process.stdout.write(`"${email}" không phải tài khoản của trang; ghi lại như đã gõ.\n`)
  }
  const by = { channel: 'command', publishedBy: email, staffId, confirmedBy: null } as const
  const publication = await explained(
    publishPackage(ctx, check, by, waivers, { seen: difference.fingerprint }),
  )
  process.stdout.write(`${outcomeOf(ctx, publication)}\n`)
  return 0
}

function readWaiver(text: string): Waiver {
  const [type = '', ...reason] = text.split('=')
  if (isWaivable(type)) return { type, reason: reason.join('=').trim() }
  throw new UsageError(
    `--waive chỉ nhận ${WAIVABLE.join(', ')}, viết như --waive ${WAIVABLE[0]}="lý do công khai".`,
  )
}

/** @throws CommandError after the findings were printed */
function requireSound(
  { check, shown }: CheckedPath,
  waivers: readonly Waiver[],
  seconds: number,
): ReadPackage {
  if (check.findings.length > 0)
    process.stderr.write(printReport(toReport(shown, { seconds, titles: releases.findingTypes })))
  const blocking = blockingTypes(check, waivers)
  if (check.package !== null && blocking.length === 0) return check.package
  const waivable = blocking.filter(isWaivable)
  const hint =
    blocking.length > 0 && waivable.length === blocking.length
      ? ` Nếu số liệu đúng, hãy nêu lý do công khai: ${waivable.map((type) => `--waive ${type}="…"`).join(' ')}.`
      : ''
  throw new CommandError(`Chưa công bố được: gói còn lỗi phải sửa (${blocking.join(', ')}).${hint}`)
}

const FAULTS: Readonly<Record<string, string>> = {
  'too-short': `Lý do bỏ qua phải có ít nhất ${MIN_WAIVER_REASON} ký tự; lý do này hiện trên trang.`,
  'sample-in-public': 'Gói số liệu minh hoạ chỉ công bố được ở bản chạy thử.',
  'revision-reason':
    'Có số liệu đã công bố bị thay đổi mà không nêu lý do. Hãy ghi vào cột note: "correction: lý do" nếu đính chính, "revision: lý do" nếu cập nhật theo kế hoạch.',
  'dataset-kind':
    'Gói đã công bố với tên này là gói khác loại (số thật hoặc số minh hoạ). Hãy đặt name khác trong datapackage.json.',
  'figure-id-taken': 'Hai số liệu khác nhau trong gói có cùng một mã. Hãy sửa cột breakdown hoặc project.',
}

/** What stands in the way, for the person at the terminal. */
async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (isDomainError(error)) throw new CommandError(explain(error))
    throw error
  }
}

function explain({ code, fields, message }: DomainError): string {
  if (code === 'conflict') {
    return 'Chưa công bố: vừa có người khác công bố số liệu, nên những gì gói này thay đổi không còn như trên. Hãy chạy lại lệnh.'
  }
  return fields.map((field) => FAULTS[field.code] ?? field.code).join('\n') || message
}

function outcomeOf(ctx: Context, publication: Publication): string {
  if (publication.kind === 'unchanged')
    return 'Không có gì thay đổi so với bản đã công bố; không công bố thêm.'
  const { dataset, version, hash } = publication
  const address = new URL(`/du-lieu/${dataset}/${version}/`, ctx.config.siteUrl)
  return `Đã công bố ${dataset}, phiên bản ${version}: ${address.href}\nMã băm của lần công bố: ${hash}`
}
