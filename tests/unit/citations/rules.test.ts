import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  REVISIONS_PER_PAGE,
  pageOfRevisions,
  readRevision,
  toBibtex,
  toCslJson,
  toRis,
  type Citation,
} from '../../../src/domain/citations/rules.ts'
import { citationText } from '../../../src/i18n/citations.ts'

const HASH = 'ab'.repeat(32)

function makeCitation(changes: Partial<Citation> = {}): Citation {
  return {
    figureId: 'ty-le-ho-ngheo_son-la_2022',
    revision: 2,
    title: 'Tỷ lệ hộ nghèo, tỉnh Sơn La, năm 2022',
    value: '17,83\u00a0%',
    author: 'Ban biên tập',
    siteName: 'Giảm nghèo bền vững Sơn La',
    day: '2026-03-02',
    url: 'https://example.vn/so-lieu/ty-le-ho-ngheo_son-la_2022/v2',
    hash: HASH,
    remarks: ['Dẫn theo HĐND tỉnh: Nghị quyết'],
    edition: 'bản 2',
    language: 'vi',
    ...changes,
  }
}

const FORMS = [
  ['BibTeX', toBibtex, '2026'],
  ['RIS', toRis, '2026/03/02/'],
  ['CSL-JSON', toCslJson, '2026'],
  ['a sentence', (citation: Citation) => citationText(citation, 'vi'), '02/03/2026'],
] as const

test.each(FORMS)('%s pins revision, day, address and hash', (_, print, day) => {
  const text = print(makeCitation())
  for (const part of ['17,83', 'bản 2', day, '/so-lieu/ty-le-ho-ngheo_son-la_2022/v2', HASH]) {
    expect(text).toContain(part)
  }
})

test.each(FORMS)('%s stands on one line whatever its texts hold', (_, print) => {
  const broken = 'Nghị quyết\nsố 12\r\nnăm\u20282022\t(dự thảo)'
  const text = print(makeCitation({ title: broken, author: broken, siteName: broken, remarks: [broken] }))
  expect(text.split('Nghị quyết số 12 năm 2022 (dự thảo)').length).toBeGreaterThan(4)
})

describe('BibTeX', () => {
  test('is one entry', () => {
    expect(toBibtex(makeCitation())).toBe(`@misc{ty-le-ho-ngheo_son-la_2022-v2,
  author = {{Ban biên tập}},
  title = {{Tỷ lệ hộ nghèo, tỉnh Sơn La, năm 2022: 17,83 \\%}},
  howpublished = {Giảm nghèo bền vững Sơn La},
  edition = {bản 2},
  version = {2},
  year = {2026},
  month = {3},
  day = {2},
  url = {https://example.vn/so-lieu/ty-le-ho-ngheo_son-la_2022/v2},
  note = {Dẫn theo HĐND tỉnh: Nghị quyết. SHA-256: ${HASH}},
  language = {vi}
}
`)
  })

  test('keeps its braces balanced whatever a title holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (title) => {
        const bare = toBibtex(makeCitation({ title })).replace(/\\[{}]/gu, '')
        let depth = 0
        for (const character of bare) {
          if (character === '{') depth += 1
          if (character === '}') depth -= 1
          expect(depth).toBeGreaterThanOrEqual(0)
        }
        expect(depth).toBe(0)
      }),
    )
  })

  test('escapes what TeX reads as a command', () => {
    expect(toBibtex(makeCitation({ title: String.raw`a_b & 5% #1 $x ~ ^ {y} \z` }))).toContain(
      String.raw`a\_b \& 5\% \#1 \$x \textasciitilde{} \textasciicircum{} \{y\} \textbackslash{}z`,
    )
  })
})

test('RIS has one tag a line and ends its record, whatever a title holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      const lines = toRis(makeCitation({ title })).split('\r\n')
      expect(lines.pop()).toBe('')
      expect(lines[0]).toBe('TY  - DATA')
      expect(lines.at(-1)).toBe('ER  - ')
      for (const line of lines) expect(line).toMatch(/^[A-Z][A-Z0-9] {2}- .*$/su)
      expect(lines).toHaveLength(14)
    }),
  )
})

test('CSL-JSON is a list of one dataset', () => {
  expect(JSON.parse(toCslJson(makeCitation()))).toEqual([
    expect.objectContaining({
      type: 'dataset',
      author: [{ literal: 'Ban biên tập' }],
      issued: { 'date-parts': [[2026, 3, 2]] },
      version: '2',
    }),
  ])
})

describe('a page of revisions', () => {
  const all = Array.from({ length: 1_000 }, (_, at) => at + 1)

  test('is newest first, and every revision is on one page', () => {
    const pages = Array.from({ length: 20 }, (_, at) => pageOfRevisions(all, String(at + 1)))
    expect(pages.flatMap((page) => page?.shown ?? [])).toEqual(all.toReversed())
    expect(pages[0]).toMatchObject({ page: 1, pages: 20 })
    expect(pageOfRevisions(all, null)?.shown).toHaveLength(REVISIONS_PER_PAGE)
  })

  test.each(['0', '21', '-1', '1.5', '01', 'x', ''])('%j is none', (asked) => {
    expect(pageOfRevisions(all, asked)).toBeNull()
  })

  test('of one revision is there', () => {
    expect(pageOfRevisions([1], null)).toEqual({ shown: [1], page: 1, pages: 1 })
  })
})

test.each([
  ['1', 1],
  ['12', 12],
  ['01', 0],
  ['0', 0],
  ['1e3', 0],
])('revision %s', (text, revision) => {
  expect(readRevision(text)).toBe(revision)
})
