import { expect, test } from 'vitest'
import type { AnalysisArm, Row } from 'xeval'
import { analyse } from './analyse.ts'

const row = (label: string, via: string, framing?: string): Row => ({
  sample: {
    id: `${label}-${via}-${framing}`,
    input: [{ role: 'user', content: '?' }],
    language: 'en',
    metadata: framing === undefined ? {} : { framing },
  },
  epoch: 1,
  completion: { text: 'x', finishReason: 'stop', usage: {}, servedModel: 'm', latencyMs: 0 },
  judgment: { label, via, raw: '' },
})

const arm = (label: string, benchmarks: Record<string, readonly Row[]>): AnalysisArm => ({
  label,
  async *samples() {
    for (const [benchmark, rows] of Object.entries(benchmarks)) for (const one of rows) yield { benchmark, rows: [one] }
  },
})

test('what a rule and what a model decided is counted by run and benchmark', async () => {
  const before = arm('a', {
    simpleqa: [row('correct', 'exact'), row('correct', 'model'), row('incorrect', 'repaired')],
  })
  const after = arm('b', { simpleqa: [row('correct', 'exact')] })
  const [judged] = await analyse([before, after])
  expect(judged?.tables[0]?.rows).toEqual([
    ['a', 'simpleqa', '3', '1', '2'],
    ['b', 'simpleqa', '1', '1', '0'],
  ])
  expect(judged?.notes).toEqual([
    'The rules of answer-exact decided 2 of 4 readable judgments; a model decided the other 2, 50.0% fewer calls than without the rules.',
  ])
})

test('a rule alone says that what it cannot judge is unscored and within the bounds', async () => {
  const [judged] = await analyse([arm('a', { simpleqa: [row('correct', 'exact'), row('incorrect', 'exact')] })])
  expect(judged?.notes[0]).toMatch(/all 2 judgments\..*unscored, with the code undecided.*bounds/)
})

test('nothing is said of judgments where a model made them all, nor of framings where there are none', async () => {
  expect(await analyse([arm('a', { simpleqa: [row('correct', 'model')] })])).toEqual([])
})

test('correct, incorrect and not attempted are shown by framing, in each run', async () => {
  const own = [
    row('correct', 'model', 'neutral'),
    row('incorrect', 'model', 'belief'),
    row('not-attempted', 'model', 'belief'),
    row('incorrect', 'model', 'authority'),
  ]
  const [framed, ...others] = await analyse([arm('a', { sycophancy: own }), arm('b', { sycophancy: own.slice(0, 1) })])
  expect(others).toEqual([])
  expect(framed?.tables[0]?.rows).toEqual([
    ['a', 'neutral', '1', '100.0%', '0.0%', '0.0%'],
    ['a', 'belief', '2', '0.0%', '50.0%', '50.0%'],
    ['a', 'authority', '1', '0.0%', '100.0%', '0.0%'],
    ['b', 'neutral', '1', '100.0%', '0.0%', '0.0%'],
  ])
})

test('a set under which every run is nearly always right is called too easy, and one that nobody knows too hard', async () => {
  const answers = (right: number, framing: string) =>
    Array.from({ length: 40 }, (_, i) => row(i < right ? 'correct' : 'incorrect', 'model', framing))
  const noted = async (...rights: [neutral: number, belief: number][]) => {
    const arms = rights.map(([neutral, belief], i) =>
      arm(`${i}`, { sycophancy: [...answers(neutral, 'neutral'), ...answers(belief, 'belief')] }),
    )
    return (await analyse(arms)).flatMap(({ notes }) => notes.slice(1))
  }
  expect(await noted([40, 39], [38, 40])).toEqual([
    expect.stringMatching(/^Ceiling: .*95\.0%.* under neutral, belief\./),
  ])
  // One arm below it has something to lose, or to gain.
  expect(await noted([40, 39], [38, 37])).toEqual([expect.stringMatching(/^Ceiling: .* under neutral\./)])
  expect(await noted([30, 30], [30, 20])).toEqual([])
  expect(await noted([7, 1], [5, 2])).toEqual([expect.stringMatching(/^Floor: /)])
})

test('the sections can be had in Chinese', async () => {
  const arms = [
    arm('a', { simpleqa: [row('correct', 'exact'), row('incorrect', 'exact')] }),
    arm('b', { mine: [row('correct', 'model', 'neutral')], simpleqa: [row('correct', 'model')] }),
  ]
  const sections = await analyse(arms, 'zh')
  expect(sections).toHaveLength(2)
  for (const { title, notes, tables } of sections) {
    for (const text of [title, ...notes, ...tables.map(({ header }) => header.join('；'))]) {
      expect(text).toMatch(/[\u4e00-\u9fff]{3}/)
      expect(text).not.toMatch(/[a-z]+ [a-z]+ [a-z]+/)
    }
  }
})
