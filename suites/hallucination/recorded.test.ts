import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Completion, type JudgeContext, type Metric, type Row, type Sample, XevalError } from 'xeval'
import type { AnswerLabel } from 'xeval/judges/answer-exact'
import simpleqaGrader from 'xeval/judges/simpleqa-grader'
import { z } from 'zod'
import { fScore, points, simpleqaMetrics } from './metrics.ts'

/** 60 forms of a grader's reply, each on five questions, with the label of each parser written by hand. */
const Case = z.object({
  question: z.string(),
  gold: z.string(),
  answer: z.string(),
  reply: z.string(),
  label: z.enum(['correct', 'incorrect', 'not-attempted', 'unparsable']),
  upstream: z.enum(['correct', 'incorrect', 'not-attempted']),
})
const cases = readFileSync(new URL('./fixtures/recorded.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map(line => Case.parse(JSON.parse(line)))

const completion = (text: string): Completion => ({
  text,
  finishReason: 'stop',
  usage: {},
  servedModel: 'm',
  latencyMs: 0,
})

const sampleOf = ({ question, gold }: z.infer<typeof Case>, index: number): Sample => ({
  id: `case-${index}`,
  input: [{ role: 'user', content: question }],
  target: [gold],
  language: /\p{Script=Han}/u.test(question) ? 'zh' : 'en',
  metadata: { weight: (index % 3) + 1 },
})

/** The grader over all cases, its model giving the recorded reply to whatever it is asked. */
async function grade(upstreamParsing: boolean) {
  const rows: Row<AnswerLabel>[] = []
  const labels: string[] = []
  for (const [index, one] of cases.entries()) {
    const context: JudgeContext = {
      sample: sampleOf(one, index),
      completion: completion(one.answer),
      options: { api: 'chat', upstreamParsing },
      templates: { system: 'Be of use.', grader: 'Grade {predicted_answer} to {question} by {target}: A, B or C.' },
      ask: async () => completion(one.reply),
    }
    try {
      const judgment = await simpleqaGrader.judge(context)
      rows.push({ sample: context.sample, epoch: 1, completion: context.completion, judgment })
      labels.push(judgment.label)
    } catch (error) {
      if (!XevalError.is(error) || error.code !== 'unparsable-judgment') throw error
      labels.push('unparsable')
    }
  }
  return { rows, labels }
}

/** A metric over single-epoch samples, as the engine forms it: mean of values, or the function of the columns' means. */
function measure(metric: Metric<AnswerLabel>, rows: readonly Row<AnswerLabel>[]): number {
  const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  if (metric.kind === 'mean') return average(rows.flatMap(row => metric.value([row]) ?? []))
  const columns = rows.map(row => metric.columns([row]))
  return metric.of((columns[0] ?? []).map((_, j) => average(columns.map(cells => cells[j] ?? Number.NaN))))
}

const metricsOf = (rows: readonly Row<AnswerLabel>[]) =>
  Object.fromEntries(simpleqaMetrics.map(metric => [metric.name, measure(metric, rows)]))

test('there are 300 recorded cases', () => {
  expect(cases).toHaveLength(300)
  expect(new Set(cases.map(({ reply }) => reply)).size).toBe(60)
})

test('the strict parser reads letter, word and consistent pair, and counts the rest as unparsable', async () => {
  const { rows, labels } = await grade(false)
  expect(labels).toEqual(cases.map(({ label }) => label))
  // Of each 60: 14 correct, 11 incorrect, 10 not attempted, 25 unparsable.
  expect(rows).toHaveLength(175)
  const metrics = metricsOf(rows)
  expect(metrics['correct']).toBeCloseTo(70 / 175, 12)
  expect(metrics['incorrect']).toBeCloseTo(55 / 175, 12)
  expect(metrics['not_attempted']).toBeCloseTo(50 / 175, 12)
  expect(metrics['correct_given_attempted']).toBeCloseTo(0.56, 12)
  expect(metrics['f_score']).toBeCloseTo(7 / 15, 12)
})

test('--upstream-parsing takes the first A, B or C and C for none, and its figures are those of the upstream formulae', async () => {
  const { rows, labels } = await grade(true)
  expect(labels).toEqual(cases.map(({ upstream }) => upstream))
  // Of each 60: 18 correct, 10 incorrect, 32 not attempted.
  const metrics = metricsOf(rows)
  expect(metrics['correct']).toBeCloseTo(0.3, 12)
  expect(metrics['incorrect']).toBeCloseTo(1 / 6, 12)
  expect(metrics['not_attempted']).toBeCloseTo(8 / 15, 12)
  expect(metrics['correct_given_attempted']).toBeCloseTo(9 / 14, 12)
  expect(metrics['f_score']).toBeCloseTo(9 / 22, 12)
})

test('ratios are 0 where nothing was attempted, and where nothing is correct', async () => {
  const { rows } = await grade(true)
  const only = (label: AnswerLabel) => metricsOf(rows.filter(({ judgment }) => judgment.label === label))
  expect(only('not-attempted')).toEqual({
    correct: 0,
    incorrect: 0,
    not_attempted: 1,
    correct_given_attempted: 0,
    f_score: 0,
  })
  expect(only('incorrect')).toMatchObject({ correct_given_attempted: 0, f_score: 0 })
  expect(
    measure(
      fScore,
      rows.filter(({ judgment }) => judgment.label === 'correct'),
    ),
  ).toBe(1)
})

test('points give the weight for a correct answer, half of it for not knowing, none for a wrong one', () => {
  const row = (weight: number, label: AnswerLabel): Row<AnswerLabel> => ({
    sample: { id: `${weight}-${label}`, input: [], language: 'zh', metadata: { weight } },
    epoch: 1,
    completion: completion(''),
    judgment: { label, raw: '' },
  })
  // 3 + 1 + 0 of 3 + 2 + 1 points.
  const rows = [row(3, 'correct'), row(2, 'not-attempted'), row(1, 'incorrect')]
  expect(measure(points, rows)).toBeCloseTo(4 / 6, 12)
  expect(points.columns([row(2, 'correct'), { ...row(2, 'incorrect'), epoch: 2 }])).toEqual([1, 2])
})
