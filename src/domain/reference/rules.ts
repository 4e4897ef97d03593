import type { AdministrativeUnit, UnitStep } from '../units/rules.ts'

/** What can be measured; from `content/data/reference/indicators.csv`. */
export interface Indicator {
  id: string
  name: string
  topic: Topic
  /** Printed after the number: `%`, `nhà`; empty for yes-no. */
  measure: string
  /** Decimals that its sources usually give, 0 to 2; a value is printed with the decimals it has. */
  decimals: number
  kind: 'number' | 'yes-no'
  direction: 'lower-better' | 'higher-better' | 'neutral'
  /** Whether the figures of districts add up to the province's. */
  aggregation: 'sum' | 'none'
  /** Bounds that no value passes: a share of a whole ends at 100, what was reached of a goal does not. */
  minimum: number | null
  maximum: number | null
  /** Largest believable change against the period before: in the measure's own points, or in percent of it. */
  jumpLimit: { limit: number; unit: 'points' | 'percent' } | null
  definition: string
  method: string
  /** Periods from which on figures cannot be compared with earlier ones. */
  breaks: readonly SeriesBreak[]
}

export const TOPICS = ['ngheo', 'nha-o', 'viec-lam', 'ha-tang', 'dia-ban'] as const
export type Topic = (typeof TOPICS)[number]

export interface SeriesBreak {
  period: string
  note: string
}

/** A programme or scheme that spends money; of a tree. Two programmes are never added together. */
export interface Programme {
  id: string
  parentId: string | null
  name: string
  shortName: string
  /** Years it runs, as a period; null where not stated. */
  period: string | null
  legalBasis: string | null
  description: string
  /** What its two amounts are called where they are neither a plan nor a disbursement; null for the usual names. */
  allocatedName: string | null
  disbursedName: string | null
}

/** Part of a programme; of a tree within it. */
export interface Project {
  programmeId: string
  /** Unique within its programme: `4`, `4.3`. */
  code: string
  parentCode: string | null
  name: string
}

/** Where money comes from; of a tree. */
export interface FundingSource {
  id: string
  parentId: string | null
  name: string
  definition: string
}

export interface CapitalKind {
  id: string
  name: string
  definition: string
}

export interface BudgetTerm {
  term: string
  explanation: string
}

/** Words of data packages, as they were published → in the language of the page; empty in Vietnamese. */
export type Texts = ReadonlyMap<string, string>

/** Everything that figures refer to, in the order in which it is printed. Read from `content/data/reference/`. */
export interface Reference {
  /** By id, in Vietnamese order of their names. */
  units: ReadonlyMap<string, AdministrativeUnit>
  unitSteps: readonly UnitStep[]
  indicators: ReadonlyMap<string, Indicator>
  programmes: ReadonlyMap<string, Programme>
  /** By {@link projectKey}. */
  projects: ReadonlyMap<string, Project>
  sources: ReadonlyMap<string, FundingSource>
  capitals: ReadonlyMap<string, CapitalKind>
  budgetTerms: readonly BudgetTerm[]
  otherNames: readonly OtherName[]
  texts: Texts
  /** Vietnamese words in it for want of words in its language; none in Vietnamese. */
  untranslated: readonly string[]
}

/** A name that people use for something of the reference, beside the printed one. */
export interface OtherName {
  table: 'indicators' | 'programmes' | 'sources' | 'capitals' | 'units'
  id: string
  /** Of an indicator also told around its number: `hỗ trợ {số} nhà`. */
  name: string
}

/** Where the number stands in an {@link OtherName}. */
export const NUMBER_PLACE = '{số}'

export function projectKey(programmeId: string, code: string): string {
  return `${programmeId} ${code}`
}

/** The unit that the programme's figures as a whole speak of. */
export const PROVINCE = 'son-la'

export const indicatorAddress = (id: string): `/ket-qua/${string}/` => `/ket-qua/${id}/`
