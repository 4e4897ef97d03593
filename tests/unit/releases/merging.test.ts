import { describe, expect, test } from 'vitest'
import { mergeDescriptor } from '../../../src/domain/releases/merging.ts'
import type { CanonicalDescriptor } from '../../../src/domain/releases/publication-rules.ts'

const CANONICAL: CanonicalDescriptor = {
  $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
  name: 'goi-thu',
  title: 'Gói thử',
  description: '',
  sample: false,
  licenses: [{ name: 'CC-BY-4.0' }],
  sources: [{ name: 'bao-cao', title: 'Báo cáo', kind: 'official' }],
  resources: [
    {
      ...{ name: 'results', type: 'table', path: 'results.csv' },
      ...{ format: 'csv', mediatype: 'text/csv', encoding: 'utf-8' },
      schema: {
        fields: [
          { name: 'unit', type: 'string' },
          { name: 'value', type: 'string' },
        ],
        missingValues: [''],
      },
    },
  ],
}
const [RESOURCE] = CANONICAL.resources

describe('the description of a package', () => {
  test('is the canonical one where nothing else was written', () => {
    expect(JSON.stringify(mergeDescriptor({}, CANONICAL))).toBe(JSON.stringify(CANONICAL))
  })

  test('keeps what the site has no use for, and the order in which it was written', () => {
    const written = {
      $schema: 'https://example.vn/profile.json',
      created: '2026-11-23',
      title: ' Gói thử ',
      contributors: [{ title: 'Sở thử nghiệm', path: null }],
      name: 'goi-thu',
      sources: [{ kind: 'official', confidence: 'verified-text', title: 'Báo cáo', 'x-note': { a: [1] } }],
      resources: [{ path: ['results.csv'], name: 'bang-chinh', title: 'Bảng chính' }],
      licenses: [{ name: 'CC-BY-4.0', 'x-by': 'a' }],
    }
    const merged = mergeDescriptor(written, CANONICAL)
    expect(merged).toEqual({
      ...written,
      title: 'Gói thử',
      description: '',
      sample: false,
      sources: [{ ...written.sources[0], name: 'bao-cao' }],
      resources: [{ ...RESOURCE, name: 'bang-chinh', title: 'Bảng chính' }],
    })
    expect(Object.keys(merged).slice(0, 5)).toEqual(['$schema', 'created', 'title', 'contributors', 'name'])
    expect(Object.keys(merged.sources[0] ?? {})).toEqual(['kind', 'confidence', 'title', 'x-note', 'name'])
  })

  test('says of each column that is there what was said of it, and of none that is not', () => {
    const schema = {
      primaryKey: ['unit'],
      fields: [
        { name: 'value', type: 'number', title: 'Giá trị' },
        { name: 'khac', type: 'string' },
      ],
      missingValues: ['', '-'],
    }
    const [resource] = mergeDescriptor({ resources: [{ schema }] }, CANONICAL).resources
    expect(resource?.schema).toEqual({
      primaryKey: ['unit'],
      fields: [
        { name: 'unit', type: 'string' },
        { name: 'value', type: 'string', title: 'Giá trị' },
      ],
      missingValues: ['', '-'],
    })
  })

  test('leaves out empty fields, and what was true of the files that were uploaded', () => {
    const written = { homepage: '', image: null, resources: [{ hash: 'sha256:0', bytes: 5, issuer: '' }] }
    expect(mergeDescriptor(written, CANONICAL)).toEqual(CANONICAL)
  })

  test('names each table once', () => {
    const two = { ...CANONICAL, resources: [RESOURCE, { ...RESOURCE, name: 'results-2' }] as never }
    const written = { resources: [{ name: 'results' }, { name: 'results' }] }
    expect(mergeDescriptor(written, two).resources.map(({ name }) => name)).toEqual(['results', 'results-2'])
  })

  test('takes no property for more than its name', () => {
    const written = JSON.parse('{"__proto__": {"sample": true}, "constructor": 1}') as Record<string, unknown>
    const text = JSON.stringify(mergeDescriptor(written, CANONICAL))
    expect(text).toContain('"__proto__":{"sample":true},"constructor":1')
    expect((JSON.parse(text) as CanonicalDescriptor).sample).toBe(false)
  })
})
