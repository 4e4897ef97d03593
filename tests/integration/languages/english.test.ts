import { beforeAll, expect, test } from 'vitest'
import { getCatalogue } from '../../../src/domain/catalogue/service.ts'
import { getRecordedFigure } from '../../../src/domain/citations/service.ts'
import type { Context } from '../../../src/domain/context.ts'
import { getFigure, listResults } from '../../../src/domain/figures/service.ts'
import { contextIn } from '../../../src/domain/languages/service.ts'
import { vietnameseParts } from '../../../src/domain/languages/vietnamese-rules.ts'
import { checkQuote } from '../../../src/domain/quotes/service.ts'
import { publishNewPackages } from '../../../src/server/releases.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'

const POVERTY = 'ty-le-ho-ngheo_son-la_2024'

describeOnBothDatabases('what was published, in English', (open) => {
  let site: TestSite
  let english: Context

  beforeAll(async () => {
    site = await open()
    english = contextIn(site.context, 'en')
    await publishNewPackages(site.context, { print: () => undefined })
  })

  test('has the notes, reasons and issuers of its package in English, and titles as documents have them', async () => {
    const { figure } = await getFigure(english, POVERTY)
    const { figure: original } = await getFigure(site.context, POVERTY)
    expect(original.current.document).toMatchObject({ issuer: 'Tạp chí Tài chính' })
    expect(figure.current.document).toMatchObject({
      issuer: 'Finance Magazine',
      title: original.current.document?.title,
    })
    expect(figure.current.sourceReason).toMatch(/^The source names the end of the year/u)
    expect(figure.current.claims.map(({ note }) => note)).toContain(
      'The source says the end of 2024; a machine translation, original newspaper not known.',
    )
    expect({ ...figure.current, document: null, claims: [], sourceReason: null, note: null }).toEqual({
      ...original.current,
      document: null,
      claims: [],
      sourceReason: null,
      note: null,
    })
  })

  test('leaves nothing of the shipped packages unsaid but names', async () => {
    const figures = await listResults(english, {})
    const texts = figures.flatMap(({ current }) => [
      current.note,
      current.page,
      current.sourceReason,
      ...current.claims.flatMap(({ note, page }) => [note, page]),
    ])
    const left = texts.filter(
      (text) => text !== null && vietnameseParts(text).some(({ vietnamese }) => vietnamese),
    )
    expect(left).toEqual([])
  })

  test('is the same record, hash by hash', async () => {
    const [one, other] = await Promise.all([
      getRecordedFigure(site.context, POVERTY, 1),
      getRecordedFigure(english, POVERTY, 1),
    ])
    expect(other.record).toEqual(one.record)
    expect(other.figure.current.hash).toBe(one.figure.current.hash)
  })

  test('is listed under English titles, with the manifest as it was signed', async () => {
    const [here, there] = await Promise.all([getCatalogue(site.context), getCatalogue(english)])
    expect(there.datasets.map(({ newest }) => newest.title)).toContain('Results: housing support')
    expect(there.datasets.map(({ newest }) => newest.manifest)).toEqual(
      here.datasets.map(({ newest }) => newest.manifest),
    )
    expect(there.datasets[0]?.newest.descriptor.licenses[0]?.title).toBe(
      'Creative Commons Attribution 4.0 International',
    )
  })

  test.each(['Tỷ lệ hộ nghèo tỉnh Sơn La năm 2022 là 17,83 %', 'Năm 2022 Sơn La hỗ trợ 2.213 nhà'])(
    'is found on an English page by a Vietnamese sentence: %s',
    async (sentence) => {
      const answer = await checkQuote(english, sentence)
      expect(answer).toEqual(await checkQuote(site.context, sentence))
      expect(answer).toMatchObject({ kind: 'checked', findings: [{ verdict: 'current' }] })
    },
  )
})
