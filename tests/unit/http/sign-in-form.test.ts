import { expect, test } from 'vitest'
import { safeNext } from '../../../src/http/sign-in-form.ts'

test.each([
  ['/quan-tri/', '/quan-tri/'],
  ['/quan-tri/binh-luan/abc/?action=reject', '/quan-tri/binh-luan/abc/?action=reject'],
  [null, '/quan-tri/'],
  ['', '/quan-tri/'],
  ['/tin-tuc/', '/quan-tri/'],
  ['https://evil.example/quan-tri/', '/quan-tri/'],
  ['//evil.example/quan-tri/', '/quan-tri/'],
  ['/quan-tri/..//evil.example/x', '/quan-tri/'],
  ['/quan-tri/%2e%2e//evil.example/x', '/quan-tri/'],
  ['/quan-tri/..\\..\\\\evil.example', '/quan-tri/'],
  ['/quan-tri/\n/evil', '/quan-tri//evil'],
])('after signing in, %j leads to %s', (next, place) => {
  expect(safeNext(next)).toBe(place)
})
