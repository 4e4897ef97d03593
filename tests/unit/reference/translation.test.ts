import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readReference } from '../../../src/domain/reference/files.ts'
import { readSite } from '../../../src/domain/site/service.ts'
import { partsOfName } from '../../../src/domain/units/rules.ts'

describe('the reference tables in English', () => {
  const vietnamese = readReference('content')
  const english = readReference('content', 'en')

  test('have a word for everything', () => {
    expect(english.untranslated).toEqual([])
    expect(vietnamese.untranslated).toEqual([])
  })

  test('name the same things in the same order', () => {
    for (const table of ['units', 'indicators', 'programmes', 'projects', 'sources', 'capitals'] as const) {
      expect([...english[table].keys()], table).toEqual([...vietnamese[table].keys()])
    }
    expect(english.indicators.get('ty-le-ho-ngheo')).toMatchObject({ name: 'Poverty rate', measure: '%' })
    expect(english.units.get('huyen-muong-la')?.name).toBe('Mường La district')
    expect(english.budgetTerms).toHaveLength(vietnamese.budgetTerms.length)
  })

  test('keep the name of a unit and its kind apart in both languages', () => {
    expect(partsOfName('huyện Mường La')).toEqual({ kind: 'huyện', bare: 'Mường La' })
    expect(partsOfName('Mường La district')).toEqual({ kind: 'district', bare: 'Mường La' })
    for (const [id, { name }] of vietnamese.units) {
      expect(partsOfName(english.units.get(id)?.name ?? '').bare, id).toBe(partsOfName(name).bare)
    }
  })

  test('change nothing but words', () => {
    const [vi, en] = [vietnamese, english].map(({ indicators }) => indicators.get('ty-le-ho-ngheo'))
    const words = { name: '', definition: '', method: '', breaks: [] }
    expect({ ...en, ...words }).toEqual({ ...vi, ...words })
    expect(en?.breaks.map(({ period }) => period)).toEqual(vi?.breaks.map(({ period }) => period))
  })
})

describe('words of a further language', () => {
  let content: string
  const file = (name: string): string => join(content, 'data/reference/en', name)

  beforeAll(() => {
    content = mkdtempSync(join(tmpdir(), 'site-words-'))
  })
  afterAll(() => {
    rmSync(content, { recursive: true })
  })
  const fresh = (): void => {
    cpSync('content', content, { recursive: true })
  }

  test('that are missing leave the Vietnamese ones, and are named', () => {
    fresh()
    const path = file('capitals.csv')
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^su-nghiep.*$/mu, 'su-nghiep,,'))
    const { capitals, untranslated } = readReference(content, 'en')
    expect(capitals.get('su-nghiep')?.name).toBe('Vốn sự nghiệp')
    expect(capitals.get('dau-tu-phat-trien')?.name).toBe('Development investment')
    expect(untranslated).toContain('Vốn sự nghiệp')
    rmSync(file('units.csv'), { force: true })
    rmSync(file('unit-kinds.csv'))
    expect(readReference(content, 'en').units.get('huyen-muong-la')?.name).toBe('huyện Mường La')
  })

  test.each([
    ['capitals.csv', 'khong-co,X,Y\n', /en\/capitals\.csv, dòng 4, cột id: không có trong capitals\.csv/u],
    ['capitals.csv', 'su-nghiep,X,Y\n', /en\/capitals\.csv, dòng 4, cột id: "su-nghiep" đã có/u],
    ['budget-terms.csv', 'không có,X,Y\n', /en\/budget-terms\.csv, dòng 16, cột of: không có/u],
  ])('of %s for %j are refused', (name, row, message) => {
    fresh()
    appendFileSync(file(name), row)
    expect(() => readReference(content, 'en')).toThrow(message)
    expect(() => readReference(content)).not.toThrow()
  })

  test('of the settings change names and texts, never a version, a code or a day', () => {
    fresh()
    const [vi, en] = [readSite(content), readSite(content, 'en')]
    expect(en.settings.name).toBe('Sustainable Poverty Reduction in Sơn La')
    expect(Object.keys(en.settings.categories)).toEqual(Object.keys(vi.settings.categories))
    expect(Object.keys(en.settings.reasons)).toEqual(Object.keys(vi.settings.reasons))
    expect(en.settings.consent.version).toBe(vi.settings.consent.version)
    expect(en.settings.moderation).toEqual(vi.settings.moderation)
    expect([...en.calendar.holidays.keys()]).toEqual([...vi.calendar.holidays.keys()])
    appendFileSync(join(content, 'site.en.yaml'), '\nlanguage: en\n')
    expect(() => readSite(content, 'en')).toThrow(/site\.en\.yaml, trường language/u)
  })

  test('for a category that is not there are refused', () => {
    fresh()
    const path = join(content, 'site.en.yaml')
    writeFileSync(path, readFileSync(path, 'utf8').replace('hoat-dong:', 'hoat-dong-khac:'))
    expect(() => readSite(content, 'en')).toThrow(/categories → hoat-dong-khac: không có trong site\.yaml/u)
  })
})
