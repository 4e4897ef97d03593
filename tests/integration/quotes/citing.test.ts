import { beforeAll, describe, expect, test } from 'vitest'
import { toBibtex, toCslJson, toRis, type Citation } from '../../../src/domain/citations/rules.ts'
import type { Figure } from '../../../src/domain/figures/rules.ts'
import { getFigure } from '../../../src/domain/figures/service.ts'
import { contextIn } from '../../../src/domain/languages/service.ts'
import { isConfirmed, type Finding } from '../../../src/domain/quotes/rules.ts'
import { checkQuote } from '../../../src/domain/quotes/service.ts'
import { citationText, citeFigure } from '../../../src/i18n/citations.ts'
import { findingWords, noteWords, verdictWords } from '../../../src/i18n/quote-words.ts'
import { publishNewPackages } from '../../../src/server/releases.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { publishRows } from '../../fixtures/figures.ts'

const FORMATS = [
  ['text', (citation: Citation) => citationText(citation, 'vi')],
  ['BibTeX', toBibtex],
  ['RIS', toRis],
  ['CSL-JSON', toCslJson],
] as const

/** Corrected in these tests. */
const CORRECTED = 'ty-le-ho-ngheo_son-la_2024'

describeOnBothDatabases("the site's own citations", (open) => {
  let site: TestSite

  beforeAll(async () => {
    site = await open()
    await publishNewPackages(site.context, { print: () => undefined })
    site.clock.advance({ days: 1 })
    const note = 'correction: Nhập nhầm một chữ số.'
    await publishRows(site, { results: [{ period: '2024', value: '11.12', status: 'revised', note }] })
  })

  const cite = (figure: Figure): Citation =>
    citeFigure(
      figure,
      {
        reference: site.context.reference,
        site: site.context.site.settings,
        origin: 'http://localhost:4321',
      },
      'vi',
    )
  const check = async (text: string): Promise<{ findings: Finding[]; words: string }> => {
    const answer = await checkQuote(site.context, text)
    if (answer.kind !== 'checked') throw new Error(`${answer.kind}: ${text}`)
    const words = [
      ...answer.notes.map((note) => noteWords(note, 'vi')),
      ...answer.findings.flatMap((finding) => [
        verdictWords(finding, 'vi'),
        ...findingWords(finding, site.context.reference, 'vi'),
      ]),
    ].join(' | ')
    return { findings: answer.findings, words: words.replaceAll('\u00a0', ' ') }
  }
  const corrected = async (): Promise<Figure[]> => (await getFigure(site.context, CORRECTED)).revisions

  test('are recognised, of every figure, revision and format', async () => {
    const ids = await site.db.read.selectFrom('figure').select('id').where('sample', '=', 0).execute()
    expect(ids.length).toBeGreaterThan(80)
    for (const { id } of ids) {
      const { revisions, figure } = await getFigure(site.context, id)
      for (const revision of revisions) {
        for (const [format, write] of FORMATS) {
          const text = write(cite(revision))
          const { findings, words } = await check(text)
          const told = `${format} ${text} → ${words}`
          expect(findings.length, told).toBeGreaterThan(0)
          for (const finding of findings) {
            expect(finding.figure.id, told).toBe(id)
            expect(finding.cited, told).toBeNull()
            if (revision.current.revision === figure.current.revision) {
              expect(finding.verdict, told).toBe('current')
              expect(finding.number === null || isConfirmed(finding), told).toBe(true)
            } else {
              expect(finding, told).toMatchObject({ verdict: 'superseded', superseded: { was: revision } })
            }
          }
        }
      }
    }
  })

  test('are recognised in English, on an English page', async () => {
    const context = contextIn(site.context, 'en')
    const { reference } = context
    const setting = { reference, site: context.site.settings, origin: 'http://localhost:4321' }
    const ids = await site.db.read.selectFrom('figure').select('id').where('sample', '=', 0).execute()
    for (const { id } of ids) {
      const { figure } = await getFigure(context, id)
      const text = citationText(citeFigure(figure, setting, 'en'), 'en')
      const answer = await checkQuote(context, text)
      const findings = answer.kind === 'checked' ? answer.findings : []
      const told = `${text} → ${findings.flatMap((one) => [verdictWords(one, 'en'), ...findingWords(one, reference, 'en')]).join(' | ')}`
      expect(findings.length, told).toBeGreaterThan(0)
      for (const finding of findings) {
        expect(finding.figure.id, told).toBe(id)
        expect(finding.cited, told).toBeNull()
        expect(finding.verdict, told).toBe('current')
        expect(finding.number === null || isConfirmed(finding), told).toBe(true)
      }
    }
  })

  test('of samples are known as samples', async () => {
    const ids = await site.db.read
      .selectFrom('figure')
      .select('id')
      .where('sample', '=', 1)
      .limit(20)
      .execute()
    for (const { id } of ids) {
      const { figure } = await getFigure(site.context, id)
      for (const [, write] of FORMATS) {
        const { findings } = await check(write(cite(figure)))
        expect(findings.length).toBeGreaterThan(0)
        for (const finding of findings) expect(finding).toMatchObject({ verdict: 'sample', figure: { id } })
      }
    }
  })

  test('of a corrected figure tell when, by what and why', async () => {
    const [first] = await corrected()
    if (first === undefined) throw new Error('no revision')
    for (const [, write] of FORMATS) {
      expect((await check(write(cite(first)))).words).toBe(
        'Số cũ, đã được thay | Từ ngày 03/03/2026, 11,11 % được thay bằng 11,12 %. | ' +
          'Đính chính. Lý do: Nhập nhầm một chữ số.',
      )
    }
  })

  describe('that were changed are never right', () => {
    const changes: readonly [string, (citation: Citation) => Citation][] = [
      ['another value', (citation) => ({ ...citation, value: '12,11 %' })],
      ['another year', (citation) => ({ ...citation, title: citation.title.replace('2024', '2023') })],
      [
        'another place',
        (citation) => ({ ...citation, title: citation.title.replace('tỉnh Sơn La', 'tỉnh Điện Biên') }),
      ],
      ['a negation', (citation) => ({ ...citation, value: `không phải ${citation.value}` })],
      ['another qualifier', (citation) => ({ ...citation, value: `dưới ${citation.value}` })],
      ['another hash', (citation) => ({ ...citation, hash: 'ab'.repeat(32) })],
      ['another edition', (citation) => ({ ...citation, edition: 'bản 1', revision: 2 })],
    ]
    test.each(changes)('%s', async (_, change) => {
      const figure = (await corrected()).at(-1)
      if (figure === undefined) throw new Error('no revision')
      for (const [format, write] of FORMATS) {
        const { findings, words } = await check(write(change(cite(figure))))
        expect(findings.length, format).toBeGreaterThan(0)
        for (const finding of findings) {
          expect(isConfirmed(finding), `${format} ${words}`).toBe(false)
          expect(verdictWords(finding, 'vi'), `${format} ${words}`).not.toMatch(/^(?:Đúng|Địa chỉ này đang)/u)
        }
      }
    })

    test('a hash that is not of the revision is told, and of which it is', async () => {
      const [first, second] = await corrected()
      if (first === undefined || second === undefined) throw new Error('no revision')
      const wrong = citationText({ ...cite(second), hash: '12'.repeat(32) }, 'vi')
      expect((await check(wrong)).words).toContain('Dấu xác thực trong trích dẫn không phải của bản 2.')
      const other = citationText({ ...cite(second), hash: first.current.hash }, 'vi')
      expect((await check(other)).words).toContain(
        'Dấu xác thực trong trích dẫn là của bản 1, không phải bản 2.',
      )
    })
  })

  test('several are answered one by one', async () => {
    const { figure: other } = await getFigure(site.context, 'ty-le-ho-ngheo_son-la_2022')
    const [first] = await corrected()
    if (first === undefined) throw new Error('no revision')
    for (const [format, write] of FORMATS) {
      const { findings } = await check(`${write(cite(other))}\n${write(cite(first))}`)
      expect(findings, format).toMatchObject([
        { verdict: 'current', figure: { id: other.id } },
        { verdict: 'superseded', figure: { id: CORRECTED } },
      ])
    }
  })

  test('as people write them', async () => {
    const right = await check(
      'Tỷ lệ hộ nghèo Sơn La năm 2022 là 17,83 % (http://localhost:4321/so-lieu/ty-le-ho-ngheo_son-la_2022/v1, truy cập ngày 20/11/2026, tr. 5).',
    )
    expect(right.findings).toMatchObject([{ verdict: 'current' }])
    expect(right.findings.every(isConfirmed)).toBe(true)
  })

  test('an old address with the number of a later revision is told that it says otherwise', async () => {
    const { findings, words } = await check(`/so-lieu/${CORRECTED}/v1 11,12`)
    expect(findings).toMatchObject([{ verdict: 'misquoted' }])
    expect(words).toBe('Bản được dẫn ghi số khác | Bản 1 ghi 11,11 %. | Trang đang công bố 11,12 %.')
    expect((await check(`/so-lieu/${CORRECTED}?asof=2026-03-02 11,12`)).findings).toMatchObject([
      { verdict: 'misquoted' },
    ])
    expect((await check(`/so-lieu/${CORRECTED}/v1 11,11`)).findings).toMatchObject([
      { verdict: 'superseded' },
    ])
    expect((await check(`/so-lieu/${CORRECTED}/v2 11,12`)).findings.every(isConfirmed)).toBe(true)
  })

  test.each([
    'so-nha-duoc-ho-tro_son-la_2025 3 058',
    'so-nha-duoc-ho-tro_son-la_2025 3\u202f058',
    'ty-le-ho-ngheo_son-la_2022=17,830',
    'ty-le-ho-ngheo_son-la_2022 = 17,83',
    'ty-le-ho-ngheo_son-la_2022: 17,83',
    'ty-le-ho-ngheo_son-la_2022 | 17,83',
    'ty-le-ho-ngheo_son-la_2022;17,83',
  ])('%s is right', async (text) => {
    const { findings, words } = await check(text)
    expect(findings.length).toBe(1)
    expect(findings.every(isConfirmed), words).toBe(true)
  })

  test.each([
    'ty-le-ho-ngheo_son-la_2022 ≠ 17,83',
    'ty-le-ho-ngheo_son-la_2022 != 17,83',
    'ty-le-ho-ngheo_son-la_2022 <= 17,83',
    'ty-le-ho-ngheo_son-la_2022 =/= 17,83',
    'ty-le-ho-ngheo_son-la_2022=-17,83',
    'ty-le-ho-ngheo_son-la_2022 = ~17,83',
  ])('%s is not', async (text) => {
    for (const finding of (await check(text)).findings) expect(isConfirmed(finding)).toBe(false)
  })
})
