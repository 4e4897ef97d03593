import type { Figure } from '../domain/figures/rules.ts'
import { stringsFor, type Language } from './strings.ts'

/** Statuses that a reader must see at the number; a final one says nothing. */
const MARKED = ['provisional', 'revised', 'target', 'forecast'] as const

export interface FigureMark {
  /** `sample`, or the status. */
  kind: 'sample' | (typeof MARKED)[number]
  text: string
}

interface MarkedFigure {
  sample: boolean
  current: Pick<Figure['current'], 'status' | 'value' | 'allocated' | 'disbursed'>
}

/** What is printed beside a number: `minh hoạ`, `sơ bộ`, `đã sửa`, `chỉ tiêu`, `dự kiến`. */
export function figureMarks({ sample, current }: MarkedFigure, lang: Language): FigureMark[] {
  const t = stringsFor(lang).figures
  const marks: FigureMark[] = sample ? [{ kind: 'sample', text: t.sampleMark }] : []
  const { status, value, allocated, disbursed } = current
  const empty = value === null && allocated === null && disbursed === null
  if (!empty && isMarked(status)) marks.push({ kind: status, text: t.statuses[status] })
  return marks
}

function isMarked(status: Figure['current']['status']): status is (typeof MARKED)[number] {
  return (MARKED as readonly string[]).includes(status)
}
