import { TONE_MARKS } from './word-rules.ts'

const CIRCUMFLEX = '\u0302'
const HORN = '\u031B'
const BREVE = '\u0306'
const ONSETS = 'ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnprstvx]|'
const CODAS = 'ch|ng|nh|[cmnpt]|'
/** What a Vietnamese syllable can look like without its marks: beginning, vowels, end. */
const SYLLABLE = new RegExp(`^(${ONSETS})([aeiouy]{1,3})(${CODAS})$`, 'u')
const TELEX_TONES = 's f r x j'.split(' ')

/** Letters with the marks of their shape, and the tone of the whole: how a way of typing builds a syllable. */
interface Syllable {
  letters: { base: string; mark: string }[]
  /** 1 to 5 as in {@link TONE_MARKS}; 0 for the level tone. */
  tone: number
}

/**
 * What was meant by keys that a keyboard program should have turned into a syllable: Telex (`leej`, `dduwowngf`) or
 * VNI (`le65`, `d9u7o7ng2`). Null for anything that is no such syllable.
 */
export function decodeTyping(word: string): string | null {
  const typed = word.normalize('NFC').toLowerCase()
  if (!/^[a-z]+[a-z0-9]*$/u.test(typed) || typed.length > 12) return null
  const syllable = /\d/u.test(typed) ? readVni(typed) : readTelex(typed)
  const decoded = syllable === null ? null : spell(syllable)
  return decoded === typed ? null : decoded
}

function readVni(typed: string): Syllable | null {
  const syllable: Syllable = { letters: [], tone: 0 }
  for (const key of typed) {
    if (/[a-z]/u.test(key)) syllable.letters.push({ base: key, mark: '' })
    else if (key >= '0' && key <= '5') syllable.tone = Number(key)
    else if (!shape(syllable, key)) return null
  }
  return syllable
}

/** Puts the mark of a VNI digit on the last letter that takes it. */
function shape({ letters }: Syllable, digit: string): boolean {
  if (digit === '9') {
    const [first] = letters
    if (first?.base !== 'd') return false
    first.mark = 'đ'
    return true
  }
  const mark = { '6': CIRCUMFLEX, '7': HORN, '8': BREVE }[digit]
  const takers = { '6': 'aeo', '7': 'ou', '8': 'a' }[digit]
  return mark !== undefined && takers !== undefined && put(letters, takers, mark)
}

function put(letters: Syllable['letters'], takers: string, mark: string): boolean {
  const at = letters.findLastIndex(({ base, mark: has }) => takers.includes(base) && has === '')
  const letter = letters[at]
  if (letter === undefined) return false
  letter.mark = mark
  const before = letters[at - 1]
  // "ươ" is typed with one key.
  if (mark === HORN && letter.base === 'o' && before?.base === 'u' && letters[at - 2]?.base !== 'q') {
    if (letters.length > at + 1 || letters.length > 2) before.mark = HORN
  }
  return true
}

function readTelex(typed: string): Syllable | null {
  const syllable: Syllable = { letters: [], tone: 0 }
  const { letters } = syllable
  let changed = false
  for (const key of typed) {
    const tone = TELEX_TONES.indexOf(key) + 1
    const hasVowel = letters.some(({ base }) => 'aeiouy'.includes(base))
    const last = letters.at(-1)
    if (tone > 0 && hasVowel) syllable.tone = tone
    else if (key === 'z' && hasVowel) syllable.tone = 0
    else if (
      key === 'w' &&
      (put(letters, 'o', HORN) || put(letters, 'u', HORN) || put(letters, 'a', BREVE))
    ) {
      // The mark is on its letter.
    } else if ('aeo'.includes(key) && last?.base === key && last.mark === '') last.mark = CIRCUMFLEX
    else if (key === 'd' && letters.length === 1 && last?.base === 'd' && last.mark === '') last.mark = 'đ'
    else {
      letters.push({ base: key, mark: '' })
      continue
    }
    changed = true
  }
  return changed ? syllable : null
}

function spell({ letters, tone }: Syllable): string | null {
  const match = SYLLABLE.exec(letters.map(({ base }) => base).join(''))
  if (match === null) return null
  const [, onset = '', vowels = '', coda = ''] = match
  const at = onset.length + toneAt(letters.slice(onset.length, onset.length + vowels.length), coda)
  return letters
    .map(({ base, mark }, index) => {
      const letter = mark === 'đ' ? 'đ' : base + mark
      return index === at && tone > 0 ? letter + (TONE_MARKS[tone - 1] ?? '') : letter
    })
    .join('')
    .normalize('NFC')
}

/** Where the tone stands among the vowels, as most people write it. */
function toneAt(vowels: Syllable['letters'], coda: string): number {
  const marked = vowels.findLastIndex(({ mark }) => mark !== '')
  if (marked >= 0) return marked
  if (coda !== '') return vowels.length - 1
  return vowels.length === 3 ? 1 : 0
}
