import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printedPath } from '../../../src/http/address.ts'

test.each([
  ['/tin-tuc', '/tin-tuc/'],
  ['/Tin-Tuc/', '/tin-tuc/'],
  ['//tin-tuc//', '/tin-tuc/'],
  ['/tin-tuc/index.html', '/tin-tuc/'],
  ['/INDEX.html/index.html/', '/'],
  ['/so-lieu/Ty-Le/', '/so-lieu/ty-le'],
  ['/ket-qua.CSV', '/ket-qua.csv'],
  ['/tin-tuc/H%E1%BB%99-ngh%C3%A8o/', '/tin-tuc/h%E1%BB%99-ngh%C3%A8o/'],
])('%s is printed as %s', (path, printed) => {
  expect(printedPath(path)).toBe(printed)
})

test.each(['/', '/tin-tuc/', '/so-lieu/ty-le_son-la_2022/v1', '/tin-tuc/%E1%BB%99/', '/%e1%bb%91/'])(
  '%s is printed so',
  (path) => {
    expect(printedPath(path)).toBeNull()
  },
)

test('whoever follows the answer arrives, however their client writes escapes', () => {
  const piece = fc.constantFrom(
    'a',
    'Z',
    'Ộ',
    'đ',
    '%E1',
    '%e1',
    '%2F',
    '%',
    '/',
    '.',
    'index.html',
    'v1',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const { pathname } = new URL(`http://localhost/${pieces.join('')}`)
      const printed = printedPath(pathname)
      if (printed === null) return
      expect(printedPath(new URL(printed, 'http://localhost').pathname)).toBeNull()
    }),
  )
})
