import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readReference } from '../../../src/domain/reference/files.ts'
import { projectKey } from '../../../src/domain/reference/rules.ts'

describe('the reference tables', () => {
  const content = mkdtempSync(join(tmpdir(), 'site-reference-'))
  cpSync('content/data', join(content, 'data'), { recursive: true })
  afterAll(() => {
    rmSync(content, { recursive: true })
  })

  test('name the seven projects of the national programme', () => {
    const { projects } = readReference(content)
    const codes = ['1', '2', '3', '4', '5', '6', '7']
    for (const code of codes)
      expect(projects.has(projectKey('ctmtqg-giam-ngheo-ben-vung-2021-2025', code)), code).toBe(true)
  })

  test('keep the housing scheme of the province out of the national programme', () => {
    const { programmes } = readReference(content)
    expect(programmes.get('de-an-nha-o-ho-ngheo-2021-2025')?.parentId).toBeNull()
  })

  test('say from when on poverty rates cannot be compared with earlier ones', () => {
    const { indicators } = readReference(content)
    expect(indicators.get('ty-le-ho-ngheo')?.breaks).toMatchObject([{ period: '2021' }])
  })

  test.each([
    ['indicators.csv', 'lower-better', 'better-lower', /indicators\.csv, dòng 2, cột direction: chỉ nhận/u],
    ['indicators.csv', 'ty-le-ho-can-ngheo,', 'ty-le-ho-ngheo,', /dòng 3, cột id: "ty-le-ho-ngheo" đã có/u],
    ['indicators.csv', ',8,points,', ',8,,', /dòng 2, cột jump_unit: phải ghi cùng jump_limit/u],
    [
      'series-breaks.csv',
      'ty-le-ho-ngheo',
      'ty-le-khac',
      /dòng 2, cột indicator: không có trong indicators\.csv/u,
    ],
    ['series-breaks.csv', ',2021,', ',năm 2021,', /cột period: không phải kỳ số liệu/u],
    ['other-names.csv', 'units,son-la,', 'units,khong-co,', /dòng 2, cột id: không có trong units\.csv/u],
    ['other-names.csv', ',cả tỉnh', ',{số} cả tỉnh', /dòng 2, cột name: chỉ tên của chỉ số mới có/u],
    ['other-names.csv', ',cả tỉnh', ',{số}', /dòng 2, cột name: phải có chữ ngoài/u],
    ['programmes.csv', ',ca-3-ctmtqg,', ',khong-co,', /cột parent: "khong-co" phải đứng ở dòng trên/u],
    [
      'projects.csv',
      'ctmtqg-giam-ngheo-ben-vung-2021-2025,2',
      'khong-co,2',
      /dòng 3, cột programme: không có/u,
    ],
    ['capitals.csv', 'definition', 'dinh-nghia', /cột/u],
  ])('are refused where %s has a mistake, and the mistake is named', (file, right, wrong, message) => {
    const path = join(content, 'data/reference', file)
    const good = readFileSync(path, 'utf8')
    expect(good).toContain(right)
    writeFileSync(path, good.replace(right, wrong))
    try {
      expect(() => readReference(content)).toThrow(message)
    } finally {
      writeFileSync(path, good)
    }
  })
})
