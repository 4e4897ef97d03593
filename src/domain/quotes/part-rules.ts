import type { Place, Reading } from './reading-rules.ts'
import type { Statement } from './statement-rules.ts'

const AMONG = /(?<![\p{L}\p{N}])trong do(?![\p{L}\p{N}])/gu

/**
 * A statement with what "trong đó" does to it: a number before it is the whole, one behind it is a part. A part that
 * is named itself is understood; one that is not is nothing that stands before it.
 */
export function withParts(statement: Statement): Statement {
  const { number, reading, said } = statement
  if (number === null) return statement
  const places = Array.from(reading.folded.matchAll(AMONG), ({ 0: text, index }): Place => ({
    start: index,
    end: index + text.length,
  }))
  if (places.length === 0) return statement
  const last = places.findLast(({ end }) => end <= number.start)
  const isNamed = last === undefined || isNamedBehind(last, number, reading)
  if (isNamed) return { ...statement, understood: [...(statement.understood ?? []), ...places] }
  const { indicator, programme, ...rest } = said
  return {
    ...statement,
    said: {
      ...rest,
      ...(indicator !== undefined && { indicator: { ...indicator, sure: false } }),
      ...(programme !== undefined && { programme: { ...programme, sure: false } }),
    },
  }
}

/** Whether a part's own name stands with it. */
function isNamedBehind({ end }: Place, number: Place, { marks, partOf }: Reading): boolean {
  return marks.some(
    (mark) =>
      mark.dimension !== 'period' &&
      mark.dimension !== 'unit' &&
      mark.start >= end &&
      partOf(mark) === partOf(number),
  )
}
