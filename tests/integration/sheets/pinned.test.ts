import { expect, test } from 'vitest'
import { getUnitResults } from '../../../src/domain/results/service.ts'
import { getSheet } from '../../../src/domain/sheets/service.ts'
import { describeOnBothDatabases } from '../../fixtures/databases.ts'
import { publishRows } from '../../fixtures/figures.ts'

const asofOf = (address: string): string => new URL(address).searchParams.get('asof') ?? ''

describeOnBothDatabases('the address on a sheet', (open) => {
  test('goes on showing what was printed, whatever comes later, even on the day of print', async () => {
    const site = await open()
    const { today } = (await getSheet(site.context, 'son-la', 'vi')).profile
    expect(asofOf((await getSheet(site.context, 'son-la', 'vi')).address)).toBe(today)

    await publishRows(site, { results: [{ value: '17.83' }] })
    site.clock.advance({ days: 3 })
    const printed = await getSheet(site.context, 'son-la', 'vi')
    expect(asofOf(printed.address)).toBe(today)
    await publishRows(site, {
      results: [{ value: '18.00', status: 'revised', note: 'correction: nhập nhầm' }],
    })

    const later = await getSheet(site.context, 'son-la', 'vi')
    expect(asofOf(later.address)).toBe(later.profile.today)
    const valueOf = ({ entries }: typeof later.results) => entries[0]?.digest.newest.current.value
    expect(valueOf(later.results)).toBe('18.00')
    const { unit } = later.profile
    expect(valueOf(await getUnitResults(site.context, unit, asofOf(printed.address)))).toBe(
      valueOf(printed.results),
    )
    expect(valueOf(printed.results)).toBe('17.83')
  })
})
