import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Tables } from '../../../db/schema/tables.ts'
import { listFunding, listResults } from '../../../src/domain/figures/service.ts'
import { differenceOf } from '../../../src/domain/releases/difference.ts'
import { publishPackage, type Publication, type Publisher } from '../../../src/domain/releases/publish.ts'
import type { CheckResult, FindingType, Waiver } from '../../../src/domain/releases/rules.ts'
import { getRelease } from '../../../src/domain/releases/service.ts'
import { verifyFigures } from '../../../src/domain/releases/verify.ts'
import { createContext } from '../../../src/server/context.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { makePackage, passed, publishRows, type Rows } from '../../fixtures/figures.ts'

const COMMAND: Publisher = {
  channel: 'command',
  publishedBy: 'an@sonla.gov.vn',
  staffId: null,
  confirmedBy: null,
}
const TABLES = [
  'release',
  'source_document',
  'figure',
  'figure_revision',
  'figure_claim',
  'release_row',
] as const
const CORRECTED = { value: '17.84', status: 'revised', note: 'correction: nhập nhầm một chữ số' } as const

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

  test('keeps whole amounts beyond what 32 bits hold', async () => {
    await publishRows(site, { funding: [{ allocated: 75_000_000_000_000, disbursed: null }] })
    const [line] = await listFunding(site.context, {})
    expect(line?.current).toMatchObject({ allocated: 75_000_000_000_000, disbursed: null, value: null })
  })

  test('leaves figures that the next package does not have as they are', async () => {
    await publishRows(site, { results: [{}, { period: '2021' }] })
    await publishRows(site, { results: [{ period: '2023' }, { period: '2021' }] })
    const figures = await listResults(site.context, {})
    expect(figures.map(({ period, current }) => [period, current.release.version])).toEqual([
      ['2021', 1],
      ['2022', 1],
      ['2023', 2],
    ])
  })

  test('writes nothing where nothing changed', async () => {
    await publishRows(site, { results: [{}] })
    const before = await everything(site)
    site.clock.advance({ days: 1 })
    expect(await publishRows(site, { results: [{}] })).toEqual({ kind: 'unchanged' })
    expect(await everything(site)).toEqual(before)
  })

  test('makes a new version of a package that has fewer rows, and no revision', async () => {
    await publishRows(site, { results: [{}, { period: '2021' }] })
    const published = await publishRows(site, { results: [{}] })
    expect(published).toMatchObject({ version: 2, difference: { counts: { unchanged: 1, revision: 0 } } })
    expect(await site.db.read.selectFrom('figure_revision').select('seq').execute()).toHaveLength(2)
  })

  test('marks as changed what shows a changed figure, and nothing else', async () => {
    await publishRows(site, { results: [{}, { unit: 'huyen-muong-la' }] })
    const before = await tags(site)
    await publishRows(site, { results: [CORRECTED, { unit: 'huyen-muong-la' }], funding: [{}] })
    const after = await tags(site)
    const bumped = [...after.keys()].filter((tag) => after.get(tag) !== before.get(tag))
    expect(bumped.sort()).toEqual([
      'figures',
      'indicator:ty-le-ho-ngheo',
      'programme:ctmtqg-giam-ngheo-ben-vung-2021-2025',
      'releases',
      'unit:son-la',
    ])
  })

  describe('changes nothing', () => {
    const refuse = async (work: () => Promise<Publication>, expected: object) => {
      const before = await everything(site)
      await expect(work()).rejects.toMatchObject(expected)
      expect(await everything(site)).toEqual(before)
      expect(await verifyFigures(site.context)).toMatchObject({ ok: true })
    }
    const fault = (code: string) => ({ code: 'invalid', fields: [{ code }] })
    const publish = (rows: Rows, waivers: Waiver[] = [], counts: CheckResult['counts'] = new Map()) =>
      publishPackage(site.context, { ...passed(makePackage(rows)), counts }, COMMAND, waivers)
    const found = (type: FindingType) => new Map([[type, { errors: 2, warnings: 0 }]])

    test('where a finding blocks', async () => {
      await refuse(() => publish({ results: [{}] }, [], found('sum-mismatch')), fault('sum-mismatch'))
    })

    test.each(['', '  ngắn   ', 'chín chữ.'])('where a waiver explains nothing: %j', async (reason) => {
      const work = () => publish({ results: [{}] }, [{ type: 'jump', reason }], found('jump'))
      await refuse(work, fault('too-short'))
    })

    test('where a waiver is about what cannot be waived', async () => {
      const waiver = { type: 'type-error', reason: 'vì chúng tôi muốn thế' } as unknown as Waiver
      await refuse(() => publish({ results: [{}] }, [waiver], found('type-error')), fault('not-waivable'))
    })

    test('where a published figure changes without a reason', async () => {
      await publishRows(site, { results: [{}] })
      await refuse(() => publishRows(site, { results: [{ value: '17.84' }] }), fault('revision-reason'))
    })

    test('where the reason is the one of an earlier change', async () => {
      await publishRows(site, { results: [{}] })
      await publishRows(site, { results: [CORRECTED] })
      const again = () => publishRows(site, { results: [{ ...CORRECTED, value: '17.85' }] })
      await refuse(again, fault('revision-reason'))
    })

    test('where two figures would have one id', async () => {
      const twins = { funding: [{ source: 'tin-dung' }, { capital: 'tin-dung' }] }
      await refuse(() => publishRows(site, twins), fault('figure-id-taken'))
      await publishRows(site, { funding: [{ source: 'tin-dung' }] })
      await refuse(() => publishRows(site, { funding: [{ capital: 'tin-dung' }] }), fault('figure-id-taken'))
    })

    test('where a claim is on a figure that the package does not have', async () => {
      await refuse(
        () => publishRows(site, { results: [{}], claims: [{ period: '2020' }] }),
        fault('foreign-key'),
      )
    })

    test('where samples would follow real figures under one name', async () => {
      await publishRows(site, { results: [{}] })
      const samples = () => publishRows(site, { results: [{}], sample: true, dataset: 'thu-nghiem' })
      await refuse(samples, fault('dataset-kind'))
    })

    test('where something fails half way', async () => {
      const check = passed(makePackage({ results: [{}] }))
      const failing = () =>
        publishPackage(site.context, check, COMMAND, [], {
          also: () => Promise.reject(new Error('no more room')),
        })
      await refuse(failing, { message: 'no more room' })
    })
  })

  test('takes no samples where the site is public', async () => {
    const open_ = await open({ demo: false })
    const samples = publishRows(open_, { results: [{}], sample: true })
    await expect(samples).rejects.toMatchObject({ fields: [{ code: 'sample-in-public' }] })
  })

  test('publishes what a waiver let through, and why', async () => {
    const counts = new Map([['jump', { errors: 3, warnings: 0 }]] as const)
    const check = { ...passed(makePackage({ results: [{}] })), counts }
    await publishPackage(site.context, check, COMMAND, [
      { type: 'jump', reason: '  Chuẩn nghèo thay đổi từ năm 2021.  ' },
      { type: 'sum-mismatch', reason: 'Không có gì để bỏ qua ở đây.' },
    ])
    expect((await getRelease(site.context, 'thu-nghiem', 1)).waivers).toEqual([
      { type: 'jump', reason: 'Chuẩn nghèo thay đổi từ năm 2021.', findings: 3 },
    ])
  })

  describe('by two at once', () => {
    let second: TestSite['context']
    beforeEach(() => {
      second = { ...createContext({ ...site.context.config }), now: site.context.now }
      return () => second.db.close()
    })

    test('of the same package publishes it once', async () => {
      const both = await Promise.all([
        publishRows(site, { results: [{}] }),
        publishRows({ context: second }, { results: [{}] }),
      ])
      expect(both.map(({ kind }) => kind).sort()).toEqual(['published', 'unchanged'])
      expect(await verifyFigures(site.context)).toMatchObject({ ok: true, releases: 1, revisions: 1 })
    })

    test('of different packages keeps one line', async () => {
      const packages = Array.from({ length: 8 }, (_, at) => ({
        dataset: `goi-${at}`,
        results: [{ period: String(2010 + at) }],
      }))
      await Promise.all(
        packages.map((rows, at) => publishRows(at % 2 === 0 ? site : { context: second }, rows)),
      )
      expect(await verifyFigures(site.context)).toMatchObject({ ok: true, releases: 8, revisions: 8 })
    })

    test('who correct the same figure lets one of them look again', async () => {
      await publishRows(site, { results: [{}] })
      const packages = ['17.84', '17.85'].map((value) =>
        makePackage({ results: [{ ...CORRECTED, value, note: `correction: đúng là ${value}` }] }),
      )
      const seen = await Promise.all(packages.map((pkg) => differenceOf(site.db.read, pkg)))
      const outcomes = await Promise.allSettled(
        packages.map((pkg, at) =>
          publishPackage(at === 0 ? site.context : second, passed(pkg), COMMAND, [], {
            seen: seen[at]?.fingerprint ?? '',
          }),
        ),
      )
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      const refused = outcomes.find(({ status }) => status === 'rejected')
      expect(refused).toMatchObject({ reason: { code: 'conflict' } })
    })
  })

  test('refuses a difference that is no longer the one that was seen', async () => {
    await publishRows(site, { results: [{ status: 'provisional' }] })
    const pkg = makePackage({ results: [CORRECTED] })
    const { fingerprint } = await differenceOf(site.db.read, pkg)
    await publishRows(site, { results: [{ value: '17.80', status: 'final' }] })
    const publish = publishPackage(site.context, passed(pkg), COMMAND, [], { seen: fingerprint })
    await expect(publish).rejects.toMatchObject({ code: 'conflict' })
  })

  test('refuses a correction at the desk that nobody confirmed', async () => {
    await publishRows(site, { results: [{}] })
    const check = passed(makePackage({ results: [CORRECTED] }))
    const publish = publishPackage(site.context, check, { ...COMMAND, channel: 'desk' }, [])
    await expect(publish).rejects.toMatchObject({ code: 'forbidden' })
  })
})

async function everything(site: TestSite): Promise<object> {
  const rows = await Promise.all(
    [...TABLES, 'ledger_head' as const, 'cache_revision' as const].map((table: keyof Tables) =>
      site.db.write
        .selectFrom(table)
        .selectAll()
        .orderBy(sql`1`)
        .orderBy(sql`2`)
        .execute(),
    ),
  )
  return rows
}

async function tags(site: TestSite): Promise<Map<string, number>> {
  const rows = await site.db.write.selectFrom('cache_revision').selectAll().execute()
  return new Map(rows.map(({ tag, revision }) => [tag, revision]))
}
