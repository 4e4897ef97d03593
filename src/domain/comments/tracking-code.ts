/**
 * Digits and capitals without 0, 1, I, L and O, which are misread. Thirty-one symbols: with a prime number of them
 * and a different weight for each place, the check character notices every single wrong character and every
 * exchange of two (the way ISBN-10 does).
 */
const SYMBOLS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const RANDOM_SYMBOLS = 17
const LENGTH = RANDOM_SYMBOLS + 1
const GROUP = 6

/** A tracking code in its stored spelling: 18 symbols, no separators; 17 of them random, which is 84 bits. */
export type TrackingCode = string & { readonly __trackingCode: true }

/** Makes a code; `randomBytes` must be cryptographically random. */
export function makeTrackingCode(randomBytes: (length: number) => Uint8Array): TrackingCode {
  let symbols = ''
  while (symbols.length < RANDOM_SYMBOLS) {
    for (const byte of randomBytes(2 * RANDOM_SYMBOLS)) {
      const index = byte & 31
      // 31 is outside the alphabet: drawn again, so that each symbol is equally likely.
      if (index < SYMBOLS.length && symbols.length < RANDOM_SYMBOLS) symbols += SYMBOLS.charAt(index)
    }
  }
  return (symbols + checkCharacter(symbols)) as TrackingCode
}

/** Reads a code as a person types it: any case, with spaces or hyphens. Null where it cannot be a code. */
export function parseTrackingCode(typed: string): TrackingCode | null {
  const code = typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}]/gu, '')
    .toUpperCase()
  if (code.length !== LENGTH || [...code].some((symbol) => !SYMBOLS.includes(symbol))) return null
  return checkCharacter(code.slice(0, RANDOM_SYMBOLS)) === code.charAt(RANDOM_SYMBOLS)
    ? (code as TrackingCode)
    : null
}

/** The code as it is shown and linked: three groups of six. */
export function formatTrackingCode(code: TrackingCode): string {
  const groups: string[] = []
  for (let at = 0; at < code.length; at += GROUP) groups.push(code.slice(at, at + GROUP))
  return groups.join('-')
}

function checkCharacter(symbols: string): string {
  let sum = 0
  for (const [place, symbol] of [...symbols].entries()) sum += (place + 2) * SYMBOLS.indexOf(symbol)
  return SYMBOLS.charAt(sum % SYMBOLS.length)
}
