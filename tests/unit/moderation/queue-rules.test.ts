import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  AGES,
  DESK_LISTS,
  ORDERS,
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
  share: fc.option(fc.constantFrom(...SHARES)),
  order: fc.constantFrom(...ORDERS),
})

test('the address of a list says all of its filter', () => {
  fc.assert(
    fc.property(FILTER, fc.option(fc.constantFrom('abc', 'x_y-z')), (filter, after) => {
      const settled = { ...filter, order: possibleOrder(filter) }
      expect(readQueuePlace(queueQuery(settled, after))).toEqual({ filter: settled, after })
    }),
  )
})

test('the plain queue has the plain address, and what is unknown is left out', () => {
  expect(queueAddress()).toBe('/quan-tri/')
  const strange = new URLSearchParams('trang-thai=erased&giu=x&thoi-gian=y&cua=z&xep=w&bao-vi-pham=2')
  expect(queueAddress(readQueuePlace(strange).filter)).toBe('/quan-tri/')
})
