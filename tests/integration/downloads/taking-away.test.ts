import type { APIContext } from 'astro'
import { parse } from 'csv-parse/sync'
import readExcelFile from 'read-excel-file/node'
import { beforeAll, expect, test } from 'vitest'
import { chartOfResult, pictureOf } from '../../../src/domain/charts/service.ts'
import { figureColumns } from '../../../src/domain/downloads/rules.ts'
import { MAX_ROWS, listForDownload, orderForDownload } from '../../../src/domain/downloads/service.ts'
import { listResults } from '../../../src/domain/figures/service.ts'
import { sendFigures, type Download } from '../../../src/http/download.ts'
import { chartWords } from '../../../src/i18n/charts.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { makeResult } from '../../fixtures/figure-values.ts'
import { PRESS, publishRows } from '../../fixtures/figures.ts'

const DOWNLOAD: Download = {
  title: 'Tỷ lệ hộ nghèo',
  name: 'ty-le-ho-ngheo',
  page: { path: '/ket-qua/ty-le-ho-ngheo/' },
}

describeOnBothDatabases('taking figures away', (open) => {
  let site: TestSite

  beforeAll(async () => {
    site = await open()
    await publishRows(site, {
      results: [
        { period: '2021', value: '21.60' },
        { value: '17.83', qualifier: 'more-than', note: '=HYPERLINK("http://x")' },
        { unit: 'huyen-van-ho', value: null, status: 'not-available', document: null },
      ],
      claims: [{ value: '18.10', document: PRESS, note: 'Số làm tròn.' }],
      funding: [{ allocated: 3_000_000_000, disbursed: 2_000_000_000 }],
    })
    await publishRows(site, { sample: true, results: [{ unit: 'huyen-van-ho', value: '30.00' }] })
    site.clock.advance({ days: 1 })
    await publishRows(site, {
      dataset: 'sua',
      results: [{ period: '2021', value: '21.66', status: 'revised', note: 'correction: nhập nhầm' }],
    })
  })

  const send = async (format: 'csv' | 'json' | 'xlsx', asof?: string, search = '', sample?: boolean) => {
    const figures = await listForDownload(site.context, 'result', { asof })
    const api = {
      locals: { context: site.context, lang: 'vi' },
      url: new URL(`http://localhost:4321/x${search}`),
    }
    const download = { ...DOWNLOAD, asof, sample }
    return sendFigures(api as unknown as APIContext, format, download, ['result'], figures)
  }
  const csv = async (asof?: string, sample?: boolean) =>
    parse(await (await send('csv', asof, '', sample)).text(), { columns: true }) as unknown as Record<
      string,
      string
    >[]

  test('CSV has a row for each real figure, in the order of places and time', async () => {
    const rows = await csv()
    expect(rows.map((row) => [row['unit'], row['period'], row['value'], row['sample']])).toEqual([
      ['son-la', '2021', '21.66', 'false'],
      ['son-la', '2022', '17.83', 'false'],
      ['huyen-van-ho', '2022', '', 'false'],
    ])
    expect(rows[0]).toMatchObject({ revision: '2', change: 'correction', change_reason: 'nhập nhầm' })
    expect(rows[1]).toMatchObject({
      qualifier: 'more-than',
      note: `'=HYPERLINK("http://x")`,
      other_values: '18,10\u00a0% (Báo Sơn La, 31/12/2022; Số làm tròn)',
    })
    expect(rows[2]).toMatchObject({ status: 'not-available', source_title: '' })
  })

  test('no file mixes real figures with samples, and what is left out is counted', async () => {
    const left = async (sample?: boolean) =>
      (await (await send('json', undefined, '', sample)).json()) as {
        samplesLeftOut: number
        items: { sample: boolean }[]
      }
    const samplesOf = (answer: { items: { sample: boolean }[] }) => answer.items.map(({ sample }) => sample)
    for (const sample of [undefined, false]) {
      expect(await left(sample)).toMatchObject({ samplesLeftOut: 1 })
      expect(samplesOf(await left(sample))).toEqual([false, false, false])
    }
    expect(await left(true)).toMatchObject({ samplesLeftOut: 0 })
    expect(samplesOf(await left(true))).toEqual([true])
    expect((await csv(undefined, true)).map(({ id }) => id)).toEqual([
      'minh-hoa_ty-le-ho-ngheo_huyen-van-ho_2022',
    ])
    const samples = await send('csv', undefined, '', true)
    expect(samples.headers.get('content-disposition')).toContain('minh-hoa_')
    const about = async (sample: boolean) =>
      JSON.stringify(
        (
          await readExcelFile(Buffer.from(await (await send('xlsx', undefined, '', sample)).arrayBuffer()))
        )[1],
      )
    expect(await about(false)).toContain('thêm minh-hoa=1')
    expect(await about(true)).toContain('Mọi dòng trong tệp là dữ liệu minh hoạ')
  })

  test('a citation in its column names revision, day, address and hash', async () => {
    const [row] = await csv()
    const { citation = '', hash = '', address = '' } = row ?? {}
    for (const part of ['21,66', 'bản 2', '03/03/2026', address, hash]) expect(citation).toContain(part)
    expect(address).toBe('http://localhost:4321/so-lieu/ty-le-ho-ngheo_son-la_2021/v2')
  })

  test('on an earlier day the file holds what stood then, and before anything was published no row', async () => {
    expect((await csv('2026-03-02'))[0]).toMatchObject({ value: '21.60', revision: '1' })
    expect(await csv('2026-03-01')).toEqual([])
    const empty = await (await send('csv', '2026-03-01')).text()
    expect(empty).toBe(`${figureColumns(['result']).join(',')}\r\n`)
  })

  test('JSON says what it is, under which licence, how to cite it and on which day', async () => {
    const answer = (await (await send('json', '2026-03-02')).json()) as {
      items: { valueText: string; sample: boolean; claims: { value: number }[] }[]
    }
    expect(answer).toMatchObject({
      title: 'Tỷ lệ hộ nghèo',
      address: 'http://localhost:4321/ket-qua/ty-le-ho-ngheo/?asof=2026-03-02',
      asof: '2026-03-02',
      licence: [{ name: 'CC-BY-4.0' }],
      citation: expect.stringContaining('02/03/2026'),
    })
    expect(answer.items.map(({ valueText }) => valueText)).toEqual(['21.60', '17.83', null])
    expect(answer.items[1]?.claims).toMatchObject([{ value: 18.1, source: { issuer: 'Báo Sơn La' } }])
  })

  test('XLSX holds the rows of the CSV, numbers as numbers, and says on a second sheet what it is', async () => {
    const bytes = Buffer.from(await (await send('xlsx')).arrayBuffer())
    const sheets = await readExcelFile(bytes)
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['Số liệu', 'Nguồn và trích dẫn'])
    const [head = [], ...rows] = sheets[0]?.data ?? []
    expect(head).toEqual(figureColumns(['result']))
    const numbers = ['revision', 'value']
    const printed = await csv()
    expect(rows).toHaveLength(printed.length)
    for (const [at, row] of rows.entries()) {
      for (const [column, name] of (head as string[]).entries()) {
        const cell = row[column] ?? ''
        const text = printed[at]?.[name] ?? ''
        if (numbers.includes(name) && text !== '') expect(cell).toBe(Number(text))
        else if (name === 'sample') expect(cell).toBe(text === 'true')
        // Text is text in a workbook: there is no need to break its beginning.
        else expect(String(cell)).toBe(name === 'note' ? text.replace(/^'/u, '') : text)
      }
    }
    const about = new Map((sheets[1]?.data ?? []).map(([label, text]) => [label, text]))
    expect(about.get('Trích dẫn')).toContain('http://localhost:4321/ket-qua/ty-le-ho-ngheo/?asof=2026-03-03')
    expect(about.get('Lưu ý')).toContain('minh hoạ')
    expect(about.get('Giấy phép')).toContain('creativecommons.org')
  })

  test('a file carries its name and day, a byte order mark only for Excel', async () => {
    const plain = await send('csv')
    expect(plain.headers.get('content-disposition')).toBe(
      'attachment; filename="ty-le-ho-ngheo_2026-03-03.csv"',
    )
    expect([...new Uint8Array(await plain.arrayBuffer()).slice(0, 2)]).toEqual([0x69, 0x64])
    const marked = await send('csv', undefined, '?bom=1')
    expect([...new Uint8Array(await marked.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  })

  test('a table that is too long is refused with a way out, not cut', async () => {
    const crowded = await open()
    const years = Array.from({ length: 100 }, (_, at) => String(1950 + at))
    const units = [...crowded.context.reference.units.keys()].slice(0, MAX_ROWS / years.length)
    await publishRows(crowded, {
      results: units.flatMap((unit) => years.map((period) => ({ unit, period, value: '1.00' }))),
    })
    expect(await listForDownload(crowded.context, 'result', {})).toHaveLength(MAX_ROWS)
    await publishRows(crowded, { dataset: 'them', results: [{ period: '2099-06' }] })
    await expect(listForDownload(crowded.context, 'result', {})).rejects.toMatchObject({
      code: 'invalid',
      fields: [{ pointer: '', code: 'too-many-rows' }],
    })
    expect(await listForDownload(crowded.context, 'result', { unit: 'son-la' })).not.toHaveLength(0)
  })

  test('a day that is none is refused', async () => {
    await expect(listForDownload(site.context, 'result', { asof: '2026-02-30' })).rejects.toMatchObject({
      code: 'invalid',
      fields: [{ pointer: '/asof' }],
    })
  })

  test('a site that is no demonstration hands out no sample', async () => {
    const context = { ...site.context, config: { ...site.context.config, demo: false } }
    const figures = await listForDownload(context, 'result', {})
    expect(figures.some(({ sample }) => sample)).toBe(false)
    expect(figures).toHaveLength(3)
  })

  test('the picture changes when a figure does, and is drawn once for many who ask', async () => {
    const indicator = site.context.reference.indicators.get('ty-le-ho-ngheo')
    if (indicator === undefined) throw new Error('no indicator')
    const draw = async (asof?: string) => {
      const figures = await listResults(site.context, { indicator: indicator.id, asof })
      const chart = chartOfResult(site.context, { indicator, figures, words: chartWords('vi') })
      if (chart === null) throw new Error('no chart')
      return pictureOf(site.context, chart)
    }
    const [now, again, earlier] = await Promise.all([draw(), draw(), draw('2026-03-02')])
    expect(again).toBe(now)
    expect(await draw()).toBe(now)
    expect(earlier.equals(now)).toBe(false)
  })

  test('places stand before parts of them, and nothing is lost', () => {
    const figures = [
      makeResult('1', { unit: 'xa-muong-leo', period: '2025' }),
      makeResult('2', { unit: 'huyen-van-ho', period: '2022' }),
      makeResult('3', { period: '2022' }),
      makeResult('4', { period: '2021' }),
      makeResult('5', { period: '2020', sample: true }),
    ]
    expect(orderForDownload(site.context, figures).map(({ current }) => current.value)).toEqual([
      '4',
      '3',
      '2',
      '1',
      '5',
    ])
  })
})
