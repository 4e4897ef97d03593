import type { CheckResult, Finding } from '../domain/releases/rules.ts'

/** What a check found, one line each; empty where it found nothing. */
export function printFindings({ findings, counts }: CheckResult): string {
  const all = [...counts.values()].reduce((sum, { errors, warnings }) => sum + errors + warnings, 0)
  const more = all > findings.length ? [`… và ${all - findings.length} chỗ khác.`] : []
  return [...findings.map(lineOf), ...more].map((line) => `${line}\n`).join('')
}

function lineOf({ severity, file, rowNumber, fieldName, cell, message, type }: Finding): string {
  const place = [
    file,
    rowNumber === null ? null : `dòng ${rowNumber}`,
    fieldName === null ? null : `cột ${fieldName}`,
    cell === null ? null : `ô "${cell}"`,
  ]
  const kind = severity === 'warning' ? 'Lưu ý' : 'Lỗi'
  return `${kind} · ${place.filter((part) => part !== null).join(', ')}: ${message} [${type}]`
}
