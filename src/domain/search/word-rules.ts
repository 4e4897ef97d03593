import { foldText } from './rules.ts'

/** Longest word that is told apart from another; the rest of a longer one counts for nothing. */
const MAX_WORD = 40

/** A number with its points and commas (`2.213`, `17,83`), or a run of letters, marks and digits. */
const WORD = /\p{Nd}+(?:[.,]\p{Nd}+)+|[\p{L}\p{M}\p{N}]+/gu
/** One syllable is written with i or y after the same letters: `kỹ` and `kĩ`, `quý` and `quí`, `Yên` and `Iên`. */
const LONE_Y = /^((?:[bcdghklmnpqrstvx]|d9)*)y(\d?)$/u

/** Marks that make another letter, as the VNI way of typing numbers them. */
const SHAPES: Readonly<Record<string, string>> = { '\u0302': '6', '\u031B': '7', '\u0306': '8' }
/** Marks of tone, in the same numbering: sắc, huyền, hỏi, ngã, nặng. */
export const TONE_MARKS = ['\u0301', '\u0300', '\u0309', '\u0303', '\u0323'] as const

/** Texts are made of the same few words again and again. */
const MOST_REMEMBERED = 20_000
const keys = new Map<string, string>()
const accents = new Map<string, string | null>()

/** A word of a text and where it stands, in UTF-16 units. */
export interface PlacedWord {
  word: string
  start: number
  end: number
}

export function placedWords(text: string): PlacedWord[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    word,
    start: index,
    end: index + word.length,
  }))
}

/**
 * What a word is found by: without case, marks and the bar of "đ", i and y as one, points and commas of a number left
 * out, and in ASCII, so that both databases see the same words. Empty for a run of marks alone. A key is its own key.
 */
export function wordKey(word: string): string {
  return remembered(keys, word, () => cut(mergeY(bareKey(word))))
}

/**
 * A word with its marks in an ASCII spelling that does not depend on where the tone stands (`hoà`, `hòa`): `lệ` is
 * `le65`, `đường` is `d9u7o7ng2`. Null for a word without marks, which says nothing of them.
 */
export function accentedWord(word: string): string | null {
  return remembered(accents, word, () => spellAccents(word))
}

function spellAccents(word: string): string | null {
  let letters = ''
  let tone = ''
  for (const character of word.normalize('NFD').toLowerCase()) {
    const shape = SHAPES[character]
    const mark = (TONE_MARKS as readonly string[]).indexOf(character)
    if (shape !== undefined) letters += shape
    else if (mark >= 0) tone = String(mark + 1)
    else if (character === 'đ') letters += 'd9'
    else letters += /[a-z0-9]/u.test(character) ? character : bareKey(character)
  }
  const accented = mergeY(letters + tone)
  return /[a-z]/u.test(accented) && accented !== mergeY(bareKey(word)) ? cut(accented) : null
}

/** Keys of a text's words, in order. */
export function keysOf(text: string): string[] {
  return placedWords(text)
    .map(({ word }) => wordKey(word))
    .filter((key) => key !== '')
}

/** The marked words of a text, once each, in the spelling of {@link accentedWord}. */
export function accentsOf(text: string): string[] {
  return [...new Set(placedWords(text).map(({ word }) => accentedWord(word)))].filter((word) => word !== null)
}

function remembered<T>(known: Map<string, T>, word: string, make: () => T): T {
  const before = known.get(word)
  if (before !== undefined) return before
  const made = make()
  if (known.size >= MOST_REMEMBERED) known.clear()
  // A word of any length may be typed; long ones would fill the memory and come once.
  if (word.length <= MAX_WORD) known.set(word, made)
  return made
}

function bareKey(text: string): string {
  return toAscii(foldText(text).replace(/[^\p{L}\p{N}]/gu, ''))
}

function mergeY(word: string): string {
  return word.replace(LONE_Y, '$1i$2').replace(/^quy/u, 'qui').replace(/^ye/u, 'ie')
}

/** Letters of other scripts by their number, so that no parser of a database sees anything but ASCII. */
function toAscii(text: string): string {
  if (/^[ -~]*$/u.test(text)) return text
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code < 0x80 ? character : `u${code.toString(16)}x`
  }).join('')
}

function cut(word: string): string {
  return word.slice(0, MAX_WORD)
}
