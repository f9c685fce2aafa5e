import { expect, test } from 'vitest'
import { type ReportInput, said, type Wording } from 'xeval'
import { causeText, words } from 'xeval/report'
import { judges } from '../judges/index.ts'
import { suites } from '../suites/index.ts'
import { comparisonInput, demoInput, runInput } from './fixtures/inputs.ts'
import { leaderboardInput } from './fixtures/leaderboard-inputs.ts'
import { publishedInput, seriesInput } from './fixtures/other-inputs.ts'
import html from './html/index.ts'
import junit from './junit/index.ts'
import latex from './latex/index.ts'
import markdown from './markdown/index.ts'
import terminal from './terminal/index.ts'

const inputs: Readonly<Record<string, ReportInput>> = {
  comparison: comparisonInput,
  demo: demoInput,
  run: { ...runInput, analyses: [] },
  series: seriesInput,
  published: publishedInput,
  leaderboard: leaderboardInput,
}

test.each(
  [markdown, html, latex, terminal, junit].flatMap(report =>
    Object.keys(inputs).map(name => ({ report, format: report.name, name })),
  ),
)('a $name in Chinese has no English sentence: $format', ({ report, name }) => {
  const input = inputs[name]
  if (input === undefined) throw new Error('there is such an input')
  expect(sentencesIn(report.render(input, { language: 'zh' }), input)).toEqual([])
  if (report.name === 'markdown') expect(sentencesIn(report.render(input, { language: 'en' }), input)).not.toEqual([])
})

test('what a judge has to be read with, and how a demonstration came about, is said in Chinese too', async () => {
  const cautions = (await Promise.all(Object.values(judges).map(load => load()))).flatMap(
    ({ default: judge }) => judge.caution ?? [],
  )
  const loaded = await Promise.all(Object.values(suites).map(load => load()))
  const said = [...cautions, ...loaded.flatMap(({ default: { demo } }) => demo?.provenance ?? [])]
  expect(said.length).toBeGreaterThan(5)
  for (const wording of said) expect(inChinese(wording)).toMatch(/[\u4e00-\u9fff]{4}/)
})

test.each([
  ['http-503', 'overloaded', '调小 --concurrency'],
  ['http-400', 'unknown field', '--param'],
  ['context-overflow', 'too long.', '--max-tokens'],
  ['connection-refused', 'http://localhost:1 refused the connection', '拒绝连接'],
  ['idle-timeout', 'http://localhost:1 sent no byte', '--idle-timeout'],
])('what to do about %s is said in Chinese', (code, message, said) => {
  const text = causeText({ of: 'model', code, count: 2, message, hint: 'Look at the log of it.' }, words.zh)
  expect(text).toContain(said)
  expect(text).not.toContain('Look at')
  if (/^http-|overflow/.test(code)) expect(text).toContain(message.replace('.', ''))
})

test('a failure that is nobody’s but a plug-in’s keeps its own hint', () => {
  const cause = { of: 'model', code: 'theirs', count: 1, message: 'no', hint: 'Look at the log.' } as const
  expect(causeText(cause, words.zh)).toBe('no. Look at the log.')
})

const inChinese = (wording: Wording): string => said(wording, 'zh')

function citationsOf(input: ReportInput): readonly string[] {
  if (input.kind === 'published') return [input.published.citation ?? '']
  if (input.kind === 'behaviour') return []
  return input.kind === 'leaderboard' ? [input.leaderboard.citation ?? ''] : input.citations
}

/** Four English words in a row that are nobody's name, no model's answer and no entry of a bibliography. */
function sentencesIn(text: string, input: ReportInput): string[] {
  const flips = input.kind === 'comparison' ? input.flips : []
  const citations = citationsOf(input)
  const theirs = [
    ...citations,
    ...flips.flatMap(({ sample, before, after }) => stringsOf([sample.input, before, after])),
  ]
  const words = theirs.flatMap(one => one.split(/\W+/))
  const known = new Set(words)
  const own = text
    .replace(/<(style|script)[^>]*>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/^\s*(%|\\(?!textbf|caption)).*$/gm, '')
    .replace(/```bibtex.*?```/gs, '')
  return (own.match(/[A-Za-z’']+(?: [A-Za-z’']+){3,}/g) ?? []).filter(
    run => run.split(' ').filter(word => !known.has(word)).length > 3,
  )
}

const stringsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(stringsOf)
      : []
