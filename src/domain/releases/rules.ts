import {
  readNote,
  type FigureStatus,
  type FundingKey,
  type Qualifier,
  type ReadNote,
  type ResultKey,
  type SourceDocument,
} from '../figures/rules.ts'

/** Findings beyond these are counted and not listed. */
export const MAX_FINDINGS = 1_000

/**
 * Everything that a check can find. The names of Frictionless are used where it has one.
 * Only arithmetic can be waived: those numbers may be true although they look wrong.
 */
export const FINDING_TYPES = [
  'package-error',
  'resource-error',
  'path-outside',
  'too-large',
  'encoding-error',
  'source-error',
  'blank-header',
  'duplicate-label',
  'missing-label',
  'extra-label',
  'blank-row',
  'missing-cell',
  'extra-cell',
  'formula-cell',
  'type-error',
  'constraint-error',
  'primary-key',
  'foreign-key',
  'unit-validity',
  'status-mismatch',
  'document-missing',
  'reason-missing',
  'revision-reason',
  'rows-absent',
  'sum-mismatch',
  'disbursed-above-allocated',
  'jump',
] as const
export type FindingType = (typeof FINDING_TYPES)[number]

export const WAIVABLE = [
  'sum-mismatch',
  'disbursed-above-allocated',
  'jump',
] as const satisfies readonly FindingType[]

export function isWaivable(type: string): type is (typeof WAIVABLE)[number] {
  return (WAIVABLE as readonly string[]).includes(type)
}

/** One thing that a check found, in words for the person who made the package. */
export interface Finding {
  type: FindingType
  /** A warning never blocks. */
  severity: 'error' | 'warning'
  /** Path of the file within the package. */
  file: string
  /** Counts the header as row 1; null for a finding about the file as a whole. */
  rowNumber: number | null
  /** Column by its label, and its place from 1. */
  fieldName: string | null
  fieldNumber: number | null
  /** As it stands in the file. */
  cell: string | null
  /** Cause and how to mend it, in Vietnamese. */
  message: string
}

/** A blocking finding may pass where its type is waived with a public reason. */
export interface Waiver {
  type: (typeof WAIVABLE)[number]
  reason: string
}

/** A file of a package as it lies in a folder or came with an upload. */
export interface PackageFile {
  path: string
  bytes: Uint8Array
}

/** `datapackage.json` as far as the site uses it. */
export interface PackageDescriptor {
  /** Kebab-case; the dataset's permanent name. */
  name: string
  title: string
  description: string
  /** All figures of the package are samples. */
  sample: boolean
  licenses: readonly { name: string; title: string | null; path: string | null }[]
  /** By the name that the column `document` uses. */
  sources: readonly SourceDocument[]
  resources: readonly { name: ResourceName; path: string }[]
}

export const RESOURCES = {
  results: [
    'unit',
    'indicator',
    'period',
    'breakdown',
    'value',
    'status',
    'qualifier',
    'document',
    'page',
    'note',
  ],
  funding: [
    ...['programme', 'project', 'source', 'capital', 'unit', 'period', 'allocated', 'disbursed'],
    ...['status', 'qualifier', 'document', 'page', 'note'],
  ],
  claims: ['unit', 'indicator', 'period', 'breakdown', 'value', 'qualifier', 'document', 'page', 'note'],
  'funding-claims': [
    ...['programme', 'project', 'source', 'capital', 'unit', 'period', 'allocated', 'disbursed'],
    ...['qualifier', 'document', 'page', 'note'],
  ],
} as const
export type ResourceName = keyof typeof RESOURCES

/** A column that a table of figures may have beyond the required ones: why its source is followed. */
export const OPTIONAL_COLUMN = 'reason'

interface RowPlace {
  file: string
  /** Counts the header as row 1. */
  rowNumber: number
}

interface RowContent {
  status: FigureStatus
  qualifier: Qualifier | null
  /** Name of a source of the package. */
  document: string | null
  page: string | null
  note: string | null
  /** Why this source is followed where sources disagree. */
  reason: string | null
}

export interface ResultRow extends RowPlace, ResultKey, RowContent {
  kind: 'result'
  /** Decimal number exactly as written; `1` and `0` for yes and no. */
  value: string | null
  /** The indicator asks yes or no, and the file says so in these words. */
  yesNo?: true
}

export interface FundingRow extends RowPlace, FundingKey, RowContent {
  kind: 'funding'
  /** Whole VND. */
  allocated: number | null
  disbursed: number | null
}

export type FigureRow = ResultRow | FundingRow

interface ClaimContent {
  qualifier: Qualifier | null
  document: string
  page: string | null
  note: string | null
}

export interface ResultClaimRow extends RowPlace, ResultKey, ClaimContent {
  kind: 'result'
  value: string | null
  yesNo?: true
}

export interface FundingClaimRow extends RowPlace, FundingKey, ClaimContent {
  kind: 'funding'
  allocated: number | null
  disbursed: number | null
}

export type ClaimRow = ResultClaimRow | FundingClaimRow

/** A package whose every cell was read. */
export interface ReadPackage {
  descriptor: PackageDescriptor
  /** In the order of the files and of their rows. */
  rows: FigureRow[]
  claims: ClaimRow[]
  /** Columns of each file as they stand in its header. */
  columns: ReadonlyMap<string, readonly string[]>
  /** `datapackage.json` as it was written, with what the site makes no use of. */
  written: Readonly<Record<string, unknown>>
}

/** What a check says about a package. */
export interface CheckResult {
  /** Null where the package could not be read at all. */
  package: ReadPackage | null
  /** The first {@link MAX_FINDINGS}, in the order of files and rows. */
  findings: Finding[]
  /** All of them, by type. */
  counts: ReadonlyMap<FindingType, { errors: number; warnings: number }>
  /** The same by file. */
  countsByFile: ReadonlyMap<string, { errors: number; warnings: number }>
  /** Tables whose header could be read, in the order of the package. */
  tables: readonly {
    /** As the package calls it. */
    name: string
    path: string
    labels: readonly string[]
  }[]
  /** Rows of data that were read in each file. */
  rowCounts: ReadonlyMap<string, number>
  /**
   * Place in the chain of figures of the newest revision that the package was compared with; null where it was compared
   * with nothing. What was published later may not add up with it.
   */
  head: number | null
}

/** Types that still block once the waivers count. */
export function blockingTypes(
  { counts }: Pick<CheckResult, 'counts'>,
  waivers: readonly Waiver[],
): FindingType[] {
  return [...counts]
    .filter(([type, { errors }]) => errors > 0 && !waivers.some((waiver) => waiver.type === type))
    .map(([type]) => type)
}

/** A change to a published figure says so on the first line of its note: `correction: …` or `revision: …`. */
export function changeOfNote(note: string | null): ReadNote['change'] {
  return readNote(note).change
}

export const releaseAddress = (dataset: string, version: number): `/du-lieu/${string}/` =>
  `/du-lieu/${dataset}/${version}/`
