import { describe, expect, test } from 'vitest'
import { isInside, readDescriptor, resourcePaths } from '../../../src/domain/packages/descriptor.ts'
import { findingLine } from '../../fixtures/finding-lines.ts'

const sound = {
  name: 'ket-qua-2022',
  title: 'Kết quả năm 2022',
  licenses: [{ name: 'CC-BY-4.0' }],
  sources: [{ name: 'bao-cao', title: 'Báo cáo năm 2022' }],
  resources: [{ name: 'results', path: 'results.csv' }],
}

const read = (descriptor: unknown) => readDescriptor(Buffer.from(JSON.stringify(descriptor)))
const linesOf = (changes: object): string[] =>
  read({ ...sound, ...changes }).findings.map((finding) =>
    findingLine(finding).replace(' datapackage.json -', ''),
  )

describe('datapackage.json', () => {
  test('is kept whole, and so may be neither large nor deep', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])
    expect(linesOf({ keywords: ['x'.repeat(1_000_000)], deep: nested(31) })).toEqual([])
    expect(linesOf({ keywords: ['x'.repeat(1024 * 1024)] })).toEqual(['too-large -'])
    expect(linesOf({ deep: nested(32) })).toEqual(['package-error -'])
    const hostile = `{"deep": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    expect(readDescriptor(Buffer.from(hostile)).findings).toMatchObject([{ type: 'package-error' }])
  })

  test('says on one line what is cited, and may describe itself on several', () => {
    for (const field of ['name', 'title', 'issuer', 'number'])
      for (const blank of ['\n', '\r\n', '\t', '\u0085', '\u2028', '\u0000']) {
        const sources = [{ ...sound.sources[0], [field]: `Báo cáo${blank}năm 2022` }]
        expect(linesOf({ sources }), JSON.stringify({ [field]: blank })).toEqual([
          `package-error sources[0].${field}`,
        ])
      }
    expect(linesOf({ title: 'Kết quả\nnăm 2022' })).toEqual(['package-error title'])
    expect(linesOf({ licenses: [{ name: 'CC-BY\n4.0' }] })).toEqual(['package-error licenses[0].name'])
    expect(linesOf({ description: 'Dòng một.\nDòng hai.\r\nDòng ba.' })).toEqual([])
    const { findings } = read({ ...sound, sources: [{ name: 'a', title: 'Hai\ndòng' }] })
    expect(findings[0]?.message).toContain('có dấu xuống dòng. Hãy viết trên một dòng')
  })

  test('needs little, and may say more than the site uses', () => {
    const { read: package_, findings } = read({ ...sound, keywords: ['nghèo'], homepage: 'x', version: 3 })
    expect(findings).toEqual([])
    expect(package_?.head).toEqual({
      ...{ name: 'ket-qua-2022', title: 'Kết quả năm 2022', description: '', sample: false },
      licenses: [{ name: 'CC-BY-4.0', title: null, path: null }],
      sources: [
        {
          ...{ name: 'bao-cao', title: 'Báo cáo năm 2022', titleDerived: false, issuer: null, number: null },
          ...{ date: null, url: null, kind: 'press', secondary: false },
        },
      ],
    })
    expect(package_?.resources).toEqual([{ name: 'results', path: 'results.csv' }])
  })

  test('names each field that is missing or wrong, once', () => {
    expect(linesOf({ name: undefined, title: ' ', licenses: [] })).toEqual([
      'package-error name',
      'package-error title',
      'package-error licenses',
    ])
    expect(linesOf({ name: 'Kết quả' })).toEqual(['package-error name'])
    expect(linesOf({ sample: 'true' })).toEqual(['package-error sample'])
    expect(linesOf({ licenses: [{ title: 'x' }] })).toEqual(['package-error licenses[0]'])
    expect(linesOf({ licenses: undefined, sources: undefined })).toEqual([
      'package-error licenses',
      'package-error sources',
    ])
    const other = { ...sound.resources[0], dialect: { delimiter: ';' } }
    expect(linesOf({ resources: [other] })).toEqual(['resource-error resources[0].dialect'])
    expect(linesOf({ resources: [] })).toEqual(['resource-error resources'])
    expect(linesOf({ resources: [{ path: 'a.csv' }, { name: 'b' }] })).toEqual([
      'resource-error resources[0].name',
      'resource-error resources[1].path',
    ])
  })

  test('checks what it says of a source', () => {
    const source = (changes: object) => linesOf({ sources: [{ ...sound.sources[0], ...changes }] })
    expect(source({ title: '' })).toEqual(['package-error sources[0].title'])
    expect(source({ kind: 'blog' })).toEqual(['package-error sources[0].kind'])
    for (const date of ['2022', '2022-12', '2022-12-31', '']) expect(source({ date })).toEqual([])
    for (const date of ['2022-02-30', '31/12/2022', '2021/2022', '2022-Q1']) {
      expect(source({ date }), date).toEqual(['package-error sources[0].date'])
    }
    expect(source({ path: 'https://example.vn/a b' })).toEqual([])
    for (const path of ['javascript:alert(1)', 'results.pdf', '//example.vn', 'data:text/html,x']) {
      expect(source({ path }), path).toEqual(['package-error sources[0].path'])
    }
    expect(source({ issuer: 'a\u0000b' })).toEqual(['package-error sources[0].issuer'])
    expect(linesOf({ sources: [sound.sources[0], sound.sources[0]] })).toEqual([
      'package-error sources[1].name',
    ])
  })

  test('keeps samples apart from real figures', () => {
    const sample = [{ ...sound.sources[0], kind: 'sample' }]
    const real = [{ ...sound.sources[0], kind: 'official' }]
    expect(linesOf({ sample: true, sources: sample })).toEqual([])
    expect(linesOf({ sample: true })).toEqual([])
    expect(linesOf({ sample: true, sources: real })).toEqual(['constraint-error sources[0].kind'])
    expect(linesOf({ sources: sample })).toEqual(['constraint-error sources[0].kind'])
  })

  test('marks what is known at second hand', () => {
    const secondary = (changes: object) =>
      read({ ...sound, sources: [{ ...sound.sources[0], ...changes }] }).read?.head.sources[0]?.secondary
    expect(secondary({ confidence: 'secondary' })).toBe(true)
    expect(secondary({ confidence: 'verified-text' })).toBe(false)
  })

  test('lets rows call a source by its name, its number or its title', () => {
    const sources = [
      { name: 'bao-cao', number: '12/BC', title: 'Báo cáo' },
      { number: '13/BC', title: 'Báo cáo khác' },
      { title: 'Không số' },
      { name: '12/BC', title: 'Tên trùng số', kind: 'blog' },
    ]
    const { documents } = read({ ...sound, sources }).read ?? {}
    expect(Object.fromEntries(documents ?? [])).toEqual({
      'bao-cao': 'bao-cao',
      '12/BC': 'bao-cao',
      'Báo cáo': 'bao-cao',
      '13/BC': '13/BC',
      'Báo cáo khác': '13/BC',
      'Không số': 'Không số',
      'Tên trùng số': 'Tên trùng số',
    })
  })

  test('takes a source to be the same however its letters are put together', () => {
    const sources = [{ name: 'Báo cáo'.normalize('NFD'), title: 'x' }]
    const { documents } = read({ ...sound, sources }).read ?? {}
    expect(documents?.get('Báo cáo'.normalize('NFC'))).toBe('Báo cáo'.normalize('NFD'))
  })

  test('that is no JSON object says what is the matter', () => {
    const bytes = (text: string) => readDescriptor(Buffer.from(text))
    expect(bytes('{"name": "a",}').findings[0]?.type).toBe('package-error')
    expect(bytes('[]').findings[0]?.message).toContain('đối tượng JSON')
    expect(readDescriptor(Buffer.from([0x7b, 0xff])).findings[0]?.type).toBe('encoding-error')
    expect(bytes('\uFEFF{}').findings[0]?.type).toBe('package-error')
    expect(bytes('['.repeat(100_000)).findings).toHaveLength(1)
  })
})

describe('a path of a package', () => {
  test.each(['results.csv', 'so-lieu/2022.csv', 'ket_qua-2022.v2.csv'])('stays inside: %s', (path) => {
    expect(isInside(path)).toBe(true)
    expect(linesOf({ resources: [{ name: 'results', path }] })).toEqual([])
  })

  test.each([
    ...['../results.csv', 'a/../../b.csv', '/etc/passwd', 'C:/a.csv', 'a\\..\\b.csv', './a.csv', 'a//b.csv'],
    ...['https://example.vn/a.csv', 'file:///etc/passwd', 'a/', '..', 'a\u0000.csv'],
  ])('leaves it: %s', (path) => {
    expect(isInside(path)).toBe(false)
    expect(linesOf({ resources: [{ name: 'results', path }] })).toHaveLength(1)
  })

  test('that leaves it is reported at its place', () => {
    expect(linesOf({ resources: [{ name: 'results', path: '../../secret.key' }] })).toEqual([
      'path-outside resources[0].path',
    ])
    const twice = [sound.resources[0], { name: 'more', path: 'results.csv' }]
    expect(linesOf({ resources: twice })).toEqual(['resource-error resources[1].path'])
    expect(linesOf({ resources: [{ name: 'results', path: 'datapackage.json' }] })).toEqual([
      'resource-error resources[0].path',
    ])
  })

  test.each(['KetQua2025.csv', 'manifest.json', 'index.html', 'a b?x=1#y%2e.csv', 'số-đ.csv', '.csv'])(
    'that cannot be had under its own name is reported: %s',
    (path) => {
      expect(linesOf({ resources: [{ name: 'results', path }] })).toEqual([
        'resource-error resources[0].path',
      ])
    },
  )

  test('is found without judging the rest', () => {
    const bytes = Buffer.from(
      JSON.stringify({ resources: [{ name: 'a', path: ['a.csv'] }, 5, { path: 'b.csv' }] }),
    )
    expect(resourcePaths(bytes)).toEqual(['a.csv'])
    expect(resourcePaths(Buffer.from('no'))).toEqual([])
  })
})
