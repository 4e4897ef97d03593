import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { COMPILE_CACHE } from './tests/fixtures/compile-cache.ts'
import { useMemoryDisk } from './tests/fixtures/memory-disk.ts'
import { SummaryReporter } from './tests/fixtures/summary-reporter.ts'

/** Workers inherit it: each test file runs in a process of its own and loads the same packages. */
process.env['NODE_COMPILE_CACHE'] = COMPILE_CACHE
useMemoryDisk()

const PREPARED_DATABASES = ['tests/fixtures/postgres-server.ts', 'tests/fixtures/sqlite-template.ts']
/** Vitest would leave one core idle, which of two cores is half. */
const ALL_CORES = '100%'
const ONE_MORE = availableParallelism() + 1
/** A forgotten `.only` would pass over every other test in silence. To look at one test: `-t`. */
const COMPLETE = { allowOnly: false }

export default defineConfig({
  test: {
    reporters: ['default', new SummaryReporter()],
    projects: [
      {
        test: {
          ...COMPLETE,
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          // They change nothing that outlives them and mock nothing, so files share what they import: a process and
          // its modules for each would take longer than most of them run.
          isolate: false,
          testTimeout: 20_000,
          maxWorkers: ALL_CORES,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...COMPLETE,
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: PREPARED_DATABASES,
          // One more than cores: files wait for databases and for commands they start.
          maxWorkers: ONE_MORE,
          testTimeout: 20_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...COMPLETE,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: [
            ...PREPARED_DATABASES,
            'tests/fixtures/chromium.ts',
            'tests/fixtures/site-template.ts',
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
