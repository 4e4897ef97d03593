import { describe, expect, test } from 'vitest'
import { isCurrent, isFormer, type AdministrativeUnit } from '../../../src/domain/units/rules.ts'

const unit = (changes: Partial<AdministrativeUnit>): AdministrativeUnit => ({
  ...{ id: 'x', name: 'xã X', level: 'commune', officialCode: '1', parentId: null, tile: null },
  ...{ validFrom: null, validTo: null, seenBy: null, goneBy: null },
  ...changes,
})

describe('a unit', () => {
  test('with an end is there on its last day and former on the next', () => {
    const district = unit({ validTo: '2025-06-30' })
    expect([isCurrent(district, '2025-06-30'), isFormer(district, '2025-06-30')]).toEqual([true, false])
    expect([isCurrent(district, '2025-07-01'), isFormer(district, '2025-07-01')]).toEqual([false, true])
  })

  test('with a beginning is there from that day on', () => {
    const commune = unit({ validFrom: '2025-07-01' })
    expect([isCurrent(commune, '2025-06-30'), isCurrent(commune, '2025-07-01')]).toEqual([false, true])
  })

  test('whose end is not settled is former from the first list without it on', () => {
    const town = unit({ goneBy: '2025-03-01' })
    expect([isFormer(town, '2025-02-28'), isFormer(town, '2025-03-01')]).toEqual([false, true])
  })

  test('whose beginning is not settled is there from the first list that has it on', () => {
    const ward = unit({ seenBy: '2025-03-01', validTo: '2025-06-30' })
    expect([
      isCurrent(ward, '2025-02-28'),
      isCurrent(ward, '2025-03-01'),
      isCurrent(ward, '2025-07-01'),
    ]).toEqual([false, true, false])
  })
})
