import type { Figure } from '../figures/rules.ts'
import type { Reference } from '../reference/rules.ts'
import { phraseSet, type Place } from './reading-rules.ts'
import type { Statement } from './statement-rules.ts'
import { NOT } from './wording-rules.ts'

/** What a sentence says of an indicator that asks yes or no, and the word that negates it where one does. */
export interface SaidAnswer {
  answer: 'yes' | 'no'
  negation: Place | null
}

/** Null where a figure asks for a number, or the sentence has one, or names the indicator not once. */
export function saidAnswer(
  { number, reading }: Statement,
  figure: Figure,
  { indicators }: Pick<Reference, 'indicators'>,
): SaidAnswer | null {
  if (figure.kind === 'funding' || indicators.get(figure.indicator)?.kind !== 'yes-no') return null
  const { marks, numbers, tokens, accented, composed } = reading
  if (number !== null || numbers.length > 0) return null
  const [mark, second] = marks.filter(({ dimension }) => dimension === 'indicator')
  if (mark === undefined || second !== undefined || !mark.values.includes(figure.indicator)) return null
  const words = phraseSet(NOT, accented)
  const negation = tokens.findLast(
    ({ word, end }) => words.has(word) && end <= mark.start && composed.slice(end, mark.start).trim() === '',
  )
  return negation === undefined ? { answer: 'yes', negation: null } : { answer: 'no', negation }
}

/** What a figure answers; null where it has no value. */
export function answerOf({ current: { value } }: Figure): 'yes' | 'no' | null {
  return value === null ? null : value === '1' ? 'yes' : 'no'
}
