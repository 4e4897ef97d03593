import { publicNote, revisionAddress, type Claim, type Figure, type FigureKind } from '../figures/rules.ts'
import { rateOf } from '../funding/rules.ts'
import { parsePeriod } from '../periods/rules.ts'
import { projectKey, type Indicator, type Programme, type Reference } from '../reference/rules.ts'
import { unitAddress, type AdministrativeUnit, type UnitLevel } from '../units/rules.ts'

export const FORMATS = ['csv', 'json', 'xlsx'] as const
export type DownloadFormat = (typeof FORMATS)[number]

export function isFormat(text: string | undefined): text is DownloadFormat {
  return (FORMATS as readonly (string | undefined)[]).includes(text)
}

/** A number exactly as it was published: `1.90` stays `1.90`. */
export interface Decimal {
  decimal: string
}

export type Cell = string | Decimal | boolean | null

/** A table as it is taken away: columns with stable names, one row for each thing, nothing merged. */
export interface DownloadTable {
  columns: readonly string[]
  rows: readonly (readonly Cell[])[]
}

/** What a workbook says of itself beside its table. */
export interface About {
  /** Names of the sheet of the table and of the one that says what it is. */
  sheets: { table: string; about: string }
  lines: readonly (readonly [label: string, text: string])[]
}

/** What a cell of a spreadsheet may begin with so that a program takes it for a formula; also in full width. */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u

/**
 * Text that no spreadsheet runs: what looks like a formula gets an apostrophe in front.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function neutralize(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** Columns that only tables of one kind of figures have, in their place. */
const OWN: Readonly<Record<FigureKind, { what: readonly string[]; amounts: readonly string[] }>> = {
  result: {
    what: ['indicator', 'indicator_name', 'breakdown'],
    amounts: ['value', 'measure'],
  },
  funding: {
    what: ['programme', 'programme_name', 'project', 'project_name', 'funding_source', 'capital'],
    amounts: ['allocated', 'disbursed', 'rate'],
  },
}

/** Columns of a table of figures; those of a kind are there even where no figure of it is. */
export function figureColumns(kinds: readonly FigureKind[]): string[] {
  return [
    ...['id', 'revision', 'kind', 'sample'],
    ...kinds.flatMap((kind) => OWN[kind].what),
    ...['unit', 'unit_name', 'period'],
    ...kinds.flatMap((kind) => OWN[kind].amounts),
    ...['status', 'qualifier', 'source_title', 'source_issuer', 'source_number', 'source_date', 'source_url'],
    ...['source_kind', 'source_confidence', 'page', 'note', 'source_reason', 'other_values'],
    ...['change', 'change_reason', 'published_at', 'release', 'hash', 'address', 'citation'],
  ]
}

/** Texts of a download in one language; `src/i18n/downloads.ts` has them. */
export interface DownloadWords {
  /** Another reported value with its source, readable. */
  claim: (claim: Claim, figure: Figure) => string
  /** Of one revision, pinned by its hash. */
  citation: (figure: Figure) => string
}

export interface DownloadSetting {
  reference: Reference
  /** Scheme, host and port of the site. */
  origin: string
  words: DownloadWords
}

/** One row for each figure. */
export function figureTable(
  figures: readonly Figure[],
  kinds: readonly FigureKind[],
  setting: DownloadSetting,
): DownloadTable {
  const columns = figureColumns(kinds)
  return {
    columns,
    rows: figures.map((figure) => {
      const cells = figureCells(figure, setting)
      return columns.map((column) => cells[column] ?? null)
    }),
  }
}

function figureCells(figure: Figure, { reference, origin, words }: DownloadSetting): Record<string, Cell> {
  const { id, kind, sample, unit, period, current } = figure
  const { document } = current
  const address = origin + revisionAddress(id, current.revision)
  return {
    id,
    revision: { decimal: String(current.revision) },
    kind,
    sample,
    ...dimensionCells(figure, reference),
    unit,
    unit_name: reference.units.get(unit)?.name ?? null,
    period,
    ...amountCells(figure),
    status: current.status,
    qualifier: current.qualifier,
    source_title: document?.title ?? null,
    source_issuer: document?.issuer ?? null,
    source_number: document?.number ?? null,
    source_date: document?.date ?? null,
    source_url: document?.url ?? null,
    source_kind: document?.kind ?? null,
    source_confidence: document === null ? null : document.secondary ? 'secondary' : 'primary',
    page: current.page,
    note: publicNote(current.note),
    source_reason: current.sourceReason,
    other_values: current.claims.map((claim) => words.claim(claim, figure)).join('; ') || null,
    change: current.change,
    change_reason: current.changeReason,
    published_at: current.publishedAt,
    release: `${current.release.dataset}/${current.release.version}`,
    hash: current.hash,
    address,
    citation: words.citation(figure),
  }
}

function dimensionCells(figure: Figure, reference: Reference): Record<string, Cell> {
  if (figure.kind === 'result') {
    const { indicator, breakdown } = figure
    const { name, measure } = reference.indicators.get(indicator) ?? {}
    return { indicator, indicator_name: name ?? null, breakdown: breakdown || null, measure: measure || null }
  }
  const { programme, project, source, capital } = figure
  return {
    programme,
    programme_name: reference.programmes.get(programme)?.name ?? null,
    project: project || null,
    project_name: reference.projects.get(projectKey(programme, project))?.name ?? null,
    funding_source: source || null,
    capital: capital || null,
  }
}

/** The rate is computed here as on the page, and nowhere stored. */
function amountCells({ current }: Figure): Record<string, Cell> {
  const { value, allocated, disbursed } = current
  const rate = rateOf(current)
  const whole = (amount: number | null): Cell => (amount === null ? null : { decimal: String(amount) })
  return {
    value: value === null ? null : { decimal: value },
    allocated: whole(allocated),
    disbursed: whole(disbursed),
    rate: rate === null ? null : { decimal: rate.percent.toFixed(2) },
  }
}

/** Units with what tells them apart in space and time; dates as in the reference table. */
export function unitTable(units: Iterable<AdministrativeUnit>, origin: string): DownloadTable {
  const rows = [...units].map((unit): Cell[] => [
    unit.id,
    unit.name,
    unit.level,
    unit.officialCode,
    unit.parentId,
    unit.validFrom,
    unit.validTo,
    unit.seenBy,
    unit.goneBy,
    unit.tile === null ? null : { decimal: String(unit.tile.row) },
    unit.tile === null ? null : { decimal: String(unit.tile.column) },
    origin + unitAddress(unit.id),
  ])
  const columns = ['id', 'name', 'level', 'official_code', 'parent', 'valid_from', 'valid_to', 'seen_by']
  return { columns: [...columns, 'gone_by', 'tile_row', 'tile_column', 'address'], rows }
}

/** Indicators with what they mean. */
export function indicatorTable(indicators: Iterable<Indicator>): DownloadTable {
  const rows = [...indicators].map((indicator): Cell[] => [
    indicator.id,
    indicator.name,
    indicator.topic,
    indicator.measure || null,
    { decimal: String(indicator.decimals) },
    indicator.kind,
    indicator.direction,
    indicator.aggregation,
    indicator.definition,
    indicator.method,
  ])
  const columns = ['id', 'name', 'topic', 'measure', 'decimals', 'kind', 'direction', 'aggregation']
  return { columns: [...columns, 'definition', 'method'], rows }
}

/** Programmes; a programme that is part of another names it. */
export function programmeTable(programmes: Iterable<Programme>): DownloadTable {
  const rows = [...programmes].map((programme): Cell[] => [
    programme.id,
    programme.parentId,
    programme.name,
    programme.shortName,
    programme.period,
    programme.legalBasis,
    programme.description,
  ])
  return {
    columns: ['id', 'parent', 'name', 'short_name', 'period', 'legal_basis', 'description'],
    rows,
  }
}

/** What of some figures is asked for; every field that is left out asks for everything. */
export interface FigureSelection {
  level?: UnitLevel | undefined
  /** Years in which a period ends, both included. */
  from?: string | undefined
  to?: string | undefined
  /** Ids of units. */
  chosen?: readonly string[] | undefined
}

export function selectFigures<T extends Figure>(
  figures: readonly T[],
  { level, from, to, chosen = [] }: FigureSelection,
  units: Reference['units'],
): T[] {
  return figures.filter((figure) => {
    const year = parsePeriod(figure.period)?.end.slice(0, 4) ?? ''
    return (
      (level === undefined || units.get(figure.unit)?.level === level) &&
      (from === undefined || year >= from) &&
      (to === undefined || year <= to) &&
      (chosen.length === 0 || chosen.includes(figure.unit))
    )
  })
}

/** Figures of one origin: no file mixes real ones with samples. */
export interface OneOrigin<T extends Figure> {
  figures: T[]
  /** Samples that were asked for as well, and stand in a file of their own. */
  samplesLeftOut: number
}

/** @param sample true for samples only, false for none; left out: samples only where there is nothing real */
export function chooseOrigin<T extends Figure>(
  figures: readonly T[],
  sample: boolean | undefined,
): OneOrigin<T> {
  const { real = [], samples = [] } = Object.groupBy(figures, (figure) =>
    figure.sample ? 'samples' : 'real',
  )
  if (sample ?? real.length === 0) return { figures: samples, samplesLeftOut: 0 }
  return { figures: real, samplesLeftOut: samples.length }
}
