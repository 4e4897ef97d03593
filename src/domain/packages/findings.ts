import { MAX_FINDINGS, type Finding, type FindingType } from '../releases/rules.ts'

export interface FindingCount {
  errors: number
  warnings: number
}

/** Gathers what a check finds. However many there are, it holds no more than a few thousand of them. */
export interface FindingList {
  add: (...findings: readonly Finding[]) => void
  /** The first {@link MAX_FINDINGS}, in the order of files, rows and columns. */
  first: () => Finding[]
  byType: ReadonlyMap<FindingType, FindingCount>
  byFile: ReadonlyMap<string, FindingCount>
}

const HELD = MAX_FINDINGS * 4
/** Of a cell; the rest is in the file. */
const LONGEST_CELL = 300

/** @param files in the order in which they are reported; any other comes after them */
export function gatherFindings(files: readonly string[]): FindingList {
  const places = new Map(files.map((file, place) => [file, place]))
  const byType = new Map<FindingType, FindingCount>()
  const byFile = new Map<string, FindingCount>()
  let held: Finding[] = []
  const place = (file: string): number => places.get(file) ?? files.length
  const order = (a: Finding, b: Finding): number =>
    place(a.file) - place(b.file) ||
    (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
    (a.rowNumber ?? 0) - (b.rowNumber ?? 0) ||
    (a.fieldNumber ?? 0) - (b.fieldNumber ?? 0)
  const first = (): Finding[] => {
    held = held.sort(order).slice(0, MAX_FINDINGS)
    return [...held]
  }
  return {
    byType,
    byFile,
    first,
    add: (...findings) => {
      for (const finding of findings) {
        count(byType, finding.type, finding)
        count(byFile, finding.file, finding)
        held.push({ ...finding, cell: shorten(finding.cell) })
        if (held.length >= HELD) first()
      }
    },
  }
}

function count<K>(counts: Map<K, FindingCount>, key: K, { severity }: Finding): void {
  const entry = counts.get(key) ?? { errors: 0, warnings: 0 }
  if (severity === 'error') entry.errors += 1
  else entry.warnings += 1
  counts.set(key, entry)
}

function shorten(cell: string | null): string | null {
  return cell === null || cell.length <= LONGEST_CELL ? cell : `${cell.slice(0, LONGEST_CELL)}…`
}

/** A finding about a file as a whole, or about one of its fields where it is no table. */
export function fileFinding(
  file: string,
  type: FindingType,
  message: string,
  place: Partial<Pick<Finding, 'rowNumber' | 'fieldName' | 'cell'>> = {},
): Finding {
  return {
    ...{ type, severity: 'error', file, rowNumber: null, fieldName: null, fieldNumber: null, cell: null },
    ...place,
    message,
  }
}
