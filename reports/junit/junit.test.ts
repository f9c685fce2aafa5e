import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ReportOptions } from 'xeval'
import { comparisonInput, hostile, runInput } from '../fixtures/inputs.ts'
import { leaderboardInput } from '../fixtures/leaderboard-inputs.ts'
import { publishedInput, seriesInput } from '../fixtures/other-inputs.ts'
import junit from './index.ts'
import { junitXml } from './junit-xml.ts'

test.each([
  ['run', runInput],
  ['comparison', comparisonInput],
  ['series', seriesInput],
  ['published', publishedInput],
  ['leaderboard', leaderboardInput],
] as const)('renders a %s as its golden file', (name, input) => {
  const file = new URL(`./goldens/${name}.xml`, import.meta.url)
  const text = junit.render(input, { language: 'en' })
  if (process.env['XEVAL_WRITE_GOLDENS'] === '1') writeFileSync(file, text)
  expect(text).toBe(readFileSync(file, 'utf8'))
})

test('a benchmark that regressed fails, one without a score is an error, one that cannot tell is skipped', () => {
  const [flames, diasafety] = comparisonInput.comparison.benchmarks
  if (flames === undefined || diasafety === undefined) throw new Error('no benchmarks')
  const benchmarks = [
    { ...flames, verdict: 'regressed' as const },
    { ...diasafety, verdict: 'inconclusive' as const },
  ]
  const input = { ...comparisonInput, comparison: { ...comparisonInput.comparison, benchmarks } }
  const counts = (options: Partial<ReportOptions>) =>
    /tests="\d+" failures="\d+" errors="\d+" skipped="\d+"/.exec(
      junit.render(input, { language: 'en', ...options }),
    )?.[0]
  expect(counts({})).toBe('tests="3" failures="1" errors="1" skipped="1"')
  const outcomes = new Map([['flames', { outcome: 'passed' as const, message: 'within the margin' }]])
  expect(counts({ outcomes })).toBe('tests="3" failures="0" errors="1" skipped="1"')
})

test('any text is the text of an element or attribute', () => {
  const xml = junitXml(hostile, [{ name: '"<a>&\u0000', outcome: 'failure', message: hostile, text: ']]>' }])
  expect(xml).toContain('name="&#34;&#60;a&#62;&#38;"')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 holds none of them
  expect(xml).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  expect(xml.replace(/<\/?(?:testsuites?|testcase|failure)(?: [a-z]+="[^"<>]*")*>|<\?xml[^>]*\?>/g, '')).not.toMatch(
    /[<>]/,
  )
})
