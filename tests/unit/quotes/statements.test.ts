import { beforeAll, describe, expect, test } from 'vitest'
import { buildVocabulary } from '../../../src/domain/quotes/mention-rules.ts'
import { composeText } from '../../../src/domain/quotes/spelling-rules.ts'
import { readStatements, type Words } from '../../../src/domain/quotes/statement-rules.ts'
import { readReference } from '../../../src/domain/reference/files.ts'

let words: Words
beforeAll(() => {
  const reference = readReference('content')
  words = { vocabulary: buildVocabulary(reference), reference }
})

/** Each number with what is said of it. */
function read(text: string) {
  return readStatements(composeText(text), words).map(({ number, said }) => ({
    number: number?.value ?? null,
    ...Object.fromEntries(Object.entries(said).map(([dimension, { values }]) => [dimension, values])),
    unsure: Object.entries(said).flatMap(([dimension, { sure }]) => (sure ? [] : [dimension])),
  }))
}

const RATE = { indicator: ['ty-le-ho-ngheo'], unit: ['son-la'] }

describe('a sentence with one number', () => {
  test.each([
    'Năm 2022 tỷ lệ hộ nghèo Sơn La là 17,83%',
    'Năm 2022, tỷ lệ hộ nghèo của tỉnh Sơn La là 17,83 %.',
    'TỶ LỆ HỘ NGHÈO SƠN LA NĂM 2022: 17,83 PHẦN TRĂM',
    'nam 2022 ti le ho ngheo son la 17.83%',
    'Tỉ lệ hộ nghèo ở Sơn La còn 17,83% (năm 2022)',
    '17,83% là tỷ lệ hộ nghèo của tỉnh Sơn La năm 2022',
  ])('%s', (text) => {
    expect(read(text)).toEqual([{ number: '17.83', ...RATE, period: ['2022'], unsure: [] }])
  })

  test('says nothing it does not name', () => {
    expect(read('hơn 156 tỷ đồng')).toEqual([{ number: '156000000000', unsure: [] }])
    expect(read('2.213 căn nhà')).toEqual([{ number: '2213', unsure: [] }])
  })

  test('a name that cannot be measured so is not what the number is of', () => {
    expect(read('xây 2.213 căn nhà cho hộ nghèo')).toEqual([{ number: '2213', unsure: [] }])
    expect(read('Tỷ lệ hộ nghèo giảm, chi 156 tỷ đồng')).toEqual([{ number: '156000000000', unsure: [] }])
  })

  test('a name can be told around its number', () => {
    for (const text of [
      'Sơn La hỗ trợ 2.213 căn nhà',
      'hỗ trợ hơn 2.213 nhà',
      'đã hỗ trợ được 2.213 ngôi nhà',
    ]) {
      expect(read(text), text).toMatchObject([{ number: '2213', indicator: ['so-nha-duoc-ho-tro'] }])
    }
    expect(read('hỗ trợ xây 2.213 căn nhà')).toEqual([{ number: '2213', unsure: [] }])
    expect(read('hỗ trợ 2.213 hộ')).toEqual([{ number: '2213', unsure: [] }])
  })

  test('the unit within another is meant, not the one around it', () => {
    expect(read('huyện Vân Hồ, tỉnh Sơn La: 20,95%')).toMatchObject([{ unit: ['huyen-van-ho'], unsure: [] }])
    expect(read('huyện Vân Hồ của Sơn La: 20,95%')).toMatchObject([{ unit: ['huyen-van-ho'], unsure: [] }])
  })

  test('a name of several units can be each of them', () => {
    const [statement] = read('Mộc Châu: 5,1%')
    expect(statement).toMatchObject({ unsure: [] })
    expect((statement as { unit?: string[] } | undefined)?.unit).toEqual(
      expect.arrayContaining(['huyen-moc-chau', 'thi-xa-moc-chau']),
    )
    expect(read('thị xã Mộc Châu: 5,1%')).toMatchObject([{ unit: ['thi-xa-moc-chau'] }])
    expect(read('TX Mộc Châu: 5,1%')).toMatchObject([{ unit: ['thi-xa-moc-chau'] }])
    expect(read('TP. Sơn La: 5,1%')).toMatchObject([{ unit: ['thanh-pho-son-la'] }])
  })

  test('programmes, projects, sources and capital are named', () => {
    expect(
      read('Chương trình 1719, vốn đầu tư phát triển, ngân sách trung ương năm 2024: hơn 872 tỷ đồng'),
    ).toEqual([
      {
        number: '872000000000',
        programme: ['ctmtqg-dtts-mien-nui-1719'],
        capital: ['dau-tu-phat-trien'],
        source: ['ngan-sach-trung-uong'],
        period: ['2024'],
        unsure: [],
      },
    ])
    expect(read('Dự án 5: 20 tỷ đồng')).toMatchObject([{ project: ['5'], number: '20000000000' }])
  })

  test('the years of a programme belong to its name', () => {
    expect(
      read('Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021–2025, năm 2023: 83,73 tỷ đồng'),
    ).toMatchObject([{ programme: ['ctmtqg-giam-ngheo-ben-vung-2021-2025'], period: ['2023'] }])
  })
})

describe('a sentence with several numbers', () => {
  test.each([
    'Năm 2021 là 21,66%, năm 2022 là 17,83%',
    'giảm từ 21,66% năm 2021 xuống 17,83% năm 2022',
    'năm 2021 là 21,66% và năm 2022 là 17,83%',
    '21,66% (2021); 17,83% (2022)',
  ])('%s: each has its own year', (text) => {
    expect(read(text)).toEqual([
      { number: '21.66', period: ['2021'], unsure: [] },
      { number: '17.83', period: ['2022'], unsure: [] },
    ])
  })

  test.each(['Năm 2021, 2022 lần lượt là 21,66% và 17,83%', 'Năm 2021 và 2022: 21,66%, 17,83%'])(
    '%s: which year is whose is not settled',
    (text) => {
      expect(read(text)).toEqual([
        { number: '21.66', period: ['2021', '2022'], unsure: ['period'] },
        { number: '17.83', period: ['2021', '2022'], unsure: ['period'] },
      ])
    },
  )

  test('what is named once holds for all', () => {
    expect(read('Tỷ lệ hộ nghèo Sơn La: năm 2021 là 21,66%, năm 2022 là 17,83%')).toMatchObject([
      { ...RATE, period: ['2021'] },
      { ...RATE, period: ['2022'] },
    ])
  })

  test('what stands in another part of the text, behind the number, is not its own', () => {
    const text = 'Cuối năm 2024 tỷ lệ hộ nghèo là 10,89%; huyện Vân Hồ năm 2022 còn 19,74% hộ nghèo'
    expect(read(text)).toEqual([
      { number: '10.89', indicator: ['ty-le-ho-ngheo'], period: ['2024'], unsure: [] },
      {
        number: '19.74',
        indicator: ['ty-le-ho-ngheo'],
        unit: ['huyen-van-ho'],
        period: ['2022'],
        unsure: [],
      },
    ])
  })

  test('of many the first twelve are read', () => {
    expect(read('5,1%; '.repeat(100))).toHaveLength(12)
  })
})

test('a sentence without a number says what it names', () => {
  expect(read('Tỷ lệ hộ nghèo Sơn La năm 2022')).toEqual([
    { number: null, ...RATE, period: ['2022'], unsure: [] },
  ])
  expect(read('xin chào các bạn')).toEqual([])
})
