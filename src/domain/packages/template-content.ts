import type { Reference } from '../reference/rules.ts'
import type { CanonicalDescriptor } from '../releases/publication-rules.ts'
import type { ClaimRow, FigureRow, ResourceName } from '../releases/rules.ts'

/** A release that a workbook is filled in with. */
export interface TemplateContent {
  descriptor: CanonicalDescriptor
  rows: readonly FigureRow[]
  claims: readonly ClaimRow[]
}

type Cells = Readonly<Record<string, string>>

/** The sheet of properties, as its reader reads it. */
export function propertiesOf({ descriptor }: Pick<TemplateContent, 'descriptor'>): Cells {
  const { name, title, description, sample, licenses } = descriptor
  return { name, title, description, sample: sample ? 'yes' : 'no', license: licenses[0]?.name ?? '' }
}

/** The rows of the sheet of sources, by column; what is not known is left out. */
export function sourcesOf({ descriptor }: Pick<TemplateContent, 'descriptor'>): Cells[] {
  return descriptor.sources.map(({ titleDerived, ...source }) => ({
    ...source,
    ...(titleDerived === true && { titleDerived: 'yes' }),
  }))
}

/** The rows of a sheet of data, by column, in the order of the release. */
export function rowsOf(
  kind: ResourceName,
  { descriptor, rows, claims }: TemplateContent,
  { indicators }: Pick<Reference, 'indicators'>,
): Cells[] {
  const files = descriptor.resources.map(({ path }) => path)
  const isFunding = kind === 'funding' || kind === 'funding-claims'
  const own: readonly (FigureRow | ClaimRow)[] = kind === 'results' || kind === 'funding' ? rows : claims
  return own
    .filter((row) => (row.kind === 'funding') === isFunding)
    .toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.rowNumber - b.rowNumber)
    .map((row) => {
      const isQuestion = row.kind === 'result' && indicators.get(row.indicator)?.kind === 'yes-no'
      const known = Object.entries(row).flatMap(([column, value]): [string, string][] =>
        value === null || value === '' ? [] : [[column, String(value)]],
      )
      const cells = Object.fromEntries(known)
      return isQuestion && cells['value'] !== undefined
        ? { ...cells, value: cells['value'] === '1' ? 'yes' : 'no' }
        : cells
    })
}
