import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gatherSuspects, type Pattern } from '../../../src/domain/packages/suspects.ts'

const part = fc.constantFrom(null, '', 'a', 'b')
const pattern = fc.array(part, { minLength: 4, maxLength: 4 })

const fits = (suspect: Pattern, wanted: Pattern): boolean =>
  suspect.every((one, at) => one === null || wanted[at] == null || one === wanted[at])

test('a row may be one of the suspects where no dimension that both know differs', () => {
  fc.assert(
    fc.property(
      fc.array(pattern, { maxLength: 8 }),
      fc.array(pattern, { maxLength: 8 }),
      pattern,
      (first, later, wanted) => {
        const suspects = gatherSuspects()
        first.forEach(suspects.add)
        expect(suspects.mayInclude(wanted)).toBe(first.some((one) => fits(one, wanted)))
        // Those that come after a question count for the next one.
        later.forEach(suspects.add)
        expect(suspects.mayInclude(wanted)).toBe([...first, ...later].some((one) => fits(one, wanted)))
      },
    ),
  )
})

test('any row may be one of those that were lost', () => {
  const suspects = gatherSuspects()
  expect(suspects.mayInclude(['a', 'b'])).toBe(false)
  suspects.addAll()
  expect(suspects.mayInclude(['a', 'b'])).toBe(true)
})
