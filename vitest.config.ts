import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { COMPILE_CACHE } from './tests/fixtures/compile-cache.ts'
import { useMemoryDisk } from './tests/fixtures/memory-disk.ts'
import { SummaryReporter } from './tests/fixtures/summary-reporter.ts'

/** Workers inherit it: they load the same packages. */
process.env['NODE_COMPILE_CACHE'] = COMPILE_CACHE
useMemoryDisk()

const PREPARED_DATABASES = ['tests/fixtures/postgres-server.ts', 'tests/fixtures/sqlite-template.ts']
/** Vitest would leave one core idle, which of two cores is half. */
const ALL_CORES = '100%'
const ONE_MORE = availableParallelism() + 1
const RULES = {
  // A forgotten `.only` would pass over every other test in silence. To look at one test: `-t`.
  allowOnly: false,
  // Files change nothing that outlives them, so they share what they import: a process and its modules for each would
  // take longer than many of them run.
  isolate: false,
  // A second, which is the default, is short on a busy machine.
  expect: { poll: { timeout: 15_000 } },
} as const

export default defineConfig({
  test: {
    reporters: ['default', new SummaryReporter()],
    projects: [
      {
        test: {
          ...RULES,
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          testTimeout: 20_000,
          maxWorkers: ALL_CORES,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...RULES,
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: PREPARED_DATABASES,
          // One more than cores: files wait for databases and for commands they start.
          maxWorkers: ONE_MORE,
          // Others may be building on the same machine.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...RULES,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: [
            ...PREPARED_DATABASES,
            'tests/fixtures/chromium.ts',
            'tests/fixtures/site-template.ts',
            'tests/fixtures/reading-site.ts',
          ],
          // Each file runs a site and a browser, which wait for each other half of the time. First of all, so that
          // lint and the type check, which run beside the tests, use that time.
          maxWorkers: ONE_MORE,
          testTimeout: 60_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 0 },
        },
      },
    ],
  },
})
