import { type Browser, chromium } from 'playwright-core'

/** The Chromium that vitest.config.ts found for the tests of pages. */
export function launchBrowser(): Promise<Browser> {
  const { TEST_BROWSER: executablePath, TEST_BROWSER_LIBRARIES: libraries } = process.env
  if (!executablePath) throw new Error('no browser: tests of pages are named *.browser.test.ts')
  const quiet = ['quic', 'background-networking', 'component-update', 'sync', 'gpu'].map(name => `--disable-${name}`)
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--no-first-run', ...quiet],
    env: definedOnly({ ...process.env, ...(libraries && { LD_LIBRARY_PATH: libraries }) }),
  })
}

const definedOnly = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
