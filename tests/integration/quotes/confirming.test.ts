import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { isConfirmed, type Finding } from '../../../src/domain/quotes/rules.ts'
import { checkQuote } from '../../../src/domain/quotes/service.ts'
import { BEFORE_UNIT, FIELD_WORDS, HARMLESS, TIME_WORDS } from '../../../src/domain/quotes/wording-rules.ts'
import { findingWords, verdictWords } from '../../../src/i18n/quote-words.ts'
import { publishNewPackages } from '../../../src/server/releases.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'

const TRUE = [
  'Năm 2022 tỷ lệ hộ nghèo Sơn La là 17,83%',
  'nam 2022 ti le ho ngheo son la 17.83%',
  'Tỷ lệ hộ nghèo đa chiều toàn tỉnh Sơn La cuối năm 2022 còn 17,83 %',
  'Đến 31/12/2022, tỷ lệ hộ nghèo ở Sơn La là 17,83 %.',
  'Năm 2022, Sơn La hỗ trợ 2.213 căn nhà',
  'Năm 2022, trên địa bàn tỉnh Sơn La đã hỗ trợ 2.213 nhà',
  'Tỷ lệ hộ nghèo Sơn La: năm 2021 là 21,66%, năm 2022 là 17,83%',
  'Mức giảm tỷ lệ hộ nghèo tỉnh Sơn La năm 2023: 3,66 điểm %/năm',
  'Ba chương trình mục tiêu quốc gia, tỉnh Sơn La, năm 2024 được giao hơn 3.454 tỷ đồng',
  'Đề án nhà ở cho hộ nghèo, tỉnh Sơn La, năm 2022: kinh phí đã thực hiện hơn 156 tỷ đồng',
  'ty-le-ho-ngheo_son-la_2022 17,83',
  '9 tháng đầu năm 2024, Sơn La hỗ trợ 935 nhà',
  'Năm 2022 tỉnh Sơn La tạo việc làm cho 29.892 lao động',
  'Năm 2022, toàn tỉnh có 29.892 người được tạo việc làm',
  'Sơn La đạt 100% người nghèo có bảo hiểm y tế năm 2024',
  'Năm 2025 cả tỉnh hỗ trợ 3.058 nhà, trong đó xây mới 2.653, sửa chữa 405',
  'Năm 2025 cả tỉnh hỗ trợ 3.058 nhà (2.653 nhà xây mới và 405 nhà sửa chữa)',
  'Chương trình 1719 tỉnh Sơn La đến tháng 6/2025 giải ngân hơn 3.666 tỷ đồng',
  'Luỹ kế đến hết tháng 6/2025, Chương trình 1719 tỉnh Sơn La đã giải ngân hơn 3.666 tỷ đồng',
  'Tính đến hết tháng 6 năm 2025, tỉnh Sơn La giải ngân hơn 3.666 tỷ đồng cho Chương trình 1719',
]

const RATE = 'tỷ lệ hộ nghèo Sơn La'
const FALSE = [
  `Năm 2022 ${RATE} không phải là 17,83%`,
  `Năm 2022 ${RATE} là 17,83%, thông tin này sai`,
  `Năm 2022 ${RATE} giảm 17,83%`,
  `Năm 2022 ${RATE} dưới 17,83 %`,
  `Năm 2022 ${RATE} chưa đến 17,83 %`,
  `Năm 2022 ${RATE} trên 17,83 %`,
  `Năm 2022 ${RATE} bình quân 17,8 %`,
  `Năm 2022 ${RATE} tăng gấp 17,83 %`,
  `Năm 2022 ${RATE} là -17,83 %`,
  `Năm 2022 ${RATE} là − 17,83 %`,
  `Năm 2022 ${RATE} là 17,83 ‰`,
  `Năm 2022 ${RATE} là 17,83 điểm %`,
  `Năm 2022 ${RATE} là 17,83 %/tháng`,
  `Năm 2022 ${RATE} ≠ 17,83 %`,
  `Năm 2022 ${RATE} cao hơn Điện Biên 17,83 %`,
  'Ngoại trừ Sơn La, năm 2022 tỷ lệ hộ nghèo vùng Tây Bắc là 17,83 %',
  'Năm 2022 tỷ lệ hộ nghèo dân tộc thiểu số tỉnh Sơn La là 17,83 %',
  'Năm 2022 tỷ lệ hộ nghèo các xã đặc biệt khó khăn tỉnh Sơn La là 17,83 %',
  'Ở 125 xã đặc biệt khó khăn, năm 2022 tỷ lệ hộ nghèo Sơn La là 17,83 %',
  'Tỷ lệ hộ nghèo nam 2022 Sơn La là 17,83 %',
  `Cuối tháng 6 năm 2022 ${RATE} là 17,83 %`,
  `Cuối tháng 6/2022 ${RATE} là 17,83 %`,
  `Quý 2/2022 ${RATE} là 17,83 %`,
  `Đầu năm 2022 ${RATE} là 17,83 %`,
  `Từ năm 2022 ${RATE} là 17,83 %`,
  `Giai đoạn 2021-2022 ${RATE} là 17,83 %`,
  `Kế hoạch năm 2022 ${RATE} là 17,83 %`,
  `Mục tiêu năm 2022 ${RATE} là 17,83 %`,
  'Ba chương trình mục tiêu quốc gia tỉnh Sơn La năm 2024 đã giải ngân hơn 3.454 tỷ đồng',
  'Đề án nhà ở cho hộ nghèo, tỉnh Sơn La, năm 2022 đã giải ngân hơn 156 tỷ đồng',
  'Dự án 5 chương trình giảm nghèo bền vững tỉnh Sơn La năm 2023: vốn sự nghiệp được giao 83,73 tỷ đồng',
  'Chương trình giảm nghèo bền vững tỉnh Sơn La năm 2023 được giao 83,73 tỷ đồng',
  'Năm 2022 tỷ lệ hộ nghèo Điện Biên là 17,83 %',
  'Năm 2025 cả tỉnh hỗ trợ 2.653 nhà, trong đó xây mới 3.058',
  'Năm 2025 cả tỉnh xây mới 405 nhà, sửa chữa 2.653 nhà',
  'Năm 2025 cả tỉnh cần xây mới 2.653 nhà',
  'Năm 2025 cả tỉnh hỗ trợ 2.653 nhà',
  'Sơn La đạt 100% người nghèo có việc làm năm 2024',
  'Cuối tháng 6/2025 Chương trình 1719 tỉnh Sơn La giải ngân hơn 3.666 tỷ đồng',
  'Tháng 6/2025 Chương trình 1719 tỉnh Sơn La giải ngân hơn 3.666 tỷ đồng',
  'Đến tháng 5/2025 Chương trình 1719 tỉnh Sơn La giải ngân hơn 3.666 tỷ đồng',
  'Luỹ kế đến hết tháng 9/2024, Sơn La đã hỗ trợ 935 nhà',
  'Đến hết năm 2024 tỉnh Sơn La hỗ trợ 9.317 nhà',
  'Năm 2022 tỷ lệ hộ nghèo cả nước là 17,83 %',
  'Đến năm 2022, Sơn La hỗ trợ 2.213 căn nhà',
  'Năm 2022, Sơn La hỗ trợ 2.213 hộ',
  'Số hộ được hỗ trợ nhà ở tỉnh Sơn La tháng 9/2024 là 8.657 hộ',
  'ty-le-ho-ngheo_son-la_2022 không phải 17,83',
  'ty-le-ho-ngheo_son-la_2022 năm 2021: 17,83',
  'Năm 2022 tỷ lệ hộ nghèo Sơn La dưới 17,83 %',
  'Năm 2022 tỷ lệ hộ nghèo Sơn La gần 17,83 %',
  'Năm 2022 tỷ lệ hộ nghèo Sơn La chưa đến 17,83 %',
  'Năm 2022 Sơn La không còn 17,83 % hộ nghèo',
  'Năm 2022 tỷ lệ hộ nghèo Sơn La và Điện Biên là 17,83 %',
  'Năm 2022 tỷ lệ hộ nghèo xã Sơn La là 17,83 %',
  'Năm 2022 tỷ lệ hộ nghèo thành phố Sơn La là 17,83 %',
  'Năm 2022 tỷ lệ hộ nghèo người Mông tỉnh Sơn La là 17,83 %',
  'Năm 2022 tỷ lệ hộ nghèo và cận nghèo tỉnh Sơn La là 17,83 %',
  'Năm 2022 tỷ lệ hộ nghèo, hộ cận nghèo tỉnh Sơn La là 17,83 %',
  'Năm 2022 tỷ lệ hộ nghèo bình quân đầu người tỉnh Sơn La là 17,83 %',
  'Quý I năm 2022 tỷ lệ hộ nghèo tỉnh Sơn La là 17,83 %',
  '9 tháng năm 2022 tỷ lệ hộ nghèo tỉnh Sơn La là 17,83 %',
  'Trước năm 2022 tỷ lệ hộ nghèo tỉnh Sơn La là 17,83 %',
  'Sau năm 2022 tỷ lệ hộ nghèo tỉnh Sơn La là 17,83 %',
  'Tỷ lệ hộ nghèo tỉnh Sơn La: 21,66 % năm 2022, 17,83 % năm 2021',
  'Tỷ lệ hộ nghèo tỉnh Sơn La năm 2021 và 2022 lần lượt là 17,83 % và 21,66 %',
  'Chương trình 1719 tỉnh Sơn La đến tháng 6/2025 được giao hơn 3.666 tỷ đồng',
  'Chương trình 1719 tỉnh Sơn La đến tháng 6/2025 giải ngân hơn 5.653 tỷ đồng',
  'Chương trình 1719 tỉnh Sơn La đến tháng 6/2025 được giao hơn 3.666 tỷ đồng, giải ngân hơn 5.653 tỷ đồng',
  'Chương trình 1719 tỉnh Sơn La đến tháng 6/2025 giải ngân hơn 3.666 tỷ đồng trong kế hoạch hơn 5.653 tỷ đồng',
  'Chương trình 1719 tỉnh Sơn La đến tháng 6/2025 giải ngân 3.666 tỷ đồng',
  'Chương trình 1719 tỉnh Sơn La đến tháng 6/2025 còn hơn 3.666 tỷ đồng chưa giải ngân',
  'Chương trình 1719 tỉnh Sơn La đến tháng 6/2025 phải giải ngân hơn 3.666 tỷ đồng',
  'Chương trình 1719 tỉnh Sơn La năm 2025 giải ngân hơn 3.666 tỷ đồng',
  'Đến tháng 6/2025 Chương trình giảm nghèo bền vững tỉnh Sơn La giải ngân hơn 3.666 tỷ đồng',
  'Giai đoạn 2021-2025 Sơn La giải ngân hơn 3.666 tỷ đồng cho Chương trình 1719',
  'Năm 2025 tỷ lệ hộ nghèo Sơn La đã đạt 7,89%',
  'Cuối năm 2025 tỷ lệ hộ nghèo Sơn La là 10,89%',
  'Sơn La hoàn thành hỗ trợ 1.514 nhà năm 2026',
  'Năm 2022, Sơn La hỗ trợ 2.213 nhà, xây mới 2.213 nhà',
  'Năm 2025 cả tỉnh xây mới 3.058 nhà',
  'Năm 2025 cả nước hỗ trợ 3.058 nhà',
  'Năm 2025 chỉ hỗ trợ 3.058 nhà cả tỉnh',
  'Năm 2025 cả tỉnh hỗ trợ 3.058 nhà cho người có công',
  'Năm 2025 một nửa cả tỉnh hỗ trợ 3.058 nhà',
  'Năm 2025 cả tỉnh Điện Biên hỗ trợ 3.058 nhà',
  'Năm 2022 tỉnh Sơn La tạo việc làm cho 29.892 lao động nữ',
  'Năm 2022 tỉnh Sơn La tạo việc làm mới cho 29.892 lao động',
  'Năm 2022 tỉnh Sơn La không tạo việc làm cho 29.892 lao động',
  'Năm 2022 có 29.892 người được tạo việc làm ở nước ngoài tỉnh Sơn La',
  'Năm 2022, 29.892 người thất nghiệp được tạo việc làm tỉnh Sơn La',
  'Sơn La đạt 100% người nghèo có bảo hiểm y tế năm 2023',
  'Sơn La chưa đạt 100% người nghèo có bảo hiểm y tế năm 2024',
  '100% người dân Sơn La có bảo hiểm y tế năm 2024',
  'Năm 2024 tỷ lệ hộ nghèo Sơn La giảm 11,11 %',
  'Năm 2024 tỷ lệ hộ nghèo Sơn La giảm xuống 11,11 %',
  'Năm 2023 tỷ lệ hộ nghèo Sơn La giảm 3,66 % mỗi tháng',
  'Năm 2023 tỷ lệ hộ nghèo Sơn La giảm 3,66 lần',
  'Năm 2023 mục tiêu tỷ lệ hộ nghèo Sơn La giảm 3,66 %',
  'Mỗi năm tỷ lệ hộ nghèo Sơn La giảm 3,66 %',
  'Giai đoạn 2021-2025 tỷ lệ hộ nghèo Sơn La giảm bình quân mỗi năm 3,59 %',
  'Huyện Bắc Yên chưa ra khỏi danh sách huyện nghèo năm 2022',
  'Huyện Bắc Yên chưa từng ra khỏi danh sách huyện nghèo năm 2022',
  'Tất cả các huyện, trừ huyện Thuận Châu, hoàn thành hỗ trợ nhà ở năm 2025',
  'Huyện Thuận Châu hoàn thành hỗ trợ nhà ở cho người có công năm 2025',
  'Huyện Thuận Châu không chỉ hoàn thành hỗ trợ nhà ở năm 2025',
  'Không có chuyện huyện Thuận Châu chưa hoàn thành hỗ trợ nhà ở năm 2025',
  'ty-le-ho-ngheo_son-la_2022 ~ 17,83',
  'ty-le-ho-ngheo_son-la_2022 > 17,83',
  'Tỷ lệ hộ nghèo Sơn La = 17,83 năm 2023',
]

/** Words of which none may stand in a sentence that is called right. */
const WORDS = (
  'không chẳng chưa đừng sai nhầm phải bịa gần hơn kém dưới trên quá tới vượt ngoài trừ tăng giảm gấp nửa rưỡi chục ' +
  'cao thấp lớn nhỏ ít nhiều nhất chỉ riêng mỗi từng một hai ba các những mọi cả nước vùng miền huyện xã bản làng phường ' +
  'Điện Biên Lai Châu Hoà Bình Mộc Kinh Thái Mông nam nữ trẻ già em nông thôn thành thị đô thiểu số dân tộc tôn giáo cận ' +
  'tái thoát đơn thân cũ mới kế hoạch mục tiêu chỉ tiêu dự kiến ước tính sơ bộ dự báo sẽ sắp từng vừa đầu giữa nửa quý ' +
  'tháng tuần ngày lần lượt bình quân trung khoảng chừng độ tầm xấp xỉ hoặc hay nhưng mà nếu thì bởi vì do để với bằng ' +
  'so sánh như tổng cộng trừ nhân chia phần điểm nghìn triệu tỷ đồng người nhà hộ căn giao giải ngân phân bổ bỏ giả tưởng'
).split(' ')
/** Which are not: they are true of one of the sentences. */
const HARMLESS_WORDS = new Set([
  ...HARMLESS,
  ...BEFORE_UNIT,
  ...TIME_WORDS,
  ...FIELD_WORDS.allocated,
  'đã',
  'cả',
])

/** And these, where they stand before the word they belong to. */
const HARMLESS_BEFORE: Record<string, string[]> = { tính: ['đến', 'cuối'], căn: ['nhà'] }

const isRight = (finding: Finding): boolean => verdictWords(finding, 'vi').startsWith('Đúng')

describeOnBothDatabases('what is called right', (open) => {
  let site: TestSite
  beforeAll(async () => {
    site = await open()
    await publishNewPackages(site.context, { print: () => undefined })
  })

  async function check(text: string): Promise<Finding[]> {
    const answer = await checkQuote(site.context, text)
    return answer.kind === 'checked' ? answer.findings : []
  }
  const read = (finding: Finding | undefined): string =>
    finding === undefined
      ? ''
      : [verdictWords(finding, 'vi'), ...findingWords(finding, site.context.reference, 'vi')]
          .join(' | ')
          .replaceAll('\u00a0', ' ')

  test.each(TRUE)('%s', async (text) => {
    const findings = await check(text)
    expect(findings.length).toBeGreaterThan(0)
    for (const finding of findings) expect(isRight(finding), read(finding)).toBe(true)
  })

  test.each(['Mức mục giảm tỷ lệ hộ nghèo tỉnh Sơn La năm 2023: 3,66 điểm %/năm'])(
    'never: %s',
    async (text) => {
      for (const finding of await check(text)) expect(isRight(finding), read(finding)).toBe(false)
    },
  )

  test.each(FALSE)('never: %s', async (text) => {
    for (const finding of await check(text)) {
      expect(isConfirmed(finding), read(finding)).toBe(false)
      expect(isRight(finding), read(finding)).toBe(false)
    }
  })

  describe('a word more in a true sentence', () => {
    // Without marks "nam" is a year as well; of two numbers one can stay right.
    const sentences = TRUE.filter(
      (text) => /[^ -~]/u.test(text) && !text.includes('21,66') && !text.includes('3.058'),
    )
    const words = WORDS.filter((word) => !HARMLESS_WORDS.has(word))

    test('takes the confirmation away, wherever it stands', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...sentences),
          fc.constantFrom(...words),
          fc.nat(),
          async (sentence, word, at) => {
            const parts = sentence.split(' ')
            const place = at % (parts.length + 1)
            fc.pre(HARMLESS_BEFORE[word]?.includes(parts[place]?.toLowerCase() ?? '') !== true)
            const text = parts.toSpliced(place, 0, word).join(' ')
            for (const finding of await check(text)) expect(isRight(finding), text).toBe(false)
          },
        ),
        { numRuns: 300 },
      )
    })
  })

  test('parts that were swapped are told apart, and what names no place is said to be of the province', async () => {
    const swapped = await check('Năm 2025 cả tỉnh hỗ trợ 3.058 nhà, trong đó xây mới 405, sửa chữa 2.653')
    expect(swapped.map(({ verdict, figure }) => [verdict, figure.id.split('_')[0]])).toEqual([
      ['current', 'so-nha-duoc-ho-tro'],
      ['different', 'so-nha-xay-moi'],
      ['different', 'so-nha-sua-chua'],
    ])
    const unnamed = await check('Năm 2025 cả tỉnh hỗ trợ 3.058 nhà, trong đó 2.653 nhà')
    expect(unnamed.filter(({ verdict }) => verdict === 'different')).toEqual([])
    expect(read((await check('29.892 người được tạo việc làm năm 2022'))[0])).toBe(
      'Trùng với số đang công bố | Trang đang công bố 29.892 người. | ' +
        'Câu không nêu địa phương; trang so với số của tỉnh Sơn La.',
    )
  })

  test('a sentence on what is either so or not is right or contradicted', async () => {
    const DONE = 'hoàn thành hỗ trợ nhà ở'
    const words = async (text: string): Promise<string> => read((await check(text))[0])
    for (const text of [
      `Huyện Thuận Châu ${DONE} năm 2025`,
      `Năm 2025, huyện Thuận Châu đã ${DONE}.`,
      `nam 2025 huyen thuan chau hoan thanh ho tro nha o`,
    ]) {
      expect(await words(text)).toBe('Đúng với thông tin đang công bố | Trang đang công bố: có.')
    }
    for (const text of [
      `Huyện Thuận Châu chưa ${DONE} năm 2025`,
      `Huyện Thuận Châu chưa ${DONE}`,
      `Năm 2025 huyện Thuận Châu không ${DONE}`,
    ]) {
      expect(await words(text)).toBe(
        'Trái với thông tin đã công bố | Câu nói ngược lại. | Trang đang công bố: có.',
      )
    }
    for (const text of [
      `Huyện Thuận Châu ${DONE}`,
      `Huyện Thuận Châu sắp ${DONE} năm 2025`,
      `Huyện Thuận Châu chưa chắc ${DONE} năm 2025`,
      `Huyện Thuận Châu ${DONE} năm 2025 là không đúng`,
      `Không phải huyện Thuận Châu ${DONE} năm 2025`,
      `Huyện Thuận Châu ${DONE} năm 2025 chưa?`,
    ]) {
      expect(await words(text), text).toMatch(/^Số đang công bố \|/u)
    }
    expect(await check(`Huyện Thuận Châu ${DONE} năm 2024`)).toEqual([])
    expect(await check(`Huyện Thuận Châu ${DONE} năm 2025 cho 5.000 hộ`)).toEqual([])
  })

  test('half a year is a period and no number, and a figure is listed once', async () => {
    for (const text of [
      `6 tháng đầu năm 2022 ${RATE} là 17,83%`,
      `6 tháng đầu năm, năm 2022 ${RATE} là 17,83%`,
    ]) {
      const findings = await check(text)
      expect(findings.map(({ number, figure }) => [number?.value, figure.id])).toEqual([
        ['17.83', 'ty-le-ho-ngheo_son-la_2022'],
      ])
      expect(findings.some(isRight), text).toBe(false)
    }
  })

  test('a sentence that is half understood names the words and the published number', async () => {
    const [finding] = await check('Năm 2022 tỷ lệ hộ nghèo Điện Biên không phải là 17,83 %')
    expect(finding).toMatchObject({ verdict: 'unread', unread: ['Điện Biên không phải'] })
    expect(read(finding)).toBe(
      'Số này có trong số liệu đã công bố, nhưng câu có chữ trang không hiểu | Trang đang công bố 17,83 %. | ' +
        'Chữ trang không hiểu: “Điện Biên không phải”. Xin đối chiếu với số đang công bố.',
    )
  })

  test('nobody is told of another number for a place that the site does not know', async () => {
    const answer = await checkQuote(site.context, 'Năm 2022 tỷ lệ hộ nghèo Điện Biên là 34,9 %')
    expect(answer).toMatchObject({ unknown: ['34,9 %'], findings: [{ verdict: 'published' }] })
  })

  test('a forecast and a target are right as that', async () => {
    const words = async (text: string): Promise<string> => read((await check(text))[0])
    expect(await words('Năm 2025 tỷ lệ hộ nghèo Sơn La còn 7,89%')).toContain('Đúng là số dự kiến |')
    expect(await words('Dự kiến năm 2025 tỷ lệ hộ nghèo Sơn La còn 7,89%')).toContain('Đúng là số dự kiến |')
    expect(await words('Chỉ tiêu năm 2026 Sơn La hỗ trợ 1.514 nhà')).toContain('Đúng là số chỉ tiêu |')
    expect(await words('Năm 2026 Sơn La đã hỗ trợ 1.514 nhà')).toContain('không hiểu')
  })

  test('every source that reported a number is named, with its own words', async () => {
    const findings = await check('ty-le-ho-ngheo_son-la_2024 với 10,89')
    expect(findings).toMatchObject([{ verdict: 'claim' }])
    expect(read(findings[0])).toContain(
      'Trang công bố 11,11 %. Vietnam.vn ghi 10,89 %; Cổng thông tin điện tử tỉnh Sơn La ghi khoảng 10,89 %.',
    )
    expect(read(findings[0])).not.toContain('Số công bố')
  })
})
