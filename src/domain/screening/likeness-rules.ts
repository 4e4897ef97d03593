import { bareText } from './look-alike-rules.ts'

/** Below this many characters of {@link bareText} a text has too little in it to be nearly the same as another. */
const MIN_NEAR = 20
/** Share of pieces that two texts have in common from which they are nearly the same. */
export const NEARLY = 0.7

const PIECE = 4
const BANDS = 16
const ROWS = 4

/**
 * Two numbers a row for {@link bandsOf}, drawn from a secret: who does not know them cannot make different texts fall
 * into the same band.
 */
export type BandSeeds = Uint32Array

export const SEEDS_BYTES = BANDS * ROWS * 2 * 4

/** Whether a bare text has enough in it to be nearly the same as another. */
export function isLongEnough(bare: string): boolean {
  return Array.from(bare).length >= MIN_NEAR
}

/** Every run of four characters of a bare text. */
export function piecesOf(bare: string): Set<string> {
  const letters = Array.from(bare)
  const pieces = new Set<string>()
  for (let at = 0; at + PIECE <= letters.length; at += 1) pieces.add(letters.slice(at, at + PIECE).join(''))
  return pieces
}

/** Share of their pieces that two texts have in common, 0 to 1. */
export function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0
  for (const piece of one) if (other.has(piece)) common += 1
  const all = one.size + other.size - common
  return all === 0 ? 0 : common / all
}

/**
 * Keys under which a text that is nearly the same is found: MinHash of its pieces, 16 bands of 4 rows. Texts with 70 %
 * of their pieces in common share a band 98 times out of 100, with 30 % one time in eight. Two bands that are not the
 * same have one key in 2^47 cases.
 */
export function bandsOf(pieces: ReadonlySet<string>, seeds: BandSeeds): number[] {
  const least = new Uint32Array(BANDS * ROWS).fill(0xff_ff_ff_ff)
  for (const piece of pieces) {
    const hash = hashPiece(piece)
    for (let row = 0; row < least.length; row += 1) {
      const mixed = mix(Math.imul(hash ^ (seeds[row * 2] ?? 0), (seeds[row * 2 + 1] ?? 0) | 1))
      if (mixed < (least[row] ?? 0)) least[row] = mixed
    }
  }
  return Array.from({ length: BANDS }, (_, band) =>
    keyOfBand(band, least.subarray(band * ROWS, (band + 1) * ROWS)),
  )
}

/** Less than 2^47, which SQLite keeps in six bytes: 15 bits from one walk over place and values, 32 from another. */
export function keyOfBand(place: number, values: Iterable<number>): number {
  let high = place
  let low = ~place
  for (const value of values) {
    high = mix(high ^ value)
    low = mix(Math.imul(low, 0x01_00_01_93) ^ value)
  }
  return (high % 2 ** 15) * 2 ** 32 + low
}

/** Whether two texts would be called nearly the same. Short ones are only ever the same or not. */
export function isNearlySame(one: string, other: string): boolean {
  const [a, b] = [bareText(one), bareText(other)]
  if (!isLongEnough(a) || !isLongEnough(b)) return a === b
  return likeness(piecesOf(a), piecesOf(b)) >= NEARLY
}

/** FNV-1a over UTF-16 units. */
function hashPiece(piece: string): number {
  let hash = 0x81_1c_9d_c5
  for (let at = 0; at < piece.length; at += 1) hash = Math.imul(hash ^ piece.charCodeAt(at), 0x01_00_01_93)
  return hash
}

/** The last step of MurmurHash3: every bit of the input moves every bit of the output. */
function mix(value: number): number {
  let bits = value
  bits = Math.imul(bits ^ (bits >>> 16), 0x85_eb_ca_6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2_b2_ae_35)
  return (bits ^ (bits >>> 16)) >>> 0
}
