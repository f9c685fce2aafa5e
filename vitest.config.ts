import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { findBrowser } from './scripts/find-browser.ts'

// Self-imports (`xeval/…`) read the sources, so that tests of plug-ins need no build; the CLI's tests run dist/.
const conditions = ['@xeval/source', 'node', 'import', 'default']
const folders = '{src,suites,judges,datasets,reports,bench}/**'

// Without a browser everything else is tested, and what was not is named. XEVAL_BROWSER=required (CI) insists on one.
const browser = await findBrowser()
if (browser.missing !== undefined) {
  const what = `The browser tests (*.browser.test.ts) are NOT RUN: ${browser.missing}`
  if (process.env['XEVAL_BROWSER'] === 'required') throw new Error(what)
  console.warn(`${what}. Install Chromium, or name one by CHROMIUM_PATH.`)
}

const inBrowser = {
  extends: true as const,
  test: {
    name: 'browser',
    include: [`${folders}/*.browser.test.ts`],
    env: { TEST_BROWSER: browser.path ?? '', ...browser.env },
  },
}

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    testTimeout: 120_000,
    // Most of the time goes into child processes that a worker only waits for; no file leaves anything behind in its worker.
    maxWorkers: availableParallelism() + 1,
    isolate: false,
    setupFiles: ['src/testing/seed-properties.ts'],
    env: { NO_COLOR: '1' },
    projects: [
      {
        extends: true,
        test: {
          name: 'plain',
          include: [`${folders}/*.test.ts`],
          exclude: ['**/node_modules/**', `${folders}/*.browser.test.ts`],
        },
      },
      ...(browser.missing === undefined ? [inBrowser] : []),
    ],
  },
})
