import { expect, test } from 'vitest'
import { createLog } from '../../../src/server/log.ts'

test('an error is logged without the row that a database quotes in it', () => {
  const lines: string[] = []
  const log = createLog({ write: (line) => void lines.push(line) })
  const error = Object.assign(new Error('new row violates check constraint'), {
    code: '23514',
    detail: 'Failing row contains (Lời của một người dân, 0912 345 678).',
    parameters: ['Lời của một người dân'],
  })
  log.error({ err: error }, 'page failed')
  expect(lines.join('')).toContain('23514')
  expect(lines.join('')).toContain('violates check constraint')
  expect(lines.join('')).not.toMatch(/Lời của|0912/u)
})
