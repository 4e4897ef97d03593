import { z } from 'zod'
import { readTable, tableMistake } from '../content/table.ts'
import { Translation } from '../reference/translation.ts'
import {
  SUCCESSION_EXTENTS,
  SUCCESSION_KINDS,
  UNIT_LEVELS,
  partsOfName,
  type AdministrativeUnit,
  type UnitStep,
} from './rules.ts'

const UNITS = 'data/reference/units.csv'
const SUCCESSIONS = 'data/reference/unit-successions.csv'

const day = z.string().refine((value) => value === '' || z.iso.date().safeParse(value).success, {
  error: 'không phải ngày. Viết như 2025-06-30',
})
const orNull = (value: string): string | null => (value === '' ? null : value)
const place = z.string().regex(/^\d*$/u, 'phải là số nguyên')
const code = z.string().regex(/^[a-z0-9-]+$/u, 'mã chỉ gồm chữ thường không dấu, chữ số và gạch nối')

const unitSchema = z.strictObject({
  id: code,
  name: z.string().min(1, 'đang để trống'),
  level: z.enum(UNIT_LEVELS, { error: 'chỉ nhận province, district hoặc commune' }),
  official_code: z.string(),
  parent: z.union([z.literal(''), code]),
  valid_from: day,
  seen_by: day,
  valid_to: day,
  gone_by: day,
  tile_row: place,
  tile_column: place,
})

const successionSchema = z.strictObject({
  predecessor: code,
  successor: code,
  kind: z.enum(SUCCESSION_KINDS, {
    error: 'chỉ nhận merge, replaced, renamed hoặc boundary',
  }),
  extent: z.enum(SUCCESSION_EXTENTS, { error: 'chỉ nhận whole, part hoặc unknown' }),
  date: day,
  legal_basis: z.string().min(1, 'đang để trống'),
})

/** Units by id, in Vietnamese order of their names, and the steps between them. */
export interface UnitFiles {
  units: ReadonlyMap<string, AdministrativeUnit>
  unitSteps: readonly UnitStep[]
}

/** Reads and checks both files of units. @throws ContentError naming file, row, column and cause */
export function readUnitFiles(contentDir: string, words = new Translation(contentDir, 'vi')): UnitFiles {
  const rows = readTable(contentDir, UNITS, unitSchema)
  const ids = new Set<string>()
  for (const [at, { id }] of rows.entries()) {
    if (ids.has(id)) throw tableMistake(UNITS, at, 'id', `"${id}" đã có ở dòng trên`)
    ids.add(id)
  }
  const collator = new Intl.Collator('vi')
  // By the name itself: `xã Mường La` stands beside `huyện Mường La`.
  const units = rows
    .map(toUnit(ids))
    .sort((a, b) => collator.compare(partsOfName(a.name).bare, partsOfName(b.name).bare))
  const steps = readTable(contentDir, SUCCESSIONS, successionSchema)
  const unitSteps = steps.map(({ predecessor, successor, kind, extent, date, legal_basis }, at): UnitStep => {
    for (const [column, id] of [
      ['predecessor', predecessor],
      ['successor', successor],
    ] as const) {
      if (!ids.has(id)) throw tableMistake(SUCCESSIONS, at, column, `"${id}" không có trong ${UNITS}`)
    }
    return {
      predecessorId: predecessor,
      successorId: successor,
      kind,
      extent,
      date: orNull(date),
      legalBasis: legal_basis,
    }
  })
  const { named, based } = inWords(words)
  return {
    units: new Map(units.map((unit) => [unit.id, { ...unit, name: named(unit.name) }])),
    unitSteps: unitSteps.map((step) => ({ ...step, legalBasis: based(step.legalBasis) })),
  }
}

/** Names as a further language has them: the name itself, then its kind: `Mường La district`. */
function inWords(words: Translation): { named: (name: string) => string; based: (text: string) => string } {
  const kinds = words.list('unit-kinds.csv')
  const bases = words.list('legal-bases.csv')
  const said = (text: string, other: string | undefined): string => {
    if (other === undefined && words.lang !== 'vi') words.untranslated.add(text)
    return other ?? text
  }
  return {
    named: (name) => {
      const { kind, bare } = partsOfName(name)
      const other = kinds.get(kind)
      return said(name, other === undefined ? undefined : `${bare} ${other}`)
    },
    based: (text) => said(text, bases.get(text)),
  }
}

function toUnit(ids: ReadonlySet<string>) {
  return (row: z.infer<typeof unitSchema>, at: number): AdministrativeUnit => {
    if (row.parent !== '' && !ids.has(row.parent))
      throw tableMistake(UNITS, at, 'parent', `"${row.parent}" không có trong cột id`)
    if (row.valid_from !== '' && row.valid_to !== '' && row.valid_to < row.valid_from) {
      throw tableMistake(UNITS, at, 'valid_to', 'trước valid_from')
    }
    return {
      id: row.id,
      name: row.name,
      level: row.level,
      officialCode: row.official_code,
      parentId: orNull(row.parent),
      validFrom: orNull(row.valid_from),
      seenBy: orNull(row.seen_by),
      validTo: orNull(row.valid_to),
      goneBy: orNull(row.gone_by),
      tile:
        row.tile_row === '' || row.tile_column === ''
          ? null
          : { row: Number(row.tile_row), column: Number(row.tile_column) },
    }
  }
}
