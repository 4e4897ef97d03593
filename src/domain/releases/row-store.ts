import type { Reader } from '../../../db/connect.ts'
import type { FigureTable } from '../../../db/schema/figure.ts'
import { isYesNo, readValue, type FundingKey, type Qualifier, type ResultKey } from '../figures/rules.ts'
import type { ClaimRow, FigureRow } from './rules.ts'

/** Some lines of a file, both ends included; lines are numbered as in the file, its head is 1. */
export interface Lines {
  file: string
  from: number
  to: number
}

/** Rows of figures of a release, as they stood in its package. */
export async function readFigureRows(db: Reader, releaseSeq: number, lines?: Lines): Promise<FigureRow[]> {
  const query = db
    .selectFrom('release_row as place')
    .innerJoin('figure_revision as revision', 'revision.seq', 'place.revision_seq')
    .innerJoin('figure', 'figure.id', 'revision.figure_id')
    .leftJoin('source_document as document', 'document.hash', 'revision.document_hash')
    .select(['place.file', 'place.row_number', ...KEY_COLUMNS])
    .select(['revision.value', 'revision.allocated', 'revision.disbursed', 'revision.status'])
    .select(['revision.qualifier', 'revision.page', 'revision.note', 'revision.source_reason'])
    .select('document.name as document')
    .where('place.release_seq', '=', releaseSeq)
    .where('place.claim_position', 'is', null)
  const some =
    lines &&
    query
      .where('place.file', '=', lines.file)
      .where('place.row_number', '>=', lines.from)
      .where('place.row_number', '<=', lines.to)
  const rows = await (some ?? query).execute()
  return rows.map((row): FigureRow => {
    const { status, document } = row
    const content = { ...contentOf(row), status, document, reason: row.source_reason }
    return row.kind === 'result'
      ? { kind: 'result', ...resultKeyOf(row), ...content, ...valueOf(row) }
      : { kind: 'funding', ...fundingKeyOf(row), ...content, ...amountsOf(row) }
  })
}

/** Rows of claims of a release, as they stood in its package. */
export async function readClaimRows(db: Reader, releaseSeq: number, lines?: Lines): Promise<ClaimRow[]> {
  const query = db
    .selectFrom('release_row as place')
    .innerJoin('figure_claim as claim', (join) =>
      join
        .onRef('claim.revision_seq', '=', 'place.revision_seq')
        .onRef('claim.position', '=', 'place.claim_position'),
    )
    .innerJoin('figure_revision as revision', 'revision.seq', 'place.revision_seq')
    .innerJoin('figure', 'figure.id', 'revision.figure_id')
    .innerJoin('source_document as document', 'document.hash', 'claim.document_hash')
    .select(['place.file', 'place.row_number', ...KEY_COLUMNS])
    .select(['claim.value', 'claim.allocated', 'claim.disbursed', 'claim.qualifier', 'claim.page'])
    .select(['claim.note', 'document.name as document'])
    .where('place.release_seq', '=', releaseSeq)
  const some =
    lines &&
    query
      .where('place.file', '=', lines.file)
      .where('place.row_number', '>=', lines.from)
      .where('place.row_number', '<=', lines.to)
  const rows = await (some ?? query).execute()
  return rows.map((row): ClaimRow => {
    const content = { ...contentOf(row), document: row.document }
    return row.kind === 'result'
      ? { kind: 'result', ...resultKeyOf(row), ...content, ...valueOf(row) }
      : { kind: 'funding', ...fundingKeyOf(row), ...content, ...amountsOf(row) }
  })
}

/** The last line of a file of a release; 0 where it has no rows. */
export async function lastLine(db: Reader, releaseSeq: number, file: string): Promise<number> {
  const { last } = await db
    .selectFrom('release_row')
    .select((eb) => eb.fn.max<number | null>('row_number').as('last'))
    .where('release_seq', '=', releaseSeq)
    .where('file', '=', file)
    .executeTakeFirstOrThrow()
  return last ?? 0
}

type FigureKeys = Pick<FigureTable, 'kind' | keyof ResultKey | keyof FundingKey>

/** What every figure speaks of that any release of a dataset had, each once. */
export async function listKeys(db: Reader, dataset: string, sample: boolean): Promise<FigureKeys[]> {
  return db
    .selectFrom('figure')
    .select(KEY_COLUMNS)
    .where('figure.sample', '=', sample ? 1 : 0)
    .where('figure.id', 'in', (eb) =>
      eb
        .selectFrom('release')
        .innerJoin('release_row as place', 'place.release_seq', 'release.seq')
        .innerJoin('figure_revision as revision', 'revision.seq', 'place.revision_seq')
        .select('revision.figure_id')
        .where('release.dataset', '=', dataset)
        .where('place.claim_position', 'is', null),
    )
    .execute()
}

const KEY_COLUMNS = [
  'figure.kind',
  'figure.indicator',
  'figure.breakdown',
  'figure.programme',
  'figure.project',
  'figure.source',
  'figure.capital',
  'figure.unit',
  'figure.period',
] as const

const contentOf = (row: {
  file: string
  row_number: number
  qualifier: Qualifier | null
  page: string | null
  note: string | null
}) => ({
  file: row.file,
  rowNumber: row.row_number,
  qualifier: row.qualifier,
  page: row.page,
  note: row.note,
})

const resultKeyOf = ({ indicator, unit, period, breakdown }: ResultKey): ResultKey => ({
  indicator,
  unit,
  period,
  breakdown,
})

const fundingKeyOf = ({ programme, project, source, capital, unit, period }: FundingKey): FundingKey => ({
  programme,
  project,
  source,
  capital,
  unit,
  period,
})

const valueOf = ({ value }: { value: string | null }) => ({
  value: readValue(value),
  ...(isYesNo(value) && { yesNo: true as const }),
})

const amountsOf = ({ allocated, disbursed }: { allocated: number | null; disbursed: number | null }) => ({
  allocated,
  disbursed,
})
