import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  AGES,
  DESK_LISTS,
  ORDERS,
  SHORTCUTS,
  SHARES,
  possibleOrder,
  queueAddress,
  queueQuery,
  readQueuePlace,
  type QueueFilter,
} from '../../../src/domain/moderation/queue-rules.ts'
import { HELD_REASONS } from '../../../src/domain/screening/rules.ts'

const FILTER: fc.Arbitrary<QueueFilter> = fc.record({
  status: fc.constantFrom(...DESK_LISTS),
  target: fc.constantFrom(null, 'news/duong-moi', 'figures/ty-le.son-la.2022'),
  held: fc.option(fc.constantFrom(...HELD_REASONS)),
  age: fc.option(fc.constantFrom(...AGES)),
  words: fc.constantFrom('', 'hộ nghèo', '"nhà ở" & xuân*'),
  flagged: fc.boolean(),
  erasure: fc.boolean(),
  share: fc.option(fc.constantFrom(...SHARES)),
  order: fc.constantFrom(...ORDERS),
})

test('the address of a list says all of its filter', () => {
  fc.assert(
    fc.property(FILTER, fc.option(fc.constantFrom('abc', 'x_y-z')), (filter, after) => {
      const listed = filter.flagged
        ? { ...filter, status: 'published' as const, erasure: false }
        : filter.erasure
          ? { ...filter, status: 'withdrawn' as const }
          : filter
      const settled = { ...listed, order: possibleOrder(listed) }
      expect(readQueuePlace(queueQuery(settled, after))).toEqual({ filter: settled, after })
    }),
  )
})

test('reported comments are looked for where they can be, whichever list the form stands at', () => {
  for (const query of ['bao-vi-pham=1', 'trang-thai=hidden&bao-vi-pham=1']) {
    expect(readQueuePlace(new URLSearchParams(query)).filter).toMatchObject({
      status: 'published',
      flagged: true,
    })
  }
})

test('each shortcut leads to what its address says', () => {
  for (const filter of Object.values(SHORTCUTS)) {
    const query = new URL(queueAddress(filter), 'https://example.vn').searchParams
    expect(readQueuePlace(query).filter).toEqual(filter)
  }
})

test('the plain queue has the plain address, and what is unknown is left out', () => {
  expect(queueAddress()).toBe('/quan-tri/')
  const strange = new URLSearchParams('trang-thai=erased&giu=x&thoi-gian=y&cua=z&xep=w&bao-vi-pham=2')
  expect(queueAddress(readQueuePlace(strange).filter)).toBe('/quan-tri/')
})
