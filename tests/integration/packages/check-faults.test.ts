import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkPackage } from '../../../src/domain/packages/check.ts'
import type { CheckResult, Finding } from '../../../src/domain/releases/rules.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { FAULTS, soundTables, tablesToPackage } from '../../fixtures/package-faults.ts'

const say = ({
  type,
  file,
  rowNumber,
  fieldName,
}: Pick<Finding, 'type' | 'file' | 'rowNumber' | 'fieldName'>): string =>
  [type, file, rowNumber, fieldName ?? '-'].join(' ')

const found = ({ findings }: CheckResult): string[] => findings.map(say).sort()

describeOnBothDatabases('a package with planted faults', (open) => {
  let site: TestSite
  beforeAll(async () => {
    site = await open()
  })

  test('has no finding while there is no fault', async () => {
    const result = await checkPackage(site.context, tablesToPackage(soundTables()))
    expect(result.findings).toEqual([])
    expect(result.package?.rows).toHaveLength(52 + 39 + 3 + 72)
  })

  test('has exactly one finding a fault, at its place', async () => {
    const sound = soundTables()
    const rows = (['results', 'funding'] as const).flatMap((table) =>
      sound[table].slice(1).map((_, at) => ({ table, at: at + 1 })),
    )
    const planted = fc.record({
      row: fc.nat(rows.length - 1),
      fault: fc.constantFrom(...FAULTS),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(planted, { selector: ({ row }) => row, minLength: 1, maxLength: 40 }),
        async (plan) => {
          const tables = structuredClone(sound)
          const expected = plan.flatMap(({ row, fault }) => {
            const { table, at } = rows[row] ?? { table: 'results', at: 1 }
            const record = tables[table][at] ?? []
            const wanted = fault.plant(table, record)
            return wanted === null ? [] : [say({ ...wanted, file: `${table}.csv`, rowNumber: at + 1 })]
          })
          const result = await checkPackage(site.context, tablesToPackage(tables))
          expect(found(result)).toEqual(expected.sort())
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('faults', () => {
  test('of each kind can be planted', () => {
    const { results, funding } = soundTables()
    for (const fault of FAULTS) {
      const planted = [
        ...results.slice(1).map((record) => fault.plant('results', [...record])),
        ...funding.slice(1).map((record) => fault.plant('funding', [...record])),
      ].filter((one) => one !== null)
      expect(planted.length, fault.name).toBeGreaterThan(0)
    }
  })
})
