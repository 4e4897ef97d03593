import { DESCRIPTOR_FILE } from '../releases/canonical.ts'
import {
  MAX_FINDINGS,
  blockingTypes,
  isWaivable,
  type CheckResult,
  type Finding,
  type FindingType,
} from '../releases/rules.ts'

/** A report in the shape of Frictionless: https://framework.frictionlessdata.io, report. */
export interface Report {
  /** Nothing blocks publication; warnings never do. */
  valid: boolean
  stats: { tasks: number; errors: number; warnings: number; seconds: number }
  /** About the report itself. */
  warnings: string[]
  errors: []
  tasks: ReportTask[]
}

/** What was found in one file. */
export interface ReportTask {
  name: string
  type: 'table' | 'json'
  valid: boolean
  place: string
  labels: readonly string[]
  /** All findings, also those that are not listed. */
  stats: { rows: number; fields: number; errors: number; warnings: number }
  warnings: ReportEntry[]
  errors: ReportEntry[]
}

export interface ReportEntry extends Omit<Finding, 'file'> {
  title: string
  /** On errors that may pass with a public reason. */
  note?: string
}

export interface ReportOptions {
  /** That the check took. */
  seconds: number
  /** What each type is called. */
  titles: Readonly<Record<FindingType, string>>
}

export function toReport(result: CheckResult, { seconds, titles }: ReportOptions): Report {
  const paths = new Set([...result.tables.map(({ path }) => path), ...result.countsByFile.keys()])
  // Tables first, as a reader of Frictionless expects them; the descriptor has a task only where something is amiss.
  paths.delete(DESCRIPTOR_FILE)
  if (result.countsByFile.has(DESCRIPTOR_FILE)) paths.add(DESCRIPTOR_FILE)
  const tasks = [...paths].map((path) => toTask(result, path, titles))
  const errors = sumOf(tasks, 'errors')
  const warnings = sumOf(tasks, 'warnings')
  return {
    valid: blockingTypes(result, []).length === 0,
    stats: { tasks: tasks.length, errors, warnings, seconds },
    warnings: explainUnlisted(errors + warnings - result.findings.length),
    errors: [],
    tasks,
  }
}

function toTask(result: CheckResult, path: string, titles: ReportOptions['titles']): ReportTask {
  const table = result.tables.find((one) => one.path === path)
  const { errors = 0, warnings = 0 } = result.countsByFile.get(path) ?? {}
  const listed = result.findings.filter(({ file }) => file === path)
  const labels = table?.labels ?? []
  const toEntry = ({ file: _, type, severity, message, ...place }: Finding): ReportEntry => ({
    ...{ type, severity, title: titles[type], message, ...place },
    ...noteOn({ type, severity }),
  })
  return {
    name: table?.name ?? path,
    type: path === DESCRIPTOR_FILE ? 'json' : 'table',
    valid: errors === 0,
    place: path,
    labels,
    stats: { rows: result.rowCounts.get(path) ?? 0, fields: labels.length, errors, warnings },
    warnings: listed.filter(({ severity }) => severity === 'warning').map(toEntry),
    errors: listed.filter(({ severity }) => severity === 'error').map(toEntry),
  }
}

function noteOn({ type, severity }: Pick<Finding, 'type' | 'severity'>): Pick<ReportEntry, 'note'> {
  if (severity === 'warning' || !isWaivable(type)) return {}
  return { note: `Có thể công bố nếu nêu lý do: --waive ${type}="…"` }
}

function sumOf(tasks: readonly ReportTask[], count: 'errors' | 'warnings'): number {
  return tasks.reduce((sum, { stats }) => sum + stats[count], 0)
}

function explainUnlisted(unlisted: number): string[] {
  if (unlisted <= 0) return []
  const [listed, more] = [MAX_FINDINGS, unlisted].map((number) => number.toLocaleString('vi-VN'))
  return [`Chỉ liệt kê ${listed ?? ''} mục đầu; còn ${more ?? ''} mục nữa.`]
}
