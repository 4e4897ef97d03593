import { parseArgs } from 'node:util'
import { checkPath } from '../domain/packages/check-path.ts'
import { toReport, type Report, type ReportEntry, type ReportTask } from '../domain/packages/report.ts'
import { releases } from '../i18n/vi/releases.ts'
import { UsageError, type Commands, type OpenContext } from './command.ts'

export const releaseCheckCommands: Commands = {
  'release check': {
    usage: 'release check DIR|FILE [--json]',
    summary:
      'Kiểm tra gói số liệu trong thư mục DIR, bảng tính .xlsx làm từ mẫu hoặc tệp nén .zip FILE; thoát với mã 1 khi gói chưa công bố được.',
    run: check,
  },
}

async function check(args: string[], open: OpenContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  })
  const path = requirePath(positionals)
  const ctx = await open()
  const started = performance.now()
  const { shown } = await checkPath(ctx, path)
  const seconds = Math.round(performance.now() - started) / 1000
  const report = toReport(shown, { seconds, titles: releases.findingTypes })
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : printReport(report))
  return report.valid ? 0 : 1
}

/** Whether it is there is for the check to say. @throws UsageError where it is not one path */
export function requirePath(positionals: readonly string[]): string {
  const [path, ...more] = positionals
  if (path === undefined) throw new UsageError('Thiếu thư mục hoặc tệp của gói số liệu.')
  if (more.length > 0) throw new UsageError(`Mỗi lần chỉ nhận một gói; thừa "${more.join(' ')}".`)
  return path
}

/** For a person at a terminal: findings by file, then one line that says how it stands. */
export function printReport(report: Report): string {
  const blocks = report.tasks
    .filter(({ errors, warnings }) => errors.length + warnings.length > 0)
    .map((task) => `${task.place}\n${entriesOf(task).map(printEntry).join('')}`)
  const { errors, warnings } = report.stats
  const rows = report.tasks.reduce((sum, { stats }) => sum + stats.rows, 0)
  const found = `${count(errors)} lỗi, ${count(warnings)} cảnh báo trong ${count(rows)} dòng số liệu`
  const verdict = report.valid ? 'Gói công bố được' : 'Gói chưa công bố được'
  return [...blocks, ...report.warnings.map((line) => `${line}\n`), `${verdict}: ${found}.\n`].join('\n')
}

function entriesOf({ errors, warnings }: ReportTask): ReportEntry[] {
  return [...errors, ...warnings].sort(
    (a, b) => (a.rowNumber ?? 0) - (b.rowNumber ?? 0) || (a.fieldNumber ?? 0) - (b.fieldNumber ?? 0),
  )
}

function printEntry({ severity, rowNumber, fieldName, cell, message, note, title }: ReportEntry): string {
  const place = [
    rowNumber === null ? null : `dòng ${rowNumber}`,
    fieldName === null || fieldName === '' ? null : `cột ${fieldName}`,
    cell === null || cell === '' ? null : `ô "${oneLine(cell)}"`,
  ].filter((part) => part !== null)
  const kind = severity === 'warning' ? 'Cảnh báo' : 'Lỗi'
  const where = place.length === 0 ? '' : ` (${place.join(', ')})`
  const extra = note === undefined ? '' : `\n    ${note}`
  return `  ${kind}: ${title}${where}\n    ${oneLine(message)}${extra}\n`
}

/** A cell can hold anything; what a terminal would obey is not printed. */
function oneLine(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
  return plain.length > 400 ? `${plain.slice(0, 400)}…` : plain
}

function count(number: number): string {
  return number.toLocaleString('vi-VN')
}
