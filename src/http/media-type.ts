/** How far a range fits a media type, and how much it is wanted. */
interface Wish {
  /** 3 where the type itself is named, 2 for its family, 1 for anything; 0 where no range fits. */
  precision: number
  /** Between 0, which is a refusal, and 1. */
  weight: number
}

/** Up to the end where the quote is never closed: looking for its end again and again would take seconds. */
const QUOTED = /"(?:[^"\\]|\\.?)*"?/gu
/** Browsers send a tenth of this. */
const LONGEST_READ = 2_000

/**
 * Whether an Accept header would rather have CSV than JSON (RFC 9110, 12.5.1). Where both are wanted as much, the one
 * that is named more precisely, and JSON after that. Whoever refuses both gets JSON: it is worth more than a 406.
 * Parameters other than the weight are not looked at: there is one CSV. Nor is a header that is too long to be meant.
 */
export function prefersCsv(accept: string | undefined): boolean {
  if (accept === undefined || accept.length > LONGEST_READ) return false
  const weights = readWeights(accept)
  const csv = wishFor('text', 'csv', weights)
  const json = wishFor('application', 'json', weights)
  if (csv.weight !== json.weight) return csv.weight > json.weight
  return csv.weight > 0 && csv.precision > json.precision
}

/** Media ranges and their weights. Commas and semicolons may stand in quotes, where they separate nothing. */
function readWeights(accept: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  for (const part of accept.toLowerCase().replace(QUOTED, '').split(',')) {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim())
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    const quality = weight === undefined ? 1 : Number(weight)
    weights.set(range, quality >= 0 && quality <= 1 ? quality : 0)
  }
  return weights
}

function wishFor(family: string, type: string, weights: ReadonlyMap<string, number>): Wish {
  const ranges = [`${family}/${type}`, `${family}/*`, '*/*']
  const at = ranges.findIndex((range) => weights.has(range))
  return { precision: at < 0 ? 0 : ranges.length - at, weight: weights.get(ranges[at] ?? '') ?? 0 }
}
