import { expect, test } from 'vitest'
import { projectFiles, readProjectFile } from '../../fixtures/project-files.ts'

/** What one file would leave to the next one of its process. */
const LEFT_BEHIND =
  /\bvi\.(?:mock|doMock|spyOn|stub\w+|useFakeTimers|setSystemTime|resetModules)\(|process\.(?:chdir\(|env\[[^\]]+\] =)/u

/** Those that take away themselves what they would leave. */
const TIDY: readonly string[] = [
  // Real timers are back after each of its tests.
  'tests/integration/moderation/live.test.ts',
  // Modules are loaded anew after the one test that counts calls of a package.
  'tests/integration/accounts/second-factors.test.ts',
]

test('tests leave nothing behind: files of a kind share processes and their modules', () => {
  const tests = projectFiles().filter((path) => /^tests\/(?:unit|integration|e2e)\/.*\.test\.ts$/u.test(path))
  expect(tests.length).toBeGreaterThan(200)
  expect(tests.filter((path) => LEFT_BEHIND.test(readProjectFile(path))).toSorted()).toEqual(TIDY.toSorted())
  // In two parts, because this file is looked at too.
  expect(LEFT_BEHIND.test(['vi', "mock('node:fs')"].join('.'))).toBe(true)
  expect(LEFT_BEHIND.test(['process', "env['TZ'] = 'UTC'"].join('.'))).toBe(true)
})
