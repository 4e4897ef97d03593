import { beforeAll, describe, expect, test } from 'vitest'
import { chartOfResult } from '../../../src/domain/charts/service.ts'
import { isProjection, type Figure } from '../../../src/domain/figures/rules.ts'
import { listFunding, listResults } from '../../../src/domain/figures/service.ts'
import { isConfirmed, type Finding } from '../../../src/domain/quotes/rules.ts'
import { checkQuote } from '../../../src/domain/quotes/service.ts'
import { PROVINCE } from '../../../src/domain/reference/rules.ts'
import { digest, separate } from '../../../src/domain/results/rules.ts'
import { getResultsOverview } from '../../../src/domain/results/service.ts'
import { chartWords } from '../../../src/i18n/charts.ts'
import { figureStatement, figureTitle } from '../../../src/i18n/figure-names.ts'
import { formatPeriod, formatValue } from '../../../src/i18n/figures.ts'
import { fill } from '../../../src/i18n/fill.ts'
import { findingWords, verdictWords } from '../../../src/i18n/quote-words.ts'
import { amountWords, changeWords } from '../../../src/i18n/result-words.ts'
import { stringsFor } from '../../../src/i18n/strings.ts'
import { publishNewPackages } from '../../../src/server/releases.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'

describeOnBothDatabases('sentences that the site prints', (open) => {
  let site: TestSite
  beforeAll(async () => {
    site = await open()
    await publishNewPackages(site.context, { print: () => undefined })
  })

  async function check(text: string): Promise<{ findings: Finding[]; words: string }> {
    const answer = await checkQuote(site.context, text)
    if (answer.kind !== 'checked') throw new Error(`${answer.kind}: ${text}`)
    const { reference } = site.context
    const words = answer.findings.map(
      (finding) =>
        `${finding.number?.text ?? ''} ${verdictWords(finding, 'vi')} | ${findingWords(finding, reference, 'vi').join(' ')}`,
    )
    return { findings: answer.findings, words: [text, ...words].join('\n') }
  }
  /** Says that the sentence is wrong, or of something else. */
  const denied = ({ verdict }: Finding): boolean => ['different', 'elsewhere', 'misquoted'].includes(verdict)

  async function expectNoneDenied(sentences: readonly string[]): Promise<void> {
    for (const sentence of sentences) {
      const { findings, words } = await check(sentence)
      expect(findings.filter(denied), words).toEqual([])
    }
  }

  async function allFigures(): Promise<Figure[]> {
    const lists = [
      await listResults(site.context, { sample: false }),
      await listFunding(site.context, { sample: false }),
    ]
    return lists.flat()
  }

  test('the first of the results is right in each of its numbers, and a changed one in none', async () => {
    const { course, keys } = await getResultsOverview(site.context)
    const [key] = keys
    if (course === null || key === undefined) throw new Error('no course')
    const { indicator } = key
    const values = {
      name: indicator.name,
      first: formatValue(course.first.current, indicator, 'vi'),
      firstPeriod: formatPeriod(course.first.period, 'vi'),
      last: formatValue(course.last.current, indicator, 'vi'),
      lastPeriod: formatPeriod(course.last.period, 'vi'),
      difference: amountWords(course.difference, indicator, 'vi'),
    }
    const t = stringsFor('vi').results.course
    const { findings, words } = await check(fill(t.down, values))
    expect(findings.map(({ verdict }) => verdict)).toEqual(['current', 'current', 'current'])
    expect(findings.every(isConfirmed), words).toBe(true)
    for (const changed of [
      fill(t.up, values),
      fill(t.down, { ...values, first: values.last, last: values.first }),
      fill(t.down, { ...values, firstPeriod: values.lastPeriod, lastPeriod: values.firstPeriod }),
      fill(t.down, { ...values, difference: '9,55 điểm %' }),
    ]) {
      const answer = await check(changed)
      expect(answer.findings.every(isConfirmed), answer.words).toBe(false)
    }
  })

  test('titles with their numbers are never denied', async () => {
    const { reference } = site.context
    const figures = await allFigures()
    expect(figures.length).toBeGreaterThan(80)
    await expectNoneDenied(
      figures.map(
        (figure) =>
          `${figureTitle(figure, reference, 'vi')}: ${figureStatement(figure, figure.current, reference, 'vi')}`,
      ),
    )
  })

  test('key figures with their change are never denied', async () => {
    const { indicators, units } = site.context.reference
    const t = stringsFor('vi').results
    const sentences: string[] = []
    for (const indicator of indicators.values()) {
      const figures = await listResults(site.context, { indicator: indicator.id, sample: false })
      for (const unit of new Set(figures.map((figure) => figure.unit))) {
        const shown = digest(separate(figures.filter((figure) => figure.unit === unit)).results, indicator)
        if (shown === null) continue
        const change =
          shown.change === null
            ? ''
            : `, ${changeWords(shown.change.difference, indicator, 'vi')} ${fill(t.change.against, { period: formatPeriod(shown.change.from.period, 'vi') })}`
        const where = unit === PROVINCE ? 'tỉnh Sơn La' : (units.get(unit)?.name ?? '')
        sentences.push(
          `${indicator.name}, ${where}: ${formatValue(shown.newest.current, indicator, 'vi')}, ${formatPeriod(shown.newest.period, 'vi')}${change}`,
        )
      }
    }
    expect(sentences.length).toBeGreaterThan(30)
    await expectNoneDenied(sentences)
  })

  test('what stands below charts is never denied', async () => {
    const words = chartWords('vi')
    const sentences: string[] = []
    for (const indicator of site.context.reference.indicators.values()) {
      const figures = await listResults(site.context, { indicator: indicator.id, sample: false })
      const chart = chartOfResult(site.context, { indicator, figures, words })
      if (chart !== null) sentences.push(chart.summary)
    }
    expect(sentences.length).toBeGreaterThan(0)
    await expectNoneDenied(sentences)
  })

  test('amounts of a programme are never denied', async () => {
    const { programmes } = site.context.reference
    const words = chartWords('vi')
    const figures = await listFunding(site.context, { sample: false })
    await expectNoneDenied(
      figures.flatMap((figure) => {
        const { current, period, programme, unit, project, source, capital } = figure
        const known = programmes.get(programme)
        if (known === undefined || unit !== PROVINCE || project + source + capital !== '') return []
        const sentence = words.funded({
          period: formatPeriod(period, 'vi'),
          names: words.amounts(known),
          allocated: current.allocated === null ? null : words.money(current.allocated, current.qualifier),
          disbursed: current.disbursed === null ? null : words.money(current.disbursed, current.qualifier),
          projection: isProjection(current.status),
        })
        return [`${known.shortName}. ${sentence}`]
      }),
    )
  })

  describe('a decrease', () => {
    const RATE = 'tỷ lệ hộ nghèo tỉnh Sơn La'

    test.each([
      [`Năm 2023 ${RATE} giảm 3,66%`, 'muc-giam-ty-le-ho-ngheo_son-la_2023'],
      [`Năm 2023, ${RATE} giảm được 3,66 điểm phần trăm`, 'muc-giam-ty-le-ho-ngheo_son-la_2023'],
      [
        `${RATE} giai đoạn 2021-2024 giảm bình quân mỗi năm 3,59 %`,
        'muc-giam-ty-le-ho-ngheo_son-la_2021-den-2024',
      ],
      [`Năm 2022 ${RATE} giảm 3,83 điểm %`, 'ty-le-ho-ngheo_son-la_2022'],
      [`Giai đoạn 2021-2024 ${RATE} giảm 10,55 điểm %`, 'ty-le-ho-ngheo_son-la_2024'],
      [`Năm 2024 ${RATE} giảm 3,06 điểm % so với năm 2023`, 'ty-le-ho-ngheo_son-la_2024'],
    ])('%s', async (text, id) => {
      const { findings, words } = await check(text)
      expect(findings, words).toMatchObject([{ verdict: 'current', figure: { id } }])
      expect(findings.every(isConfirmed), words).toBe(true)
    })

    test('that is computed is said to be', async () => {
      const { words } = await check(`Năm 2022 ${RATE} giảm 3,83 điểm %`)
      expect(words.replaceAll('\u00a0', ' ')).toContain(
        'Đúng với mức trang tính từ hai số đang công bố | Trang tính: từ 21,66 % (năm 2021) đến 17,83 % (năm 2022) là giảm 3,83 điểm %.',
      )
    })

    test.each([
      'Năm 2023 tỷ lệ hộ nghèo giảm 3,66%',
      'Tỷ lệ hộ nghèo giảm bình quân mỗi năm 3,59 %',
      `Năm 2024 ${RATE} giảm từ 14,17% xuống còn 11,11%`,
      `Giai đoạn 2021-2024, ${RATE} giảm từ 21,66% xuống còn 11,11%`,
      `Từ năm 2021 đến năm 2024, ${RATE} từ 21,66% xuống còn 11,11%`,
      `Giai đoạn 2021-2024 ${RATE} giảm 48,7%`,
    ])('never denied: %s', async (text) => {
      const { findings, words } = await check(text)
      expect(findings.filter(denied), words).toEqual([])
    })

    test.each([
      `Năm 2023 ${RATE} tăng 3,66%`,
      `Năm 2023 ${RATE} không giảm 3,66%`,
      `Năm 2023 ${RATE} giảm chưa đến 3,66%`,
      `Năm 2023 ${RATE} giảm còn 3,66%`,
      `Năm 2024 ${RATE} giảm 3,66%`,
      `Năm 2022 ${RATE} giảm 17,83%`,
      `Năm 2021 ${RATE} tăng 3,04 điểm %`,
      `Năm 2024 ${RATE} giảm 3,06 điểm % so với năm 2022`,
      `Giai đoạn 2021-2024 ${RATE} giảm 3,59 %`,
      `Giai đoạn 2021-2024 ${RATE} giảm bình quân mỗi năm 10,55 %`,
      `Năm 2023 ${RATE} ở nông thôn giảm 3,66%`,
      `Năm 2023 tỷ lệ hộ cận nghèo tỉnh Sơn La giảm 3,66%`,
      `Năm 2023 tỷ lệ hộ nghèo huyện Vân Hồ giảm 3,66%`,
      `Tỷ lệ hộ nghèo Sơn La tăng từ 11,11 % năm 2024 lên 21,66 % năm 2021`,
    ])('never right: %s', async (text) => {
      const { findings, words } = await check(text)
      expect(findings.filter(isConfirmed), words).toEqual([])
    })
  })
})
