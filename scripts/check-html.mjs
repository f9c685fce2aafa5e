// Opens the HTML report in Chromium (CHROMIUM names it, else /usr/bin/chromium): no error, no request, no sideways scrolling, filters that filter.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { demoInput, runInput } from '../reports/fixtures/inputs.ts'
import { hostileLeaderboard, leaderboardInput } from '../reports/fixtures/leaderboard-inputs.ts'
import { hostileInput, publishedInput, seriesInput } from '../reports/fixtures/other-inputs.ts'
import html from '../reports/html/index.ts'

const out = mkdtempSync(join(tmpdir(), 'xeval-html-'))
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
try {
  const inputs = {
    hostileInput,
    demoInput,
    runInput,
    seriesInput,
    publishedInput,
    leaderboardInput,
    hostileLeaderboard,
  }
  for (const [name, input] of Object.entries(inputs)) {
    const file = join(out, `${name}.html`)
    writeFileSync(file, html.render(input, { language: 'zh' }))
    for (const width of [1200, 390]) {
      const page = await browser.newPage({
        viewport: { width, height: 900 },
        colorScheme: width === 390 ? 'dark' : 'light',
      })
      const problems = []
      page.on('console', message => problems.push(message.text()))
      page.on('pageerror', error => problems.push(error.message))
      page.on('dialog', dialog => problems.push(dialog.message()))
      page.on('request', request => request.url() === pathToFileURL(file).href || problems.push(request.url()))
      await page.goto(pathToFileURL(file).href)
      assert.equal(
        await page.evaluate(() => document.documentElement.scrollWidth),
        width,
        `${name} scrolls sideways at ${width}`,
      )
      if (name === 'hostileInput') await filter(page)
      assert.deepEqual(problems, [], name)
      await page.close()
    }
    console.log(`ok ${name}`)
  }
} finally {
  await browser.close()
  rmSync(out, { recursive: true })
}

async function filter(page) {
  const shown = () => page.locator('.flip:visible').count()
  assert.equal(await shown(), 2)
  await page.selectOption('[data-filter=direction]', 'regressed')
  assert.equal(await shown(), 1)
  await page.selectOption('[data-filter=direction]', '')
  await page.fill('[data-filter=text]', 'The left one')
  assert.equal(await shown(), 1)
  await page.fill('[data-filter=text]', 'no such words')
  assert.equal(await shown(), 0)
}
