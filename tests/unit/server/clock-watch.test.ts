import { expect, test } from 'vitest'
import { clockWatch } from '../../../src/server/clock-watch.ts'
import { createLog } from '../../../src/server/log.ts'

test('a clock that is set ahead or back is said once, one that is corrected a little or runs on is not', async () => {
  const lines: string[] = []
  const log = createLog({ write: (line: string) => void lines.push(line) })
  let wall = Date.parse('2026-11-23T08:00:00Z')
  let steady = 5_000
  const look = clockWatch(
    log,
    () => wall,
    () => steady,
  )
  for (const bySeconds of [0, 3_600, 0, -86_400, 2]) {
    steady += 60_000
    wall += 60_000 + bySeconds * 1000
    await look()
  }
  const said = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(said.map(({ level, bySeconds }) => [level, bySeconds])).toEqual([
    ['warn', 3_600],
    ['warn', -86_400],
  ])
})
