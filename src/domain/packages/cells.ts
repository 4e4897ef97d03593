import type { FindingType } from '../releases/rules.ts'

/** What a cell holds, or why it holds nothing that can be used, in words for the person who wrote it. */
export type ReadCell<T> = { ok: true; value: T } | { ok: false; type: FindingType; message: string }

/** Smallest step that results are compared in: a millionth. */
const DECIMALS = 6
const DECIMAL = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/u
/** VND; far above any budget, and every whole number up to here is exact. */
const MAX_AMOUNT = 9_000_000_000_000_000

const ok = <T>(value: T): ReadCell<T> => ({ ok: true, value })
const refuse = (type: FindingType, message: string): ReadCell<never> => ({ ok: false, type, message })

/** A decimal number as it is published; it keeps its spelling. */
export function readDecimal(cell: string): ReadCell<string> {
  if (DECIMAL.test(cell)) return ok(cell)
  return refuse('type-error', explainNumber(cell, '.'))
}

/** @returns `1` or `0` */
export function readYesNo(cell: string): ReadCell<string> {
  if (cell === 'yes' || cell === '1') return ok('1')
  if (cell === 'no' || cell === '0') return ok('0')
  return refuse('type-error', `Chỉ số này chỉ nhận yes (có) hoặc no (không), không nhận "${clip(cell)}".`)
}

/** An amount in whole VND. */
export function readAmount(cell: string): ReadCell<number> {
  if (/^-\d+$/u.test(cell)) return refuse('constraint-error', 'Số tiền không thể nhỏ hơn 0.')
  if (!/^(?:0|[1-9]\d*)$/u.test(cell)) {
    const bare = cell.replace(/[\s\u00a0]|(?:đ|đồng|VND)$/gu, '')
    const digits = /^\d{1,3}(?:\.\d{3})+$|^\d{1,3}(?:,\d{3})+$|^\d+$/u.test(bare)
      ? bare.replace(/[.,]/gu, '')
      : ''
    const advice =
      digits === ''
        ? ' Hãy ghi trọn số đồng, viết liền chữ số, như 156000000000.'
        : write(digits.replace(/^0+(?=\d)/u, ''))
    return refuse('type-error', `"${clip(cell)}" không phải số tiền viết đúng mẫu.${advice}`)
  }
  const amount = Number(cell)
  if (cell.length <= 16 && amount <= MAX_AMOUNT) return ok(amount)
  return refuse('constraint-error', 'Số tiền quá lớn: trang nhận đến 9 triệu tỷ đồng.')
}

/** Digits with one comma that may stand for either of two numbers. */
const AMBIGUOUS = /^-?[1-9]\d{0,2},\d{3}$/u

/**
 * A cell of a workbook as a package writes it: with a decimal comma, and dots between thousands, it is a number where
 * it can be no other. Everything else stays as it is.
 */
export function plainDecimal(cell: string): string {
  if (!/^-?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+$/u.test(cell) || AMBIGUOUS.test(cell)) return cell
  const plain = cell.replaceAll('.', '').replace(',', '.')
  return DECIMAL.test(plain) ? plain : cell
}

/** A CSV file has a decimal point, a workbook the comma of its readers. */
export type DecimalMark = '.' | ','

/** Why a cell is no number, and how to write it where it goes. */
export function explainNumber(cell: string, mark: DecimalMark): string {
  return `"${clip(cell)}" không phải là số.${adviceFor(cell, mark)}`
}

/** How a number with a comma, spaces or a measure would have to be written; empty where that is anyone's guess. */
function adviceFor(cell: string, mark: DecimalMark): string {
  const bare = cell.replace(/[\s\u00a0]|%$/gu, '')
  const say = (number: string): string => write(withMark(number, mark))
  const [name, example] = mark === '.' ? ['dấu chấm', '17.83'] : ['dấu phẩy', '17,83']
  const plain = ` Hãy viết số bằng chữ số, ${name} cho phần thập phân, không dấu ngăn nghìn, như ${example}.`
  if (/^-?\d{1,3}(?:\.\d{3})+,\d+$/u.test(bare)) return say(bare.replaceAll('.', '').replace(',', '.'))
  if (/^-?\d{1,3}(?:,\d{3})+\.\d+$/u.test(bare)) return say(bare.replaceAll(',', ''))
  if (/^-?\d{1,3}(?:\.\d{3}){2,}$/u.test(bare)) return say(bare.replaceAll('.', ''))
  if (/^-?\d{1,3}(?:,\d{3})+$/u.test(bare) && !/^-?0/u.test(bare)) {
    const whole = bare.replaceAll(',', '')
    return (bare.match(/,/gu) ?? []).length > 1
      ? say(whole)
      : ` Hãy viết ${withMark(bare.replace(',', '.'), mark)} nếu dấu phẩy là phần thập phân, ${whole} nếu là dấu ngăn nghìn.`
  }
  if (/^-?\d+,\d+$/u.test(bare)) return say(bare.replace(',', '.'))
  return DECIMAL.test(bare) ? say(bare) : plain
}

/** A further zero tells a fraction of three digits from thousands. */
function withMark(number: string, mark: DecimalMark): string {
  if (mark === '.') return number
  const marked = number.replace('.', ',')
  return AMBIGUOUS.test(marked) ? `${marked}0` : marked
}

function write(number: string): string {
  return ` Hãy viết ${number}.`
}

/** A decimal number in millionths: exact, where a floating-point difference would pass or miss a limit by a hair. */
export function toMillionths(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.')
  return BigInt(whole + fraction.padEnd(DECIMALS, '0'))
}

/** As it is printed in Vietnam: `2.213`, `17,83`. */
export function printMillionths(millionths: bigint): string {
  const size = millionths < 0n ? -millionths : millionths
  const fraction = (size % 1_000_000n).toString().padStart(DECIMALS, '0').replace(/0+$/u, '')
  const whole = `${millionths < 0n ? '-' : ''}${printWhole(size / 1_000_000n)}`
  return fraction === '' ? whole : `${whole},${fraction}`
}

const GROUPED = new Intl.NumberFormat('vi-VN')

export function printWhole(number: bigint | number): string {
  return GROUPED.format(number)
}

/** A day as it is printed: `30/6/2025`. */
export function printDay(day: string): string {
  return day.split('-').reverse().map(Number).join('/')
}

/** A cell as a message quotes it. */
export function clip(cell: string): string {
  return cell.length > 60 ? `${cell.slice(0, 60)}…` : cell
}
