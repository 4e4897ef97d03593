import { beforeAll, describe, expect, test } from 'vitest'
import { checkPackage } from '../../../src/domain/packages/check.ts'
import { publishPackage } from '../../../src/domain/releases/publish.ts'
import type { CheckResult } from '../../../src/domain/releases/rules.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { findingLines } from '../../fixtures/finding-lines.ts'
import { DISTRICTS, fundingYear, withTotal } from '../../fixtures/package-faults.ts'
import { makePackage, type Cells, type PackageContent } from '../../fixtures/packages.ts'

const BY = { channel: 'command', publishedBy: 'a@example.vn', staffId: null, confirmedBy: null } as const
const WAIVED = [{ type: 'sum-mismatch', reason: 'Nguồn ghi như vậy, đã hỏi lại sở.' }] as const

describeOnBothDatabases('sums with what is published', (open) => {
  let site: TestSite
  const check = (content: PackageContent): Promise<CheckResult> =>
    checkPackage(site.context, makePackage(content))
  const linesOf = async (content: PackageContent): Promise<string[]> => findingLines(await check(content))
  const publish = async (content: PackageContent): Promise<void> => {
    // Under another name, so that the packages that are checked lack nothing of their own.
    await publishPackage(site.context, await check({ name: 'nen', ...content }), BY, WAIVED)
  }

  describe('of units', () => {
    const row = { indicator: 'so-nha-duoc-ho-tro', period: '2019' }
    /** 120 in all; Vân Hồ, the last, has 10. */
    const year = withTotal(row, () => 10)
    const corrected = (unit: string, value: string): Cells<'results'> => ({
      ...{ ...row, unit, value, status: 'revised' },
      note: 'correction: đếm thiếu nhà xây xong',
    })

    beforeAll(async () => {
      site = await open()
      await publish({ results: year })
      await publish({ name: 'minh-hoa', sample: true, results: withTotal(row, () => 700) })
    })

    test('are wrong where a correction leaves the published total as it was', async () => {
      const result = await check({ name: 'sua', results: [corrected('huyen-van-ho', '25')] })
      expect(findingLines(result)).toEqual(['sum-mismatch results 2 value'])
      const message = result.findings[0]?.message ?? ''
      expect(message).toContain('12 đơn vị cấp dưới (11 số đã công bố: so-nha-duoc-ho-tro_')
      expect(message).toContain(
        'cộng lại là 135, số chung đã công bố (so-nha-duoc-ho-tro_son-la_2019) là 120',
      )
      expect(message).toContain('chênh 15')
    })

    test('are right where the total is corrected with its part, and wrong where only the total is', async () => {
      const total = corrected('son-la', '135')
      expect(await linesOf({ results: [corrected('huyen-van-ho', '25'), total] })).toEqual([])
      expect(await linesOf({ results: [total] })).toEqual(['sum-mismatch results 2 value'])
    })

    test('stand at the first row that takes part, whatever the order of the units', async () => {
      const rows = [corrected('huyen-van-ho', '25'), corrected(DISTRICTS[0], '26')]
      expect(await linesOf({ results: rows })).toEqual(['sum-mismatch results 2 value'])
      expect(await linesOf({ results: rows.toReversed() })).toEqual(['sum-mismatch results 2 value'])
    })

    test('leave out what is not of the same part of the whole, the same period, or as real', async () => {
      for (const cells of [{ breakdown: 'nu-lam-chu-ho' }, { period: '2018' }])
        expect(await linesOf({ results: [{ ...row, ...cells, unit: 'son-la', value: '5' }] })).toEqual([])
      expect(
        await linesOf({ name: 'thu', sample: true, results: [corrected('huyen-van-ho', '700')] }),
      ).toEqual(expect.not.arrayContaining([expect.stringContaining('sum-mismatch')]))
    })

    test('say nothing about a figure that a mistyped row may have been meant for', async () => {
      const total = corrected('son-la', '135')
      expect(await linesOf({ results: [{ ...corrected('huyen-van-hoo', '25') }, total] })).toEqual([
        'foreign-key results 2 unit',
      ])
    })

    test('are right within a tenth where a published number is not exact', async () => {
      const about = { ...row, period: '2018' }
      const results = withTotal(about, () => 10).map((cells, at) =>
        at === 3 ? { ...cells, qualifier: 'about' } : cells,
      )
      await publish({ name: 'khoang', results })
      const changed = (value: string) => ({ ...corrected('huyen-van-ho', value), period: '2018' })
      expect(await linesOf({ results: [changed('22')] })).toEqual([])
      expect(await linesOf({ results: [changed('23')] })).toEqual(['sum-mismatch results 2 value'])
    })

    test('only warn where the published parts are not all of them', async () => {
      const part = { ...row, period: '2017' }
      await publish({ name: 'thieu', results: [{ ...part, unit: 'son-la', value: '500' }] })
      const result = await check({ results: [{ ...part, unit: 'huyen-van-ho', value: '25' }] })
      expect(findingLines(result)).toEqual(['sum-mismatch? results 2 value'])
      expect(result.findings[0]?.message).toContain('chưa bằng số chung đã công bố')
    })

    test('that no row of the package takes part in are not its concern', async () => {
      const wrong = withTotal({ ...row, period: '2016' }, () => 10)
      await publish({ name: 'sai', results: [{ ...wrong[0], value: '999' }, ...wrong.slice(1)] })
      const elsewhere = { indicator: 'so-nha-xay-moi', period: '2016', unit: 'huyen-van-ho', value: '1' }
      expect(await linesOf({ results: [elsewhere, { ...row, unit: 'xa-van-ho', period: '2026' }] })).toEqual(
        expect.not.arrayContaining([expect.stringContaining('sum-mismatch')]),
      )
    })
  })

  describe('of funding', () => {
    const [total, ...rest] = fundingYear('2022')
    const projects = rest.filter(({ source }) => source === undefined)

    beforeAll(async () => {
      site = await open()
      await publish({ funding: total === undefined ? [] : [total] })
    })

    test('are wrong where the projects that come later exceed the published total', async () => {
      expect(await linesOf({ name: 'sau', funding: projects })).toEqual([])
      const more = projects.map((row) => ({ ...row, allocated: String(Number(row.allocated) + 1) }))
      const result = await check({ name: 'sau', funding: more })
      expect(findingLines(result)).toEqual(['sum-mismatch funding 2 allocated'])
      expect(result.findings[0]?.message).toContain(
        'số chung đã công bố (kinh-phi_ctmtqg-giam-ngheo-ben-vung-2021-2025_son-la_2022)',
      )
    })

    test('are wrong where a published line is left as it was', async () => {
      await publish({ name: 'sau', funding: projects })
      const line = { ...projects[2], allocated: '9000000000', status: 'revised', note: 'correction: nhầm' }
      expect(await linesOf({ funding: [line] })).toEqual(['sum-mismatch funding 2 allocated'])
    })
  })

  test('are looked at again where someone published since the check', async () => {
    site = await open()
    const row = { indicator: 'so-nha-duoc-ho-tro', period: '2019' }
    const [total, ...districts] = withTotal(row, () => 10)
    const [one, other] = await Promise.all([
      check({ name: 'chung', results: [{ ...total, value: '5' }] }),
      check({ name: 'huyen', results: districts }),
    ])
    await publishPackage(site.context, one, BY, [])
    await expect(publishPackage(site.context, other, BY, [])).rejects.toMatchObject({ code: 'conflict' })
    expect(await linesOf({ name: 'huyen', results: districts })).toEqual(['sum-mismatch results 2 value'])
  })
})
