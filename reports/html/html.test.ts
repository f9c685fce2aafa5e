import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { html } from 'xeval/report'
import { comparisonInput, demoInput, hostile, runInput } from '../fixtures/inputs.ts'
import { hostileLeaderboard, leaderboardInput } from '../fixtures/leaderboard-inputs.ts'
import { hostileInput, publishedInput, seriesInput } from '../fixtures/other-inputs.ts'
import page from './index.ts'

const render = (input: Parameters<typeof page.render>[0], language: 'en' | 'zh' = 'en') =>
  page.render(input, { language })

/** Without our own style and script, which have files of their own. */
const body = (text: string): string => /<body>([\s\S]*)<script>/.exec(text)?.[1] ?? ''

test.each(
  (
    [
      ['comparison', comparisonInput],
      ['run', runInput],
      ['demo', demoInput],
      ['series', seriesInput],
      ['published', publishedInput],
      ['leaderboard', leaderboardInput],
    ] as const
  ).flatMap(([name, input]) => (['en', 'zh'] as const).map(language => ({ name, input, language }))),
)('renders $name in $language as its golden file', ({ name, input, language }) => {
  const file = new URL(`./goldens/${name}.${language}.html`, import.meta.url)
  const text = body(render(input, language))
  if (process.env['XEVAL_WRITE_GOLDENS'] === '1') writeFileSync(file, text)
  expect(text).toBe(readFileSync(file, 'utf8'))
})

test('allows its own style and script by their hashes, and nothing else', () => {
  const text = render(comparisonInput)
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1] ?? ''
  for (const tag of ['style', 'script']) {
    const inner = new RegExp(`<${tag}>([^\u0000]*?)</${tag}>`).exec(text)?.[1] ?? ''
    expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(inner).digest('base64')}'`)
  }
  expect(policy).toMatch(/^default-src 'none'; /)
  expect(policy).not.toMatch(/unsafe|\*|https?:/)
})

test('needs nothing from anywhere, and has no style or handler that the policy would refuse', () => {
  for (const input of [comparisonInput, hostileInput, runInput, seriesInput, publishedInput, hostileLeaderboard]) {
    const text = render(input)
    expect(text.match(/<script/g)).toHaveLength(1)
    const tags = text.replace(/"[^"]*"/g, '""')
    expect(tags).not.toMatch(/<(?:link|img|iframe|object|base)\b|<[^>]*\s(?:src|href|style|on\w+)=/i)
    expect(text).not.toMatch(/@import|url\(/)
  }
})

test('holds every flip, with both answers, both labels and its category', () => {
  const text = body(render(comparisonInput))
  expect(text.match(/<article class="flip /g)).toHaveLength(comparisonInput.flips.length)
  expect(text).toContain('data-direction="regressed" data-category="Data protection"')
  expect(text).toContain('可以先和邻居沟通。')
})

test('shows hostile text as it is written, without what steers a terminal or a line', () => {
  expect(html(hostile)).toContain('&#60;script&#62;alert(1)&#60;/script&#62;')
  expect(html('\u202ea\u0000b"\'`')).toBe('ab&#34;&#39;&#96;')
})
