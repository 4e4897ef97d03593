/** Vietnam has one zone; what is printed never depends on where the server or the reader is. */
const ZONE = 'Asia/Ho_Chi_Minh'
const LOCALE = 'vi-VN'
/** Between a number and its unit: they stay on one line. */
const NO_BREAK_SPACE = '\u00a0'

// Built once: making a formatter costs more than rendering a comment.
const DAY = new Intl.DateTimeFormat(LOCALE, {
  timeZone: ZONE,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
})
const TIME = new Intl.DateTimeFormat(LOCALE, {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const INTEGER = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 })
const DECIMAL = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 })
const RATE = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** `31/12/2022` of a moment (ISO-8601) or a calendar date; `12/2022` and `2022` where the source gives no more. */
export function formatDate(date: string): string {
  const [, year = '', month] = /^(\d{4})(?:-(\d{2}))?$/u.exec(date) ?? []
  if (year !== '') return month === undefined ? year : `${month}/${year}`
  return DAY.format(new Date(date))
}

/** `08:00 ngày 30/12/2022` of a moment (ISO-8601). */
export function formatDateTime(moment: string): string {
  const date = new Date(moment)
  return `${TIME.format(date)} ngày ${DAY.format(date)}`
}

/** `08:00` of a moment (ISO-8601), where the day is plain. */
export function formatTime(moment: string): string {
  return TIME.format(new Date(moment))
}

/** `2.213` */
export function formatInteger(value: number): string {
  return INTEGER.format(value)
}

/** `17,8`; at most two decimals. */
export function formatNumber(value: number): string {
  return DECIMAL.format(value)
}

/** `17,83 %` of 17.83; two decimals always, so that a column lines up. */
export function formatPercent(value: number): string {
  return `${RATE.format(value)}${NO_BREAK_SPACE}%`
}

/** `65 %` of 64.85; a decimal only below one percent. */
export function formatRoundPercent(value: number): string {
  return `${DECIMAL.format(value < 1 ? Math.round(value * 10) / 10 : Math.round(value))}${NO_BREAK_SPACE}%`
}

/** With a capital at the start, as headings and entries of a list have it: "Huyện Mường La". */
export function capitalize(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
}

/** Within a sentence: "vốn sự nghiệp". */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLocaleLowerCase('vi') + text.slice(1)
}
