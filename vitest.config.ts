import { defineConfig } from 'vitest/config'
import { SummaryReporter } from './tests/fixtures/summary-reporter.ts'

const PREPARED_POSTGRES = ['tests/fixtures/postgres-server.ts']
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
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...COMPLETE,
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: PREPARED_POSTGRES,
          testTimeout: 20_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...COMPLETE,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: [...PREPARED_POSTGRES, 'tests/fixtures/chromium.ts'],
          // Each file runs a site and a browser, which wait for each other half of the time.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
