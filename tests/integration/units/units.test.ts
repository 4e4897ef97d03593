import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getOverview, getUnit, syncUnits } from '../../../src/domain/units/service.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'

describeOnBothDatabases('units', (open) => {
  let site: TestSite
  let content: string

  beforeAll(async () => {
    site = await open()
    content = mkdtempSync(join(tmpdir(), 'site-units-'))
    cpSync('content/data', join(content, 'data'), { recursive: true })
    await syncUnits(site.context, content)
  })
  afterAll(() => {
    rmSync(content, { recursive: true })
  })

  test('are the province, its former districts and the 75 communes and wards of today', async () => {
    const { province, districts, communes } = await getOverview(site.context)
    expect(province.name).toBe('tỉnh Sơn La')
    expect(districts).toHaveLength(13)
    expect(new Set(districts.map(({ tile }) => `${tile?.row ?? 0} ${tile?.column ?? 0}`)).size).toBe(12)
    expect(communes.filter(({ name }) => name.startsWith('xã '))).toHaveLength(67)
    expect(communes.filter(({ name }) => name.startsWith('phường '))).toHaveLength(8)
  })

  test('stand in Vietnamese order of their names, whatever their kind', async () => {
    const { communes } = await getOverview(site.context)
    const names = communes.map(({ name }) => name.replace(/^(?:xã|phường) /u, ''))
    expect(names).toEqual([...names].sort(new Intl.Collator('vi').compare))
  })

  test('of before 1 July 2025 were there until the day before', async () => {
    site.clock.set('2025-06-30T16:59:00.000Z')
    const before = await getOverview(site.context)
    site.clock.set('2025-06-30T17:00:00.000Z')
    const after = await getOverview(site.context)
    expect([before.communes.length, after.communes.length]).toEqual([200, 75])
  })

  test('lead to what came after, many to many', async () => {
    const district = await getUnit(site.context, 'huyen-van-ho')
    expect(district.unit.validTo).toBe('2025-06-30')
    expect(district.successors.map(({ unit }) => unit.id)).toContain('xa-chieng-son')
    const straddling = await getUnit(site.context, 'xa-chieng-son')
    const districts = straddling.predecessors
      .filter(({ unit }) => unit.level === 'district')
      .map(({ unit }) => unit.id)
    expect(districts.sort()).toEqual(['huyen-van-ho', 'thi-xa-moc-chau'])
    for (const { legalBasis } of straddling.predecessors) expect(legalBasis).toContain('1681/NQ-UBTVQH15')
    const town = await getUnit(site.context, 'huyen-moc-chau')
    expect(town.successors).toMatchObject([{ unit: { id: 'thi-xa-moc-chau' }, kind: 'renamed', date: null }])
  })

  test('with the same official code at different times stay apart', async () => {
    const codes = await site.db.read
      .selectFrom('unit')
      .select(['id', 'official_code'])
      .where('official_code', '=', '03721')
      .execute()
    expect(codes.map(({ id }) => id).sort()).toEqual(['thi-tran-thuan-chau-thuan-chau', 'xa-thuan-chau'])
  })

  test('that were there on 30 June 2025 all lead to a commune of today', async () => {
    const gone = await site.db.read
      .selectFrom('unit')
      .select('id')
      .where('valid_to', '=', '2025-06-30')
      .execute()
    for (const { id } of gone) {
      const { successors } = await getUnit(site.context, id)
      expect(
        successors.some(({ unit }) => unit.validTo === null && unit.goneBy === null),
        id,
      ).toBe(true)
    }
  })

  test('with a mistake in a file change nothing, and the mistake is named', async () => {
    const file = join(content, 'data/reference/units.csv')
    const good = readFileSync(file, 'utf8')
    writeFileSync(file, good.replace('2025-06-30', '30/06/2025'))
    await expect(syncUnits(site.context, content)).rejects.toThrow(
      /units\.csv, dòng 3, cột valid_to: không phải ngày/u,
    )
    writeFileSync(file, good.replace('huyen-quynh-nhai', 'thanh-pho-son-la'))
    await expect(syncUnits(site.context, content)).rejects.toThrow(
      /dòng 4, cột id: "thanh-pho-son-la" đã có/u,
    )
    writeFileSync(file, good)
    expect((await getOverview(site.context)).districts).toHaveLength(13)
  })

  test('that do not exist are not found', async () => {
    await expect(getUnit(site.context, 'huyen-khong-co')).rejects.toMatchObject({ code: 'not-found' })
  })
})
