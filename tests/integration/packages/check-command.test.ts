import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../../src/domain/packages/report.ts'
import { runAdmin, type Ended } from '../../fixtures/admin-command.ts'
import { makePackage, writePackage } from '../../fixtures/packages.ts'

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

  const run = (...args: string[]): Promise<Ended> =>
    runAdmin(['release', 'check', ...args], { DATABASE_URL: `file:${join(data, 'new', 'site.db')}` })

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
    expect(await run(sound, '--json').then(({ status: ok }) => ok)).toBe(0)
  })

  test('asks for one folder', async () => {
    for (const args of [[], [sound, faulty], [sound, '--x']]) {
      const { status, out } = await run(...args)
      expect([status, out], args.join(' ')).toEqual([2, ''])
    }
  })

  test('reports a folder that is not there, or is a file, as any other fault', async () => {
    for (const [dir, said] of [
      [join(data, 'nowhere'), 'Không có thư mục'],
      [join(data, 'nowhere', 'deeper'), 'Không có thư mục'],
      [join(sound, 'results.csv'), 'không phải thư mục'],
    ] as const) {
      const { status, out, err } = await run(dir, '--json')
      expect([status, err]).toEqual([1, ''])
      const report = JSON.parse(out) as Report
      expect(report).toMatchObject({ valid: false, stats: { tasks: 1, errors: 1, warnings: 0 } })
      expect(report.tasks[0]?.errors).toMatchObject([{ type: 'source-error', severity: 'error' }])
      expect(report.tasks[0]?.errors[0]?.message).toContain(said)
    }
    const { status, out } = await run(join(data, 'nowhere'))
    expect([status, out.trimEnd().split('\n').at(-1)]).toEqual([
      1,
      'Gói chưa công bố được: 1 lỗi, 0 cảnh báo trong 0 dòng số liệu.',
    ])
    expect(out).toContain('Không có thư mục')
  })
})
