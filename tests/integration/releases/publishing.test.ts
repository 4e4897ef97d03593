import { beforeEach, expect, test } from 'vitest'
import { listResults } from '../../../src/domain/figures/service.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { publishRows } from '../../fixtures/figures.ts'

describeOnBothDatabases('publishing a package', (open) => {
  let site: TestSite
  beforeEach(async () => {
    site = await open()
  })

  test('makes its figures readable, with source and release', async () => {
    const published = await publishRows(site, { results: [{ value: '17.83' }], claims: [{ value: '18.10' }] })
    expect(published).toMatchObject({ kind: 'published', dataset: 'thu-nghiem', version: 1 })
    const [figure] = await listResults(site.context, { indicator: 'ty-le-ho-ngheo' })
    expect(figure).toMatchObject({
      id: 'ty-le-ho-ngheo_son-la_2022',
      current: {
        value: '17.83',
        change: 'first',
        changeReason: null,
        document: { number: '12/NQ-HĐND' },
        claims: [{ value: '18.10', document: { issuer: 'Báo Sơn La' } }],
        release: { dataset: 'thu-nghiem', version: 1 },
        publishedAt: site.clock.now().toISOString(),
      },
    })
  })
})
