import { foldText } from '../search/rules.ts'

/** Letters of other scripts that look like a Latin one in most fonts. */
const TWINS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ а: 'a', в: 'b', с: 'c', е: 'e', н: 'h', і: 'i', ј: 'j', к: 'k', м: 'm', о: 'o', р: 'p', ѕ: 's' },
    ...{ т: 't', у: 'y', х: 'x', ԁ: 'd', ԛ: 'q', ԝ: 'w', ү: 'y', һ: 'h', ӏ: 'l' },
    ...{ α: 'a', β: 'b', ε: 'e', η: 'n', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x' },
    // Small capitals are letters of their own to Unicode.
    ...{
      ᴀ: 'a',
      ʙ: 'b',
      ᴄ: 'c',
      ᴅ: 'd',
      ᴆ: 'd',
      ᴇ: 'e',
      ꜰ: 'f',
      ɢ: 'g',
      ʜ: 'h',
      ɪ: 'i',
      ᴊ: 'j',
      ᴋ: 'k',
      ʟ: 'l',
    },
    ...{
      ᴌ: 'l',
      ᴍ: 'm',
      ɴ: 'n',
      ᴏ: 'o',
      ᴘ: 'p',
      ꞯ: 'q',
      ʀ: 'r',
      ꜱ: 's',
      ᴛ: 't',
      ᴜ: 'u',
      ᴠ: 'v',
      ᴡ: 'w',
      ʏ: 'y',
      ᴢ: 'z',
    },
    ...{ ı: 'i', ɑ: 'a', ɡ: 'g', ȷ: 'j', ø: 'o', ł: 'l' },
  }),
)
const TWIN = new RegExp(`[${[...TWINS.keys()].join('')}]`, 'gu')
/** Digits and signs that stand in for a letter inside a word. */
const STAND_INS: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' },
}

/** Joiners may stand inside a word as it is stored; nobody sees them. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu
/** Putting marks into their order costs the square of their number. */
const MARK_FLOOD = /(\p{M}{30})\p{M}+/gu

/** A comment is looked at from several sides, one after the other: its text is taken apart once. */
let last = { text: '', plain: '' }

/**
 * In lower case, without what is not seen, and with letters of other scripts and widths replaced by the Latin ones
 * that they imitate.
 */
export function withoutTwins(text: string): string {
  if (text !== last.text) last = { text, plain: replaceTwins(text) }
  return last.plain
}

function replaceTwins(text: string): string {
  const seen = text.replace(UNSEEN, '').replace(MARK_FLOOD, '$1')
  const parts = seen.normalize('NFKD').toLowerCase().normalize('NFKD')
  return parts.replace(TWIN, (letter) => TWINS.get(letter) ?? letter).normalize('NFC')
}

/** Letters where digits and signs stand in for them; `i` and `l` are one, as both are written `1`. */
export function withoutStandIns(word: string): string {
  return word.replace(/[013457@$]/gu, (sign) => STAND_INS[sign] ?? sign).replaceAll('i', 'l')
}

/**
 * What is left of a text without case, accents, spacing, punctuation and look-alikes: texts that a person would call
 * the same are the same here. Never empty for a text with a letter or digit.
 */
export function bareText(text: string): string {
  return foldText(withoutTwins(text)).replace(/[^\p{L}\p{N}]/gu, '')
}
