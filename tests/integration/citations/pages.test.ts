import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  getEmbeddedFigure,
  getEmbeddedFunding,
  getEmbeddedResults,
  getFigurePage,
  getFrozenPage,
  getRecordedFigure,
} from '../../../src/domain/citations/service.ts'
import { getFigure } from '../../../src/domain/figures/service.ts'
import { citeFigure, citationText, type CitationSetting } from '../../../src/i18n/citations.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { makeDocument, publishRows } from '../../fixtures/figures.ts'

const RATE = 'ty-le-ho-ngheo_son-la_2022'
const HOUSES = 'de-an-nha-o-ho-ngheo-2021-2025'
const IN_USE = { v: null, asof: undefined }
const NOW = { asof: undefined, page: null }
const REAL = { asof: undefined, sample: false }

describeOnBothDatabases('what a journalist cites', (open) => {
  let site: TestSite
  let setting: CitationSetting

  beforeAll(async () => {
    site = await open()
    const { reference, site: office } = site.context
    setting = { reference, site: office.settings, origin: 'https://example.vn' }
    await publishRows(site, {
      results: [
        {},
        { unit: 'huyen-van-ho', value: '20.95' },
        { period: '2023', value: '14.17' },
        { period: '2025', value: '7.89', status: 'forecast' },
      ],
      funding: [{ programme: HOUSES, allocated: null, disbursed: 156_000_000_000, qualifier: 'more-than' }],
    })
    await publishRows(site, { sample: true, results: [{ unit: 'huyen-van-ho', value: '31.20' }] })
    site.clock.set('2026-03-05T01:00:00.000Z')
    await publishRows(site, {
      results: [{ value: '17.85', status: 'revised', note: 'correction: Nhập nhầm.' }],
    })
  })

  describe('the page of a figure', () => {
    test('shows the revision in use, or the one of a day, with all revisions', async () => {
      const now = await getFigurePage(site.context, RATE, NOW)
      expect(now).toMatchObject({ kind: 'shown', figure: { current: { value: '17.85', revision: 2 } } })
      if (now.kind === 'shown') {
        expect(now.shown.shown.map(({ current }) => current.revision)).toEqual([2, 1])
        expect(now.releaseTitles.get('thu-nghiem/2')).toBe('Gói thu-nghiem')
      }
      const then = await getFigurePage(site.context, RATE, { asof: '2026-03-04', page: null })
      expect(then).toMatchObject({ kind: 'shown', figure: { current: { value: '17.83', revision: 1 } } })
    })

    test('of a day before it was published says since when it is there', async () => {
      expect(await getFigurePage(site.context, RATE, { asof: '2026-03-01', page: null })).toMatchObject({
        kind: 'not-yet',
        figure: { current: { revision: 1, publishedAt: '2026-03-02T01:00:00.000Z' } },
      })
    })

    test.each([
      ['khong-co', NOW, 'not-found'],
      [RATE, { asof: undefined, page: '2' }, 'not-found'],
      [RATE, { asof: '2026-02-30', page: null }, 'invalid'],
    ])('%s %j is refused', async (id, query, code) => {
      await expect(getFigurePage(site.context, id, query)).rejects.toMatchObject({ code })
    })

    test('of a sample is not there in public', async () => {
      const sample = 'minh-hoa_ty-le-ho-ngheo_huyen-van-ho_2022'
      expect(await getFigurePage(site.context, sample, NOW)).toMatchObject({ kind: 'shown' })
      const context = { ...site.context, config: { ...site.context.config, demo: false } }
      await expect(getFigurePage(context, sample, NOW)).rejects.toMatchObject({ code: 'not-found' })
      await expect(getFrozenPage(context, sample, '1')).rejects.toMatchObject({ code: 'not-found' })
      await expect(getEmbeddedFigure(context, sample, IN_USE)).rejects.toMatchObject({ code: 'not-found' })
      const { figures } = await getEmbeddedResults(context, 'ty-le-ho-ngheo', {
        unit: 'huyen-van-ho',
        ...REAL,
      })
      expect(figures.map((figure) => figure.sample)).not.toContain(true)
    })
  })

  test('a frozen revision says the same after a correction', async () => {
    const { figure } = await getFrozenPage(site.context, RATE, '1')
    expect(figure.current).toMatchObject({ revision: 1, value: '17.83', status: 'final' })
    await expect(getFrozenPage(site.context, RATE, '3')).rejects.toMatchObject({ code: 'not-found' })
    await expect(getFrozenPage(site.context, RATE, '01')).rejects.toMatchObject({ code: 'not-found' })
  })

  test.each(['1', '2'])(
    'the hash of revision %s can be computed from its public record',
    async (revision) => {
      const { figure, record } = await getRecordedFigure(site.context, RATE, Number(revision))
      const hash = createHash('sha256').update(JSON.stringify(record)).digest('hex')
      expect(hash).toBe(figure.current.hash)
      expect(record).toContain(figure.current.previousHash)
    },
  )

  test('a citation names its revision, value, day and source, and keeps "more than"', async () => {
    const { figure } = await getFrozenPage(site.context, RATE, '1')
    const citation = citeFigure(figure, setting, 'vi')
    expect(citation).toMatchObject({
      title: 'Tỷ lệ hộ nghèo, tỉnh Sơn La, năm 2022',
      value: '17,83\u00a0%',
      day: '2026-03-02',
      url: `https://example.vn/so-lieu/${RATE}/v1`,
      hash: figure.current.hash,
    })
    expect(citationText(citation, 'vi')).toContain('Dẫn theo HĐND tỉnh Sơn La: Nghị quyết')
    const money = await getFrozenPage(site.context, `kinh-phi_${HOUSES}_son-la_2022`, '1')
    expect(citeFigure(money.figure, setting, 'vi').value).toBe(
      'kinh phí đã thực hiện hơn\u00a0156\u00a0tỷ đồng',
    )
    const forecast = await getFrozenPage(site.context, 'ty-le-ho-ngheo_son-la_2025', '1')
    expect(citeFigure(forecast.figure, setting, 'vi').value).toBe('7,89\u00a0% (dự kiến)')
    const sample = await getFrozenPage(site.context, 'minh-hoa_ty-le-ho-ngheo_huyen-van-ho_2022', '1')
    expect(citationText(citeFigure(sample.figure, setting, 'vi'), 'vi')).toContain(
      'không phải số liệu chính thức',
    )
  })

  test('a citation says where its source is known at second hand', async () => {
    const { figure } = await getFrozenPage(site.context, RATE, '1')
    const told = { ...figure, current: { ...figure.current, document: makeDocument({ secondary: true }) } }
    expect(citeFigure(told, setting, 'vi').remarks).toEqual([expect.stringContaining('nguồn thứ cấp')])
    expect(citeFigure(figure, setting, 'vi').remarks).not.toEqual([expect.stringContaining('nguồn thứ cấp')])
  })

  describe('a frame', () => {
    test('holds real figures, or samples where they are asked for, and never both', async () => {
      const asked = { unit: 'huyen-van-ho', asof: undefined }
      const samplesOf = async (sample: boolean): Promise<boolean[]> => {
        const { figures } = await getEmbeddedResults(site.context, 'ty-le-ho-ngheo', { ...asked, sample })
        return [...new Set(figures.map((figure) => figure.sample))]
      }
      expect(await samplesOf(false)).toEqual([false])
      expect(await samplesOf(true)).toEqual([true])
      expect(
        (await getEmbeddedFunding(site.context, HOUSES, '2022', { asof: undefined, sample: true })).figures,
      ).toEqual([])
      const context = { ...site.context, config: { ...site.context.config, demo: false } }
      await expect(
        getEmbeddedResults(context, 'ty-le-ho-ngheo', { ...asked, sample: true }),
      ).rejects.toMatchObject({ code: 'not-found' })
    })

    test('says when its figure was superseded', async () => {
      expect(await getEmbeddedFigure(site.context, RATE, { ...IN_USE, v: '1' })).toMatchObject({
        figure: { current: { value: '17.83' } },
        by: { current: { revision: 2 } },
        now: { current: { value: '17.85' } },
      })
      expect(await getEmbeddedFigure(site.context, RATE, { ...IN_USE, v: '2' })).toMatchObject({ by: null })
      expect(await getEmbeddedFigure(site.context, RATE, IN_USE)).toMatchObject({
        by: null,
        figure: { current: { revision: 2 } },
      })
      await expect(getEmbeddedFigure(site.context, RATE, { ...IN_USE, v: '9' })).rejects.toMatchObject({
        code: 'not-found',
      })
    })

    test('of a figure shows what stood on the day that is asked for', async () => {
      expect(await getEmbeddedFigure(site.context, RATE, { v: null, asof: '2026-03-04' })).toMatchObject({
        figure: { current: { revision: 1 } },
        by: { current: { revision: 2 } },
      })
      const then = await getFigure(site.context, RATE, '2026-03-04')
      expect(then.revisions.map(({ current }) => current.revision)).toEqual([1])
      const early = getEmbeddedFigure(site.context, RATE, { v: null, asof: '2020-01-01' })
      await expect(early).rejects.toMatchObject({ code: 'not-found' })
      const wrong = getEmbeddedFigure(site.context, RATE, { v: null, asof: 'zzz' })
      await expect(wrong).rejects.toMatchObject({ code: 'invalid' })
    })

    test('of a table counts what changed since its day', async () => {
      const asked = { unit: 'huyen-van-ho', asof: '2026-03-04', sample: false }
      const then = await getEmbeddedResults(site.context, 'ty-le-ho-ngheo', asked)
      expect(then).toMatchObject({ changed: 1, units: [{ id: 'son-la' }, { id: 'huyen-van-ho' }] })
      expect(then.figures.find(({ id }) => id === RATE)?.current.value).toBe('17.83')
      const sameDay = { ...asked, asof: '2026-03-05' }
      expect(await getEmbeddedResults(site.context, 'ty-le-ho-ngheo', sameDay)).toMatchObject({ changed: 1 })
      const now = await getEmbeddedResults(site.context, 'ty-le-ho-ngheo', { unit: null, ...REAL })
      expect(now.changed).toBe(0)
      expect(now.units.map(({ id }) => id)).toEqual(['son-la'])
      expect(await getEmbeddedFunding(site.context, HOUSES, '2022', REAL)).toMatchObject({
        period: '2022',
        figures: [{ current: { disbursed: 156_000_000_000 } }],
      })
    })

    test.each([
      ['khong-co', null],
      ['ty-le-ho-ngheo', 'khong-co'],
    ])('of %s in %s is not there', async (indicator, unit) => {
      const found = getEmbeddedResults(site.context, indicator, { unit, ...REAL })
      await expect(found).rejects.toMatchObject({ code: 'not-found' })
    })
  })

  test('a figure of many revisions is told page by page', async () => {
    const many = await open()
    const kept = { indicator: 'so-nha-duoc-ho-tro', status: 'revised' } as const
    await publishRows(many, { results: [{ ...kept, status: 'final', value: '0' }] })
    for (let at = 1; at < 60; at += 1) {
      many.clock.advance({ seconds: 1 })
      await publishRows(many, {
        results: [{ ...kept, value: String(at), note: `revision: Lần ${at}` }],
      })
    }
    const id = 'so-nha-duoc-ho-tro_son-la_2022'
    const first = await getFigurePage(many.context, id, NOW)
    const second = await getFigurePage(many.context, id, { asof: undefined, page: '2' })
    if (first.kind !== 'shown' || second.kind !== 'shown') throw new Error('not shown')
    expect(first.shown).toMatchObject({ page: 1, pages: 2 })
    const numbers = [...first.shown.shown, ...second.shown.shown].map(({ current }) => current.revision)
    expect(numbers).toEqual(Array.from({ length: 60 }, (_, at) => 60 - at))
  })
})
