import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gatherLines } from '../../../src/server/gathered-lines.ts'

function open() {
  const written: string[] = []
  return { written, lines: gatherLines({ write: (text: string) => void written.push(text) }) }
}

test('whatever is written leaves once, whole and in its order', () => {
  const line = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.nat(90_000).map((length) => 'ế'.repeat(length)),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (texts) => {
      const { written, lines } = open()
      for (const text of texts) lines.write(`${text}\n`)
      lines.flush()
      expect(written.join('') === texts.map((text) => `${text}\n`).join('')).toBe(true)
      expect(written.every((text) => text.endsWith('\n'))).toBe(true)
      lines.flush()
      expect(written.join('')).toHaveLength(texts.reduce((sum, text) => sum + text.length + 1, 0))
    }),
  )
})

test('many lines leave together, and a single one does not wait long', async () => {
  const { written, lines } = open()
  for (let n = 0; n < 100; n += 1) lines.write(`{"n":${n}}\n`)
  expect(written).toEqual([])
  await expect.poll(() => written).toHaveLength(1)
  lines.write('late\n')
  await expect.poll(() => written.at(-1)).toBe('late\n')
})
