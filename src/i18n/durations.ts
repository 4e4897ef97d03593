const MINUTE_MS = 60_000

/** A stretch of time as a reader thinks of it: `45 phút`, `5 giờ 20 phút`, `2 ngày 4 giờ`; rounded to the smaller unit. */
export function formatDuration(milliseconds: number): string {
  const minutes = Math.round(milliseconds / MINUTE_MS)
  if (minutes < 1) return 'dưới 1 phút'
  if (minutes < 60) return `${minutes} phút`
  if (minutes < 24 * 60) return print(Math.floor(minutes / 60), 'giờ', minutes % 60, 'phút')
  const hours = Math.round(minutes / 60)
  return print(Math.floor(hours / 24), 'ngày', hours % 24, 'giờ')
}

function print(whole: number, unit: string, rest: number, smaller: string): string {
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${smaller}`
}
