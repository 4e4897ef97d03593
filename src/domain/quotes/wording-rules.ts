import { isProjection, type Figure } from '../figures/rules.ts'
import type { Reference } from '../reference/rules.ts'
import type { QuotedField } from './compare-rules.ts'

/**
 * Words that leave the meaning of a sentence as it is. Everything that is not here, and that names nothing, may change
 * it; in particular no word that negates, compares, gives a direction or picks out a part may ever stand here.
 */
export const HARMLESS: readonly string[] = [
  ...['là', 'đạt', 'còn', 'có', 'được', 'chiếm', 'mức', 'ở mức'],
  ...['của', 'cho', 'theo', 'và', 'năm', 'tỉnh', 'toàn', 'trên địa bàn'],
  ...['số liệu', 'báo cáo'],
]

/** Harmless right before the name of a unit: elsewhere they pick out a part, as "ở 125 xã". */
export const BEFORE_UNIT: readonly string[] = ['ở', 'tại']

/** Harmless right before the end of a period: "tính đến hết tháng 6/2025". */
export const BEFORE_END: readonly string[] = ['tính']

/** What stands before a point in time, or within it. */
export const TIME_WORDS: readonly string[] = [
  ...['ngày', 'tháng', 'quý', 'năm', 'giai', 'đoạn'],
  ...['từ', 'đến', 'hết', 'cuối', 'đầu', 'trong'],
]

/** In English as well: what the site's own citations in English say. */
export const FIELD_WORDS = {
  allocated: [
    ...['kế hoạch', 'kế hoạch vốn', 'kế hoạch giao', 'giao', 'giao vốn', 'được giao', 'vốn giao'],
    ...['phân bổ', 'được phân bổ', 'bố trí', 'được bố trí', 'allocated'],
  ],
  disbursed: ['giải ngân', 'được giải ngân', 'đã chi', 'disbursed'],
} as const satisfies Partial<Record<QuotedField, readonly string[]>>

const MONEY = ['kinh phí', 'số tiền', 'số vốn', 'vốn', 'chương trình', 'funding']
/** Of what has added up from the beginning. */
export const ADDED_UP = ['luỹ kế', 'cộng dồn']
const REACHED = ['đã', 'kết quả']
const FORESEEN = {
  forecast: ['dự kiến', 'dự báo', 'ước', 'ước tính', 'sẽ', 'forecast'],
  target: ['chỉ tiêu', 'mục tiêu', 'kế hoạch', 'phấn đấu', 'sẽ', 'target'],
}

/** What an amount is called, as the programme calls it. */
export function amountWords(
  figure: Figure,
  field: 'allocated' | 'disbursed',
  { programmes }: Pick<Reference, 'programmes'>,
): readonly string[] {
  const programme = figure.kind === 'funding' ? programmes.get(figure.programme) : undefined
  const name = field === 'allocated' ? programme?.allocatedName : programme?.disbursedName
  if (name == null) return FIELD_WORDS[field]
  const whole = name.toLocaleLowerCase('vi')
  return [whole, whole.replace(/^(?:kinh phí|số tiền) /u, '')]
}

/** Words that say of a figure what it is: true of this one, and not of others. */
export function ownWords(
  figure: Figure,
  field: QuotedField | null,
  reference: Pick<Reference, 'programmes'>,
): string[] {
  const { kind, current } = figure
  const { status } = current
  return [
    ...(kind === 'funding' ? MONEY : []),
    ...(field === 'allocated' || field === 'disbursed' ? amountWords(figure, field, reference) : []),
    ...(field === 'rate' ? ['tỷ lệ', ...amountWords(figure, 'disbursed', reference)] : []),
    ...(isProjection(status) ? [] : REACHED),
    ...(status === 'provisional' ? ['sơ bộ'] : []),
    ...(status === 'forecast' || status === 'target' ? FORESEEN[status] : []),
  ]
}

/** What right before the name of a yes-no indicator says that it is not so. */
export const NOT: readonly string[] = ['chưa', 'không']

/** Words behind a number that say what is counted, beside the measures of the indicators; folded. */
export const COUNTED: readonly string[] = [
  ...['can', 'ngoi', 'ho', 'nguoi', 'nha'],
  ...['ti', 'trieu', 'nghin', 'ngan', 'dong', 'phan tram', 'diem'],
]
