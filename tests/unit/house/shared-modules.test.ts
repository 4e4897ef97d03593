import { expect, test } from 'vitest'
import { projectFiles, readProjectFile } from '../../fixtures/project-files.ts'

/** What one file would leave to the next one of its process. */
const LEFT_BEHIND =
  /\bvi\.(?:mock|doMock|spyOn|stub\w+|useFakeTimers|setSystemTime|resetModules)\(|process\.(?:chdir\(|env\[[^\]]+\] =)/u

test('unit tests leave nothing behind: their files share a process and its modules', () => {
  const tests = projectFiles().filter((path) => /^tests\/unit\/.*\.test\.ts$/u.test(path))
  expect(tests.length).toBeGreaterThan(100)
  expect(tests.filter((path) => LEFT_BEHIND.test(readProjectFile(path)))).toEqual([])
  // In two parts, because this file is looked at too.
  expect(LEFT_BEHIND.test(['vi', "mock('node:fs')"].join('.'))).toBe(true)
  expect(LEFT_BEHIND.test(['process', "env['TZ'] = 'UTC'"].join('.'))).toBe(true)
})
