import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Self-imports (`xeval/…`) read the sources, so that tests of plug-ins need no build; the CLI's tests run dist/.
const conditions = ['@xeval/source', 'node', 'import', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['{src,suites,judges,datasets,reports,bench}/**/*.test.ts'],
    testTimeout: 120_000,
    // Most of the time goes into child processes that a worker only waits for; no file leaves anything behind in its worker.
    maxWorkers: availableParallelism() + 1,
    isolate: false,
    setupFiles: ['src/testing/seed-properties.ts'],
    env: { NO_COLOR: '1' },
  },
})
