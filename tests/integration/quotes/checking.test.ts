import { beforeAll, describe, expect, test } from 'vitest'
import type { Figure } from '../../../src/domain/figures/rules.ts'
import { MAX_QUOTE, type Finding } from '../../../src/domain/quotes/rules.ts'
import type { AddressNote } from '../../../src/domain/quotes/note-rules.ts'
import { checkQuote } from '../../../src/domain/quotes/service.ts'
import type { Reference } from '../../../src/domain/reference/rules.ts'
import { projectKey } from '../../../src/domain/reference/rules.ts'
import { publishNewPackages } from '../../../src/server/releases.ts'
import { formatMoney, formatPeriod, formatValue } from '../../../src/i18n/figures.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { PRESS, publishRows } from '../../fixtures/figures.ts'

const RATE = 'ty-le-ho-ngheo_son-la_2022'
const HOUSES = 'de-an-nha-o-ho-ngheo-2021-2025'

describeOnBothDatabases('checking a quote', (open) => {
  let site: TestSite

  beforeAll(async () => {
    site = await open()
    await publishRows(site, {
      results: [
        { period: '2021', value: '21.66' },
        { period: '2022', value: '17.93' },
        { period: '2024', value: '11.11' },
        { indicator: 'so-nha-duoc-ho-tro', value: '2213' },
        { indicator: 'so-nha-duoc-ho-tro', period: '2026', value: '1514', status: 'target' },
        { unit: 'huyen-van-ho', value: '20.95' },
        { unit: 'huyen-muong-la', value: '23.10' },
        { unit: 'huyen-bac-yen', indicator: 'hoan-thanh-ho-tro-nha-o', value: '1' },
        { unit: 'huyen-sop-cop', value: null, status: 'not-available', document: null },
      ],
      funding: [
        { programme: HOUSES, allocated: null, disbursed: 156_000_000_000, qualifier: 'more-than' },
        { project: '5', allocated: 20_000_000_000, disbursed: 12_860_000_000 },
        {
          source: 'ngan-sach-trung-uong',
          capital: 'su-nghiep',
          allocated: 1_236_691_000_000,
          disbursed: null,
        },
      ],
      claims: [{ period: '2024', value: '10.89', qualifier: 'about', document: PRESS }],
    })
    await publishRows(site, { sample: true, results: [{ unit: 'huyen-van-ho', value: '31.20' }] })
    site.clock.advance({ days: 1 })
    await publishRows(site, {
      results: [{ value: '17.83', status: 'revised', note: 'correction: Nhập nhầm một chữ số.' }],
    })
  })

  async function check(text: string): Promise<{
    findings: Finding[]
    notes: AddressNote[]
    unknown: string[]
  }> {
    const answer = await checkQuote(site.context, text)
    if (answer.kind !== 'checked') throw new Error(answer.kind)
    return answer
  }
  const verdicts = async (text: string): Promise<string[]> =>
    (await check(text)).findings.map(({ verdict, figure }) => `${verdict} ${figure.id}`)

  describe('a sentence', () => {
    test.each([
      'Năm 2022 tỷ lệ hộ nghèo Sơn La là 17,83%',
      'nam 2022, ti le ho ngheo cua tinh Son La: 17.83 %',
    ])('%s is right', async (text) => {
      const { findings } = await check(text)
      expect(findings).toMatchObject([
        { verdict: 'current', figure: { id: RATE }, unnamed: [], unsure: false, qualifierDiffers: false },
      ])
    })

    test('with a number that was corrected names the day, the number since and the reason', async () => {
      const { findings } = await check('Năm 2022 tỷ lệ hộ nghèo Sơn La là 17,93%')
      expect(findings).toMatchObject([
        {
          verdict: 'superseded',
          figure: { id: RATE },
          superseded: {
            was: { current: { revision: 1, value: '17.93' } },
            by: {
              current: {
                revision: 2,
                value: '17.83',
                publishedAt: '2026-03-03T01:00:00.000Z',
                changeReason: 'Nhập nhầm một chữ số.',
              },
            },
          },
        },
      ])
    })

    test('with a number of another source is known as that', async () => {
      const { findings } = await check('Cuối năm 2024 tỷ lệ hộ nghèo Sơn La còn khoảng 10,89%')
      expect(findings).toMatchObject([
        {
          verdict: 'claim',
          claims: [{ value: '10.89', document: { name: PRESS } }],
          qualifierDiffers: false,
        },
      ])
    })

    test('with another number for what it names gets the published one', async () => {
      expect(await verdicts('Năm 2022 tỷ lệ hộ nghèo Sơn La là 15,2%')).toEqual([`different ${RATE}`])
      expect(await verdicts('Dự án 5 năm 2022 của chương trình giảm nghèo bền vững: 30 tỷ đồng')).toEqual([
        expect.stringMatching(/^different kinh-phi_.*_du-an-5_/u),
      ])
    })

    test('with the number of another year or unit gets both', async () => {
      expect(await verdicts('Năm 2021 tỷ lệ hộ nghèo Sơn La là 17,83%')).toEqual([
        'different ty-le-ho-ngheo_son-la_2021',
        `elsewhere ${RATE}`,
      ])
      expect(await verdicts('Năm 2022 tỷ lệ hộ nghèo huyện Mường La là 20,95%')).toEqual([
        'different ty-le-ho-ngheo_huyen-muong-la_2022',
        'elsewhere ty-le-ho-ngheo_huyen-van-ho_2022',
      ])
    })

    test('that names little is told what it leaves open', async () => {
      expect((await check('hơn 156 tỷ đồng')).findings).toMatchObject([
        { verdict: 'current', field: 'disbursed', unnamed: ['programme', 'unit', 'period', 'amount'] },
      ])
      expect((await check('2.213 căn nhà')).findings).toMatchObject([
        { verdict: 'current', unnamed: ['indicator', 'unit', 'period'] },
      ])
    })

    test('that drops "more than" is told', async () => {
      expect((await check('156 tỷ đồng')).findings).toMatchObject([
        { verdict: 'current', qualifierDiffers: true },
      ])
    })

    test('may round, but only where it names the figure', async () => {
      expect((await check('Khoảng 17,8% hộ nghèo năm 2022')).findings).toMatchObject([
        { verdict: 'current', figure: { id: RATE }, rounded: true, qualifierDiffers: false },
      ])
      expect(await check('Khoảng 17,8%')).toMatchObject({ findings: [], unknown: ['Khoảng 17,8%'] })
      expect(
        (await check('Hơn 1.236 tỷ đồng vốn sự nghiệp cho chương trình giảm nghèo bền vững năm 2022'))
          .findings,
      ).toMatchObject([{ verdict: 'current', field: 'allocated', rounded: true }])
    })

    test('with a rate of disbursement is compared with the computed one', async () => {
      expect(
        (await check('Dự án 5 chương trình giảm nghèo bền vững năm 2022 giải ngân 64,3%')).findings,
      ).toMatchObject([{ verdict: 'current', field: 'rate' }])
    })

    test('of whose number nothing is known gets what is published on the matter', async () => {
      const answer = await check('tỷ lệ hộ nghèo Sơn La là 3,3%')
      expect(answer.unknown).toEqual(['3,3%'])
      expect(answer.findings.map(({ verdict, figure }) => [verdict, figure.period])).toEqual([
        ['published', '2024'],
        ['published', '2022'],
        ['published', '2021'],
      ])
      expect(await check('có 987.654 con trâu')).toMatchObject({ findings: [], unknown: ['987.654'] })
    })

    test('without a number gets what is published', async () => {
      expect(await verdicts('Bắc Yên hoàn thành hỗ trợ nhà ở năm 2022')).toEqual([
        'published hoan-thanh-ho-tro-nha-o_huyen-bac-yen_2022',
      ])
      expect(await verdicts('Tỷ lệ hộ nghèo Sốp Cộp năm 2022')).toEqual([
        'published ty-le-ho-ngheo_huyen-sop-cop_2022',
      ])
      expect(await check('xin chào')).toEqual({ kind: 'checked', findings: [], notes: [], unknown: [] })
    })
  })

  describe('a sample', () => {
    const TEXT = 'Năm 2022 tỷ lệ hộ nghèo huyện Vân Hồ là 31,2%'

    test('never confirms anything', async () => {
      expect(await verdicts(TEXT)).toEqual([
        'different ty-le-ho-ngheo_huyen-van-ho_2022',
        'sample minh-hoa_ty-le-ho-ngheo_huyen-van-ho_2022',
      ])
      expect(await verdicts('minh-hoa_ty-le-ho-ngheo_huyen-van-ho_2022 31,20')).toEqual([
        'sample minh-hoa_ty-le-ho-ngheo_huyen-van-ho_2022',
      ])
    })

    test('does not exist in public', async () => {
      const context = { ...site.context, config: { ...site.context.config, demo: false } }
      const answer = await checkQuote(context, `${TEXT}; 31,2%`)
      expect(answer).toMatchObject({ findings: [{ verdict: 'different', figure: { sample: false } }] })
      expect(await checkQuote(context, '/so-lieu/minh-hoa_ty-le-ho-ngheo_huyen-van-ho_2022')).toMatchObject({
        findings: [],
        notes: [{ kind: 'unknown-figure' }],
      })
    })
  })

  describe('an address', () => {
    test('of a figure is right, and of a revision until another takes its place', async () => {
      expect(await verdicts(`http://localhost:4321/so-lieu/${RATE}`)).toEqual([`current ${RATE}`])
      expect(await verdicts(`/so-lieu/${RATE}/v2`)).toEqual([`current ${RATE}`])
      expect((await check(`/so-lieu/${RATE}/v1`)).findings).toMatchObject([
        { verdict: 'superseded', superseded: { by: { current: { revision: 2 } } } },
      ])
      expect(await verdicts(`/so-lieu/${RATE}?asof=2026-03-02`)).toEqual([`superseded ${RATE}`])
      expect(await verdicts(`/so-lieu/${RATE}?asof=2026-03-03`)).toEqual([`current ${RATE}`])
    })

    test('with a number beside it is compared with that', async () => {
      expect(await verdicts(`${RATE} 17,83`)).toEqual([`current ${RATE}`])
      expect(await verdicts(`17.93 ${RATE}`)).toEqual([`superseded ${RATE}`])
      expect(await verdicts(`${RATE} 18`)).toEqual([`current ${RATE}`])
      expect(await verdicts(`${RATE} 19`)).toEqual([`different ${RATE}`])
      expect(await verdicts(`${RATE} 17,93 ty-le-ho-ngheo_son-la_2021 21,66`)).toEqual([
        `superseded ${RATE}`,
        'current ty-le-ho-ngheo_son-la_2021',
      ])
    })

    test('of a table on a day tells what changed since', async () => {
      const { findings, notes } = await check('/ket-qua/ty-le-ho-ngheo/?asof=2026-03-02')
      expect(notes).toMatchObject([{ kind: 'dated-table', figures: 7, changed: 1 }])
      expect(findings).toMatchObject([{ verdict: 'superseded', figure: { id: RATE } }])
      expect((await check('/ket-qua/ty-le-ho-ngheo/')).notes).toEqual([
        { kind: 'current-table', path: '/ket-qua/ty-le-ho-ngheo/' },
      ])
    })

    test.each([
      ['/so-lieu/khong-co', { kind: 'unknown-figure', id: 'khong-co' }],
      [`/so-lieu/${RATE}/v3`, { kind: 'unknown-revision', id: RATE, revision: 3 }],
      [`/so-lieu/${RATE}?asof=2026-03-01`, { kind: 'not-yet', id: RATE, asof: '2026-03-01' }],
      [`/so-lieu/${RATE}?asof=2026-02-30`, { kind: 'no-day', asof: '2026-02-30' }],
      ['https://evil.example/so-lieu/x', { kind: 'foreign', host: 'evil.example' }],
      ['/gioi-thieu/', { kind: 'page', path: '/gioi-thieu/' }],
    ])('%s', async (text, note) => {
      expect(await check(text)).toMatchObject({ findings: [], notes: [note] })
    })
  })

  test('nothing and too much are no quotes', async () => {
    expect(await checkQuote(site.context, ' \n\u200b ')).toMatchObject({ kind: 'checked', findings: [] })
    expect(await checkQuote(site.context, '  \n ')).toEqual({ kind: 'empty' })
    expect(await checkQuote(site.context, '5'.repeat(MAX_QUOTE))).toMatchObject({ kind: 'checked' })
    expect(await checkQuote(site.context, '😀'.repeat(MAX_QUOTE + 1))).toEqual({
      kind: 'too-long',
      length: MAX_QUOTE + 1,
    })
  })

  test('hostile text is answered in time', async () => {
    const texts = ['\ufdfa', '1,', '111 ', '2022-', 'a_b ', 'Mộc Châu, ', 'http://a/ ', 'a.'].map((part) =>
      part.repeat(MAX_QUOTE).slice(0, MAX_QUOTE),
    )
    const began = performance.now()
    for (const text of texts) await checkQuote(site.context, text)
    expect(performance.now() - began).toBeLessThan(texts.length * 500)
  })

  test('every published figure, told with its names as the site prints them, is found as current', async () => {
    const ids = await site.db.read.selectFrom('figure').select('id').where('sample', '=', 0).execute()
    expect(ids.length).toBeGreaterThan(10)
    for (const { id } of ids) {
      const [finding] = (await check(id)).findings
      if (finding === undefined) throw new Error(id)
      for (const sentence of sentences(finding.figure, site.context.reference)) {
        expect(await verdicts(sentence), sentence).toContain(`current ${id}`)
      }
    }
  })
})

describeOnBothDatabases("the office's own figures", (open) => {
  test('are found as current by what their pages say', async () => {
    const site = await open()
    await publishNewPackages(site.context, { print: () => undefined })
    const ids = await site.db.read.selectFrom('figure').select('id').where('sample', '=', 0).execute()
    expect(ids.length).toBeGreaterThan(80)
    for (const { id } of ids) {
      const address = await checkQuote(site.context, id)
      const figure = address.kind === 'checked' ? address.findings[0]?.figure : undefined
      if (figure === undefined) throw new Error(id)
      for (const sentence of sentences(figure, site.context.reference)) {
        const answer = await checkQuote(site.context, sentence)
        expect(answer, sentence).toMatchObject({ findings: [{ verdict: 'current', figure: { id } }] })
      }
    }
  })
})

/** What someone who reads the figure's page would write of it. */
function sentences(figure: Figure, reference: Reference): string[] {
  const { current } = figure
  const where = `${reference.units.get(figure.unit)?.name ?? ''}, ${formatPeriod(figure.period, 'vi')}`
  if (figure.kind === 'result') {
    const indicator = reference.indicators.get(figure.indicator)
    if (indicator?.kind !== 'number' || current.value === null) return []
    return [`${indicator.name}, ${where}: ${formatValue(current, indicator, 'vi')}`]
  }
  const names = [
    reference.programmes.get(figure.programme)?.name,
    reference.projects.get(projectKey(figure.programme, figure.project))?.name,
    reference.sources.get(figure.source)?.name,
    reference.capitals.get(figure.capital)?.name,
  ].filter((name) => name !== undefined)
  return [current.allocated, current.disbursed]
    .filter((amount) => amount !== null)
    .map((amount) => `${names.join(', ')}, ${where}: ${formatMoney(amount, 'vi', current.qualifier)}`)
}
