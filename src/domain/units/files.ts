import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { UnitSuccessionTable } from '../../../db/schema/unit-succession.ts'
import type { UnitTable } from '../../../db/schema/unit.ts'
import { ContentError } from '../content/file.ts'

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
  level: z.enum(['province', 'district', 'commune'], { error: 'chỉ nhận province, district hoặc commune' }),
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
  kind: z.enum(['merge', 'replaced', 'renamed', 'boundary'], {
    error: 'chỉ nhận merge, replaced, renamed hoặc boundary',
  }),
  extent: z.enum(['whole', 'part', 'unknown'], { error: 'chỉ nhận whole, part hoặc unknown' }),
  date: day,
  legal_basis: z.string().min(1, 'đang để trống'),
})

export interface UnitFiles {
  units: UnitTable[]
  successions: UnitSuccessionTable[]
}

/** Reads and checks both files of units. @throws ContentError naming file, row, column and cause */
export async function readUnitFiles(contentDir: string): Promise<UnitFiles> {
  const rows = await readRows(contentDir, UNITS, unitSchema)
  const ids = new Set<string>()
  for (const [at, { id }] of rows.entries()) {
    if (ids.has(id)) throw mistake(UNITS, at, 'id', `"${id}" đã có ở dòng trên`)
    ids.add(id)
  }
  const collator = new Intl.Collator('vi')
  const order = new Map(
    [...rows]
      .sort((a, b) => collator.compare(bareName(a.name), bareName(b.name)))
      .map(({ id }, at) => [id, at]),
  )
  const units = rows.map((row, at): UnitTable => {
    if (row.parent !== '' && !ids.has(row.parent))
      throw mistake(UNITS, at, 'parent', `"${row.parent}" không có trong cột id`)
    if (row.valid_from !== '' && row.valid_to !== '' && row.valid_to < row.valid_from) {
      throw mistake(UNITS, at, 'valid_to', 'trước valid_from')
    }
    return {
      id: row.id,
      name: row.name,
      level: row.level,
      official_code: row.official_code,
      parent_id: orNull(row.parent),
      valid_from: orNull(row.valid_from),
      seen_by: orNull(row.seen_by),
      valid_to: orNull(row.valid_to),
      gone_by: orNull(row.gone_by),
      tile_row: row.tile_row === '' ? null : Number(row.tile_row),
      tile_column: row.tile_column === '' ? null : Number(row.tile_column),
      sort_order: order.get(row.id) ?? 0,
    }
  })
  const steps = await readRows(contentDir, SUCCESSIONS, successionSchema)
  const successions = steps.map(({ predecessor, successor, kind, extent, date, legal_basis }, at) => {
    for (const [column, id] of [
      ['predecessor', predecessor],
      ['successor', successor],
    ] as const) {
      if (!ids.has(id)) throw mistake(SUCCESSIONS, at, column, `"${id}" không có trong ${UNITS}`)
    }
    return {
      predecessor_id: predecessor,
      successor_id: successor,
      kind,
      extent,
      date: orNull(date),
      legal_basis,
    }
  })
  return { units, successions }
}

/** Sorted by the name itself: `xã Mường La` stands beside `huyện Mường La`. */
function bareName(name: string): string {
  return name.replace(/^(?:tỉnh|thành phố|thị xã|huyện|thị trấn|phường|xã) /u, '')
}

async function readRows<T extends z.ZodObject>(
  contentDir: string,
  path: string,
  schema: T,
): Promise<z.infer<T>[]> {
  const rows = parse(await readFile(join(contentDir, path)), { columns: true, bom: true })
  return rows.map((row, at) => {
    const result = schema.safeParse(row)
    if (result.success) return result.data
    const issue = result.error.issues[0]
    throw mistake(path, at, String(issue?.path[0] ?? ''), issue?.message ?? '')
  })
}

/** Row 1 is the header. */
function mistake(path: string, at: number, column: string, cause: string): ContentError {
  return new ContentError(`${path}, dòng ${at + 2}, cột ${column}: ${cause}.`)
}
