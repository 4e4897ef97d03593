import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../../src/domain/packages/report.ts'
import { makeTemplate } from '../../../src/domain/packages/template.ts'
import { SHEETS, DATA_SHEETS } from '../../../src/domain/packages/workbook-layout.ts'
import { readReference } from '../../../src/domain/reference/files.ts'
import { MAX_UPLOAD_BYTES } from '../../../src/domain/releases/desk-rules.ts'
import { callAdmin, runAdmin, type Ended } from '../../fixtures/admin-command.ts'
import { makePackage, writePackage } from '../../fixtures/packages.ts'
import { fillWorkbook } from '../../fixtures/workbooks.ts'

describe('release check', () => {
  let data: string
  let sound: string
  let faulty: string
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'site-check-'))
    sound = await writePackage(makePackage({ results: [{ value: '2213' }] }))
    faulty = await writePackage(
      makePackage({
        results: [
          { value: '2213' },
          { value: '17,83', period: '2021', note: 'x' },
          { value: '9000', period: '2023', unit: 'son-la' },
        ],
        funding: [{ allocated: '5' }],
        descriptor: { title: undefined },
      }),
    )
  })
  afterAll(() => Promise.all([data, sound, faulty].map((dir) => rm(dir, { recursive: true }))))

  const env = () => ({ DATABASE_URL: `file:${join(data, 'new', 'site.db')}` })
  const run = (...args: string[]): Promise<Ended> => runAdmin(['release', 'check', ...args], env())
  const call = (...args: string[]): Promise<Ended> => callAdmin(['release', 'check', ...args], env())

  test('makes the database that it needs, and passes a package without a mistake', async () => {
    const ended = await run(sound)
    expect(ended).toEqual({
      status: 0,
      out: 'Gói công bố được: 0 lỗi, 0 cảnh báo trong 1 dòng số liệu.\n',
      err: '',
    })
    expect(existsSync(join(data, 'new', 'site.db'))).toBe(true)
  })

  test('prints what it found by file, and how it stands in the last line', async () => {
    const { status, out, err } = await run(faulty)
    expect([status, err]).toEqual([1, ''])
    expect(out).toContain('results.csv\n  Lỗi: Sai kiểu giá trị (dòng 3, cột value, ô "17,83")\n')
    expect(out).toContain('Hãy viết 17.83.')
    expect(out).toContain('  Lỗi: Thay đổi lớn bất thường (dòng 4, cột value, ô "9000")\n')
    expect(out).toContain('--waive jump="…"')
    expect(out).toContain('datapackage.json\n  Lỗi: Lỗi chung của gói (cột title)')
    expect(out.trimEnd().split('\n').at(-1)).toBe(
      'Gói chưa công bố được: 3 lỗi, 0 cảnh báo trong 4 dòng số liệu.',
    )
  })

  test('prints JSON in the shape of Frictionless alone', async () => {
    const { status, out, err } = await run(faulty, '--json')
    expect([status, err]).toEqual([1, ''])
    const report = JSON.parse(out) as unknown
    expect(report).toMatchObject({
      valid: false,
      stats: { tasks: 3, errors: 3, warnings: 0 },
      warnings: [],
      errors: [],
      tasks: [
        {
          ...{ name: 'results', type: 'table', valid: false, place: 'results.csv', warnings: [] },
          stats: { rows: 3, errors: 2, warnings: 0 },
          errors: [
            {
              ...{ type: 'type-error', severity: 'error', rowNumber: 3, fieldName: 'value' },
              ...{ fieldNumber: 5, cell: '17,83' },
            },
            { type: 'jump', rowNumber: 4, fieldName: 'value', cell: '9000' },
          ],
        },
        { name: 'funding', valid: true, place: 'funding.csv', errors: [] },
        {
          ...{ name: 'datapackage.json', valid: false },
          errors: [{ type: 'package-error', rowNumber: null, fieldName: 'title' }],
        },
      ],
    })
    expect(await call(sound, '--json').then(({ status: ok }) => ok)).toBe(0)
  })

  test('asks for one folder', async () => {
    for (const args of [[], [sound, faulty], [sound, '--x']]) {
      const { status, out } = await call(...args)
      expect([status, out], args.join(' ')).toEqual([2, ''])
    }
  })

  test('reports a folder that is not there, or is a file, as any other fault', async () => {
    for (const [dir, said] of [
      [join(data, 'nowhere'), 'Không có thư mục'],
      [join(data, 'nowhere', 'deeper'), 'Không có thư mục'],
      [join(sound, 'results.csv'), 'không phải thư mục, bảng tính .xlsx hay tệp nén .zip'],
    ] as const) {
      const { status, out, err } = await call(dir, '--json')
      expect([status, err]).toEqual([1, ''])
      const report = JSON.parse(out) as Report
      expect(report).toMatchObject({ valid: false, stats: { tasks: 1, errors: 1, warnings: 0 } })
      expect(report.tasks[0]?.errors).toMatchObject([{ type: 'source-error', severity: 'error' }])
      expect(report.tasks[0]?.errors[0]?.message).toContain(said)
    }
    const { status, out } = await call(join(data, 'nowhere'))
    expect([status, out.trimEnd().split('\n').at(-1)]).toEqual([
      1,
      'Gói chưa công bố được: 1 lỗi, 0 cảnh báo trong 0 dòng số liệu.',
    ])
    expect(out).toContain('Không có thư mục')
  })

  const put = async (name: string, bytes: Uint8Array): Promise<string> => {
    await writeFile(join(data, name), bytes)
    return join(data, name)
  }
  const filled = async (value: string | number): Promise<Uint8Array> =>
    fillWorkbook(await makeTemplate({ reference: readReference('content') }, 'results'), {
      [SHEETS.properties]: [
        ['name', 'ket-qua-2022'],
        ['title', 'Kết quả năm 2022'],
        ['sample', 'no'],
        ['license', 'CC-BY-4.0'],
      ],
      [SHEETS.sources]: [['bao-cao', 'Báo cáo', 'Sở', '12/BC', '2022-13']],
      [DATA_SHEETS.results]: [['son-la', 'so-nha-duoc-ho-tro', '2022', '', value, 'final', '', 'bao-cao']],
    })

  test('takes a workbook, and speaks of its sheets as the desk does', async () => {
    const { status, out, err } = await call(await put('goi.xlsx', await filled('17,83 %')))
    expect([status, err]).toEqual([1, ''])
    expect(out).toContain('Kết quả\n  Lỗi: Sai kiểu giá trị (dòng 2, cột value, ô "17,83 %")\n')
    expect(out).toContain('Nguồn\n  Lỗi: Lỗi chung của gói (dòng 2, cột date, ô "2022-13")\n')
    expect(out).not.toMatch(/\.csv|\.json/u)
    expect(out.trimEnd().split('\n').at(-1)).toBe(
      'Gói chưa công bố được: 2 lỗi, 0 cảnh báo trong 1 dòng số liệu.',
    )
  })

  test('takes an archive', async () => {
    const pack = (cells: object): Uint8Array =>
      zipSync(
        Object.fromEntries(
          makePackage({ results: [cells] }).map(({ path, bytes }) => [`goi/${path}`, bytes]),
        ),
      )
    expect(await call(await put('goi.zip', pack({ value: '5' })))).toMatchObject({ status: 0, err: '' })
    const broken = await call(await put('hong.zip', pack({ value: '5x' })))
    expect(broken.status).toBe(1)
    expect(broken.out).toContain('results.csv\n  Lỗi: Sai kiểu giá trị (dòng 2, cột value, ô "5x")\n')
  })

  test('reports any other file, and one that is larger than the desk takes', async () => {
    for (const [file, said] of [
      [await put('hong.xlsx', Buffer.from('PK\u0003\u0004x')), 'bị hỏng'],
      [await put('lon.zip', Buffer.alloc(MAX_UPLOAD_BYTES + 1, 'PK')), 'lớn hơn 8 MB'],
    ] as const) {
      const { status, out } = await call(file)
      expect([status, out.includes(said)], `${said}: ${out}`).toEqual([1, true])
    }
  })
})
