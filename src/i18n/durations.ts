const MINUTE_MS = 60_000

/**
 * A stretch of time as a reader thinks of it: `45 phút`, `5 giờ 20 phút`, `2 ngày 4 giờ`. Rounded up to the smaller
 * unit, so that "không quá" is true of it.
 */
export function formatDuration(milliseconds: number): string {
  const minutes = Math.max(1, Math.ceil(milliseconds / MINUTE_MS))
  if (minutes < 60) return `${minutes} phút`
  if (minutes < 24 * 60) return print(Math.floor(minutes / 60), 'giờ', minutes % 60, 'phút')
  const hours = Math.ceil(minutes / 60)
  return print(Math.floor(hours / 24), 'ngày', hours % 24, 'giờ')
}

function print(whole: number, unit: string, rest: number, smaller: string): string {
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${smaller}`
}
