import { expect, test } from 'vitest'
import { readProjectFile } from '../../fixtures/project-files.ts'

type Tokens = ReadonlyMap<string, string>

/** Least ratio of letters to their ground, large ones too, and of what else must be seen (WCAG 1.4.3 and 1.4.11). */
const TEXT = 4.5
const GRAPHIC = 3
/** Asked for by who sets more contrast (WCAG 1.4.6). */
const MORE = 7

const GROUNDS = ['paper', 'wash'] as const
const LETTERS = ['ink', 'muted', 'accent', 'accent-hover', 'danger', 'sample'] as const
/** Letters and the grounds that they alone stand on. */
const PAIRS = [
  ...GROUNDS.flatMap((ground) => LETTERS.map((letters) => [letters, ground] as const)),
  ...([1, 2, 3] as const).map((n) => ['ink', `shade-${n}`] as const),
  ...([4, 5] as const).map((n) => ['on-shade', `shade-${n}`] as const),
  ['sample', 'sample-wash'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
] as const satisfies readonly (readonly [string, string])[]
/** Borders of fields, bars, marks of the current page, focus. Rules between rows say nothing by themselves. */
const GRAPHICS = ['field', 'accent', 'band', 'danger', 'sample', 'rule-strong'] as const

const sheet = readProjectFile('src/styles/tokens.css')

/** Tokens of a block, which begins where a line says. */
function declared(beginning: string): [string, string][] {
  const from = sheet.indexOf(beginning)
  expect(from, beginning).toBeGreaterThanOrEqual(0)
  const block = sheet.slice(from, sheet.indexOf('\n}', from))
  return [...block.matchAll(/--([\w-]+): (#[0-9a-f]+|var\(--[\w-]+\))/gu)].map(
    ([, name = '', value = '']) => [name, value],
  )
}

const light = declared(':root {')
const dark = declared('@media screen and (prefers-color-scheme: dark)')
const more = declared('@media (prefers-contrast: more)')
const SCHEMES: Readonly<Record<string, Tokens>> = {
  light: new Map(light),
  dark: new Map([...light, ...dark]),
  'light, more contrast': new Map([...light, ...more]),
  'dark, more contrast': new Map([...light, ...dark, ...more]),
}

function colourOf(tokens: Tokens, name: string): string {
  const value = tokens.get(name)
  if (value === undefined) throw new Error(`there is no --${name}`)
  const [, other] = /^var\(--([\w-]+)\)$/u.exec(value) ?? []
  return other === undefined ? value : colourOf(tokens, other)
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const digits =
    colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit) : colour.match(/\w\w/gu)
  const [red = 0, green = 0, blue = 0] = (digits ?? []).map((pair) => {
    const part = Number.parseInt(pair, 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Of two tokens, 1 to 21. */
function ratio(tokens: Tokens, one: string, other: string): number {
  const [low = 0, high = 0] = [one, other]
    .map((name) => luminance(colourOf(tokens, name)))
    .toSorted((first, second) => first - second)
  return (high + 0.05) / (low + 0.05)
}

test('the ratio is that of the standard', () => {
  const tokens: Tokens = new Map([
    ['black', '#000'],
    ['white', '#ffffff'],
    ['grey', '#767676'],
  ])
  expect(ratio(tokens, 'black', 'white')).toBe(21)
  expect(ratio(tokens, 'white', 'grey')).toBeCloseTo(4.54, 2)
})

test.each(Object.entries(SCHEMES))('letters can be read on their ground: %s', (scheme, tokens) => {
  const least = scheme.includes('more') ? MORE : TEXT
  // The classes of a map must differ from one another, which leaves no room for more.
  const asked = (ground: string): number => (ground.startsWith('shade') ? TEXT : least)
  const faint = PAIRS.filter(([letters, ground]) => ratio(tokens, letters, ground) < asked(ground))
  expect(
    faint.map(([letters, ground]) => `${letters} on ${ground}: ${ratio(tokens, letters, ground)}`),
  ).toEqual([])
})

test.each(Object.entries(SCHEMES))('what is drawn can be seen: %s', (_, tokens) => {
  const faint = GRAPHICS.flatMap((name) => GROUNDS.map((ground) => [name, ground] as const)).filter(
    ([name, ground]) => ratio(tokens, name, ground) < GRAPHIC,
  )
  expect(faint.map(([name, ground]) => `${name} on ${ground}: ${ratio(tokens, name, ground)}`)).toEqual([])
})

test('docs/style.md gives the ratios as they are', () => {
  const rows = [...readProjectFile('docs/style.md').matchAll(/^\| `--([\w-]+)` on `--([\w-]+)` \|(.+)\|$/gmu)]
  expect(rows.length).toBeGreaterThan(10)
  for (const [, one = '', other = '', cells = ''] of rows) {
    const told = cells.split('|').map((cell) => cell.trim())
    const real = Object.values(SCHEMES).map((tokens) => ratio(tokens, one, other).toFixed(1))
    expect(told.slice(0, real.length), `${one} on ${other}`).toEqual(real)
  }
})
