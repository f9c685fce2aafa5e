import { type Browser, chromium } from 'playwright-core'

/** The Chromium that vitest.config.ts found for the tests of pages. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['TEST_BROWSER']
  if (!executablePath) throw new Error('no browser: tests of pages are named *.browser.test.ts')
  const quiet = ['quic', 'background-networking', 'component-update', 'sync', 'gpu'].map(name => `--disable-${name}`)
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run', ...quiet] })
}
