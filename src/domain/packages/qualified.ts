import type { Qualifier } from '../figures/rules.ts'

/** A number with the word that its source puts before it. */
export interface QualifiedAmount {
  amount: bigint
  qualifier: Qualifier | null
}

/** `hơn` and `ít nhất`: the number is this or more, however much more. */
const OPEN_ABOVE: readonly (Qualifier | null)[] = ['more-than', 'at-least']
/** `khoảng` and `bình quân`: the number lies near, on either side. */
const NEAR: readonly (Qualifier | null)[] = ['about', 'average']
/** A tenth: what is near a number is not further off than this. */
const SLACK = 10n

/**
 * Whether parts add up to a total as far as their words let anyone say. A word takes away no more than it means:
 * - `hơn`, `ít nhất` give a lower bound: parts may not lie above a total with it; a total with it may be any amount
 *   above what is written, and parts with it any amount below the total;
 * - `gần` gives an upper bound: parts may not lie above a total with it;
 * - where `khoảng`, `bình quân`, or a `gần` that is wanted as a lower bound leave it open, only what is off by more
 *   than a tenth of the total counts.
 * @returns on which side of the total the parts are; null where they may be right
 */
export function compareQualified(
  whole: QualifiedAmount,
  parts: readonly QualifiedAmount[],
): 'more' | 'less' | null {
  const added = parts.reduce((sum, { amount }) => sum + amount, 0n)
  const words = parts.map(({ qualifier }) => qualifier)
  const isNear = NEAR.includes(whole.qualifier) || words.some((word) => NEAR.includes(word))
  const slack = (whole.amount < 0n ? -whole.amount : whole.amount) / SLACK
  if (!OPEN_ABOVE.includes(whole.qualifier)) {
    const isOpen = isNear || words.includes('nearly')
    // More than 100 is no part of 100, nor is 100 of nearly 100.
    const isBeyond = words.includes('more-than') || whole.qualifier === 'nearly'
    if (isOpen ? added > whole.amount + slack : added > whole.amount || (isBeyond && added === whole.amount))
      return 'more'
  }
  if (words.some((word) => OPEN_ABOVE.includes(word))) return null
  const isOpen = isNear || whole.qualifier === 'nearly'
  const isShort = whole.qualifier === 'more-than' || words.includes('nearly')
  if (isOpen ? added < whole.amount - slack : added < whole.amount || (isShort && added === whole.amount))
    return 'less'
  return null
}

/**
 * Whether more was paid out than allocated. The word of a line stands before both of its numbers, so with one it is
 * certain of neither, and only what is off by more than a tenth counts.
 */
export function isOverspent(allocated: bigint, disbursed: bigint, qualifier: Qualifier | null): boolean {
  return disbursed > allocated + (qualifier === null ? 0n : allocated / SLACK)
}

const WORDS: Readonly<Record<Qualifier, string>> = {
  'more-than': 'hơn',
  'at-least': 'ít nhất',
  nearly: 'gần',
  about: 'khoảng',
  average: 'bình quân',
}

/** Word before a number in a message, with the space behind it. */
export function wordOf(qualifier: Qualifier | null): string {
  return qualifier === null ? '' : `${WORDS[qualifier]} `
}

/** The word before what parts add up to. */
export function wordOfSum(parts: readonly QualifiedAmount[]): string {
  const words = parts.map(({ qualifier }) => qualifier)
  const isLoose = words.some((word) => word !== null && !OPEN_ABOVE.includes(word))
  if (isLoose) return wordOf('about')
  return wordOf(words.includes('more-than') ? 'more-than' : words.includes('at-least') ? 'at-least' : null)
}
