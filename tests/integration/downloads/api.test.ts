import { parse } from 'csv-parse/sync'
import { beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { answerFigures } from '../../../src/http/api/figure-list.ts'
import { figures, figuresQuery, funding, fundingQuery } from '../../../src/http/api/figure-schemas.ts'
import { readListQuery, readReferenceQuery } from '../../../src/http/api/list-query.ts'
import { referenceQuery } from '../../../src/http/api/reference-schemas.ts'
import { listReleases } from '../../../src/domain/releases/service.ts'
import { vietnamDay } from '../../../src/domain/periods/rules.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { publishRows } from '../../fixtures/figures.ts'

describeOnBothDatabases('the API of figures', (open) => {
  let site: TestSite

  beforeAll(async () => {
    site = await open()
    await publishRows(site, {
      results: [
        ...['2020', '2021', '2022', '2023'].map((period) => ({ period })),
        { period: '2021/2025', value: '20.00' },
        { unit: 'huyen-van-ho', value: '25.20' },
      ],
      claims: [{ value: '18.10' }],
      funding: [
        { allocated: 3_000_000_000, disbursed: 2_000_000_000 },
        { source: 'ngan-sach-trung-uong', allocated: 1_000_000_000, disbursed: null },
      ],
    })
    await publishRows(site, { sample: true, results: [{ unit: 'huyen-mai-son', value: '10.00' }] })
    site.clock.advance({ days: 1 })
    await publishRows(site, {
      dataset: 'sua',
      results: [{ value: '17.84', status: 'revised', note: 'correction: nhập nhầm\nTính cả hộ mới tách.' }],
    })
  })

  const ask = async (search: string, headers: Record<string, string> = {}) => {
    const url = new URL(`http://localhost:4321/api/v1/figures${search}`)
    const query = readListQuery(url, figuresQuery)
    return answerFigures(site.context, 'result', { url, headers: new Headers(headers) }, query)
  }
  const list = async (search: string): Promise<z.infer<typeof figures>> =>
    figures.parse(await (await ask(search)).json())

  test('the note stands without the reason of a change, which has a field of its own', async () => {
    const { items } = await list('?unit=son-la&period=2022')
    expect(items).toMatchObject([
      { valueText: '17.84', note: 'Tính cả hộ mới tách.', changeReason: 'nhập nhầm' },
    ])
  })

  test('a period is found by whatever spelling it is asked for', async () => {
    const ids = async (period: string) =>
      (await list(`?unit=son-la&period=${period}`)).items.map(({ id }) => id)
    expect(await ids('2022-01/2022-12')).toEqual(await ids('2022'))
    expect(await ids('2021-Q1/2025-12-31')).toEqual(await ids('2021/2025'))
    expect(await ids('2021/2025')).toHaveLength(1)
    expect(await ids('không phải kỳ')).toEqual([])
  })

  test('any calendar day is answered, one before everything with an empty list', async () => {
    for (const day of ['1900-01-01', '1800-01-01', '0001-01-01'])
      expect((await list(`?asof=${day}`)).items).toEqual([])
    expect((await list('?asof=9999-12-31')).items).toEqual((await list('')).items)
    for (const day of ['2026-02-30', '1900', 'mai'])
      await expect(list(`?asof=${day}`)).rejects.toMatchObject({
        code: 'invalid',
        fields: [{ pointer: '/asof', code: 'date' }],
      })
  })

  test('releases are those of the day, and reference tables refuse only what is no day', async () => {
    const datasets = async (asof?: string) =>
      (await listReleases(site.context, { asof })).map(({ dataset }) => dataset)
    const [newest, ...before] = await datasets()
    const dayBefore = vietnamDay(new Date(site.clock.now().getTime() - 24 * 3_600_000))
    expect(newest).toBe('sua')
    expect(await datasets(dayBefore)).toEqual(before)
    expect(await datasets('1900-01-01')).toEqual([])
    await expect(datasets('2026-02-30')).rejects.toMatchObject({ code: 'invalid' })
    const ask = (day: string) =>
      readReferenceQuery(new URL(`http://localhost:4321/api/v1/units?asof=${day}`), referenceQuery)
    expect(ask('1900-01-01')).toMatchObject({ asof: '1900-01-01' })
    expect(() => ask('hom-qua')).toThrow(expect.objectContaining({ code: 'invalid' }) as Error)
  })

  test('every figure is on exactly one page, however long the pages are', async () => {
    const whole = (await list('')).items.map(({ id }) => id)
    expect(whole).toHaveLength(7)
    expect([...whole].sort()).toEqual(whole)
    for (const limit of [1, 2, 3, 7, 1000]) {
      const seen: string[] = []
      let next: string | null = ''
      while (next !== null) {
        const page: z.infer<typeof figures> = await list(`?limit=${limit}&after=${next}`)
        expect(page.items.length).toBeLessThanOrEqual(limit)
        seen.push(...page.items.map(({ id }) => id))
        next = page.next
      }
      expect(seen).toEqual(whole)
    }
  })

  test.each([
    ['?indicator=ty-le-ho-ngheo&unit=huyen-van-ho', ['ty-le-ho-ngheo_huyen-van-ho_2022']],
    ['?period=2021%2F2025', ['ty-le-ho-ngheo_son-la_2021-den-2025']],
    ['?sample=true', ['minh-hoa_ty-le-ho-ngheo_huyen-mai-son_2022']],
    ['?period=2020&unit=&indicator=&asof=&after=', ['ty-le-ho-ngheo_son-la_2020']],
    ['?indicator=khong-co', []],
    ['?unit=khong-co', []],
    ['?period=1999', []],
    ['?asof=2026-03-01', []],
  ])('%s gives %j', async (search, ids) => {
    expect((await list(search)).items.map(({ id }) => id)).toEqual(ids)
  })

  test('an item carries value, source, other values and its place in the chain', async () => {
    const [item] = (await list('?unit=son-la&period=2022')).items
    expect(item).toMatchObject({
      id: 'ty-le-ho-ngheo_son-la_2022',
      revision: 2,
      value: 17.84,
      valueText: '17.84',
      measure: '%',
      status: 'revised',
      change: 'correction',
      changeReason: 'nhập nhầm',
      source: {
        title: 'Nghị quyết về kết quả giảm nghèo năm 2022',
        number: '12/NQ-HĐND',
        confidence: 'primary',
      },
      claims: [],
      sample: false,
      release: { dataset: 'sua', version: 1 },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/u),
      address: 'http://localhost:4321/so-lieu/ty-le-ho-ngheo_son-la_2022/v2',
    })
  })

  test('on the day before a correction the earlier revision stands, with what was said of it then', async () => {
    const [item] = (await list('?unit=son-la&period=2022&asof=2026-03-02')).items
    expect(item).toMatchObject({
      revision: 1,
      value: 17.83,
      claims: [{ value: 18.1, valueText: '18.10', source: { issuer: 'Báo Sơn La' } }],
    })
  })

  test.each([
    ['?asof=2026-02-30', '/asof'],
    ['?asof=hom-nay', '/asof'],
    ['?limit=0', '/limit'],
    ['?limit=1001', '/limit'],
    ['?after=zzz', '/after'],
    ['?format=xml', '/format'],
    ['?sample=co', '/sample'],
  ])('%s is refused at %s', async (search, pointer) => {
    await expect(ask(search)).rejects.toMatchObject({ code: 'invalid', fields: [{ pointer }] })
  })

  test('CSV holds the same, by its query or by what the client accepts, and the header names the next page', async () => {
    const response = await ask('?limit=2', { accept: 'text/csv' })
    expect(response.headers.get('content-type')).toContain('text/csv')
    expect(response.headers.get('vary')).toBe('accept')
    const text = await response.text()
    const rows = parse(text, { columns: true }) as unknown as Record<string, string>[]
    const { items, next } = await list('?limit=2')
    expect(rows.map((row) => [row['id'], row['value'], row['hash']])).toEqual(
      items.map(({ id, valueText, hash }) => [id, valueText, hash]),
    )
    expect(response.headers.get('link')).toBe(`</api/v1/figures?limit=2&after=${next ?? ''}>; rel="next"`)
    expect(await (await ask('?limit=2&format=csv')).text()).toBe(text)
    const last = await ask('?limit=1000', { accept: 'text/csv' })
    expect(last.headers.has('link')).toBe(false)
  })

  test('what accepts JSON gets JSON', async () => {
    for (const accept of ['*/*', 'application/json', 'text/csv, application/json']) {
      expect((await ask('', { accept })).headers.get('content-type'), accept).toBe('application/json')
    }
    expect((await ask('?format=json', { accept: 'text/csv' })).headers.get('content-type')).toBe(
      'application/json',
    )
  })

  test('money carries its rate, computed, and its source beside the source of money', async () => {
    const url = new URL('http://localhost:4321/api/v1/funding?source=')
    const query = readListQuery(url, fundingQuery)
    const answer = await answerFigures(site.context, 'funding', { url, headers: new Headers() }, query)
    const { items } = funding.parse(await answer.json())
    expect(items).toMatchObject([
      { source: 'ngan-sach-trung-uong', allocated: 1_000_000_000, disbursed: null, rate: null },
      { source: '', allocated: 3_000_000_000, disbursed: 2_000_000_000, rate: 66.67 },
    ])
    expect(items[0]?.source_document).toMatchObject({ number: '12/NQ-HĐND' })
  })

  test('a site that is no demonstration has no samples, whoever asks', async () => {
    const context = { ...site.context, config: { ...site.context.config, demo: false } }
    const of = async (search: string) => {
      const url = new URL(`http://localhost:4321/api/v1/figures${search}`)
      const query = readListQuery(url, figuresQuery)
      const answer = await answerFigures(context, 'result', { url, headers: new Headers() }, query)
      return figures.parse(await answer.json()).items
    }
    expect((await of('')).some(({ sample }) => sample)).toBe(false)
    expect(await of('?sample=true')).toEqual([])
  })
})
