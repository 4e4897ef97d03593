import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readReference } from '../../../src/domain/reference/files.ts'
import { readUnitFiles } from '../../../src/domain/units/files.ts'
import { getOverview, getUnit, listUnits } from '../../../src/domain/units/service.ts'
import type { Context } from '../../../src/domain/context.ts'

const reference = readReference('content')
const at = (moment: string): Context => ({ reference, now: () => new Date(moment) }) as Context
const today = at('2026-03-02T01:00:00.000Z')

describe('units', () => {
  const content = mkdtempSync(join(tmpdir(), 'site-units-'))
  cpSync('content/data', join(content, 'data'), { recursive: true })
  afterAll(() => {
    rmSync(content, { recursive: true })
  })

  test('are the province, its former districts and the 75 communes and wards of today', () => {
    const { province, districts, communes } = getOverview(today)
    expect(province.name).toBe('tỉnh Sơn La')
    expect(districts).toHaveLength(13)
    expect(new Set(districts.map(({ tile }) => `${tile?.row ?? 0} ${tile?.column ?? 0}`)).size).toBe(12)
    expect(communes.filter(({ name }) => name.startsWith('xã '))).toHaveLength(67)
    expect(communes.filter(({ name }) => name.startsWith('phường '))).toHaveLength(8)
  })

  test('stand in Vietnamese order of their names, whatever their kind', () => {
    const { communes } = getOverview(today)
    const names = communes.map(({ name }) => name.replace(/^(?:xã|phường) /u, ''))
    expect(names).toEqual([...names].sort(new Intl.Collator('vi').compare))
  })

  test('of before 1 July 2025 were there until the day before', () => {
    const before = getOverview(at('2025-06-30T16:59:00.000Z'))
    const after = getOverview(at('2025-06-30T17:00:00.000Z'))
    expect([before.communes.length, after.communes.length]).toEqual([200, 75])
  })

  test('lead to what came after, many to many', () => {
    const district = getUnit(today, 'huyen-van-ho')
    expect(district.unit.validTo).toBe('2025-06-30')
    expect(district.successors.map(({ unit }) => unit.id)).toContain('xa-chieng-son')
    const straddling = getUnit(today, 'xa-chieng-son')
    const districts = straddling.predecessors
      .filter(({ unit }) => unit.level === 'district')
      .map(({ unit }) => unit.id)
    expect(districts.sort()).toEqual(['huyen-van-ho', 'thi-xa-moc-chau'])
    for (const { legalBasis } of straddling.predecessors) expect(legalBasis).toContain('1681/NQ-UBTVQH15')
    const town = getUnit(today, 'huyen-moc-chau')
    expect(town.successors).toMatchObject([{ unit: { id: 'thi-xa-moc-chau' }, kind: 'renamed', date: null }])
  })

  test('with the same official code at different times stay apart', () => {
    const codes = listUnits(today).filter(({ officialCode }) => officialCode === '03721')
    expect(codes.map(({ id }) => id).sort()).toEqual(['thi-tran-thuan-chau-thuan-chau', 'xa-thuan-chau'])
  })

  test('that were there on 30 June 2025 all lead to a commune of today', () => {
    const gone = listUnits(today).filter(({ validTo }) => validTo === '2025-06-30')
    expect(gone.length).toBeGreaterThan(200)
    for (const { id } of gone) {
      const { successors } = getUnit(today, id)
      expect(
        successors.some(({ unit }) => unit.validTo === null && unit.goneBy === null),
        id,
      ).toBe(true)
    }
  })

  test('with a mistake in a file are refused, and the mistake is named', () => {
    const file = join(content, 'data/reference/units.csv')
    const good = readFileSync(file, 'utf8')
    writeFileSync(file, good.replace('2025-06-30', '30/06/2025'))
    expect(() => readUnitFiles(content)).toThrow(/units\.csv, dòng 3, cột valid_to: không phải ngày/u)
    writeFileSync(file, good.replace('huyen-quynh-nhai', 'thanh-pho-son-la'))
    expect(() => readUnitFiles(content)).toThrow(/dòng 4, cột id: "thanh-pho-son-la" đã có/u)
  })

  test('that do not exist are not found', () => {
    expect(() => getUnit(today, 'huyen-khong-co')).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})
