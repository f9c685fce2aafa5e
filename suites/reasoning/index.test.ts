import { expect, test } from 'vitest'
import type { Row } from 'xeval'
import type { MathLabel } from 'xeval/judges/math-equal'
import reasoning, { answersOf, questionsOf, votesOf } from 'xeval/suites/reasoning'

const row = (
  epoch: number,
  answer: string | undefined,
  label: MathLabel = 'incorrect',
  tokens = 100,
): Row<MathLabel> => ({
  sample: { id: 'q', input: [{ role: 'user', content: 'What is it?' }], language: 'en', metadata: {} },
  epoch,
  completion: {
    text: '',
    finishReason: answer === undefined ? 'length' : 'stop',
    usage: { outputTokens: tokens },
    servedModel: 'test',
    latencyMs: 1,
  },
  judgment: { label, raw: '', ...(answer === undefined ? {} : { answer }) },
})

const rows = [
  row(1, '\\frac12', 'correct', 100),
  row(2, '0.25', 'incorrect', 200),
  row(3, '\\frac14', 'incorrect', 300),
  row(4, undefined, 'incorrect', 1000),
]

const value = (name: string, of: readonly Row<MathLabel>[]): number | undefined => {
  const metric = reasoning.benchmarks[0]?.metrics.find(metric => metric.name === name)
  return metric?.kind === 'mean' ? metric.value(of) : undefined
}

test('equal answers vote together however they are written, and no answer abstains', () => {
  expect(answersOf(rows).map(({ answerClass }) => answerClass)).toEqual([0, 1, 1, undefined])
  expect(votesOf(answersOf(rows))).toEqual({ correct: 1, wrong: [2], abstained: 1 })
})

test('classes are closed: an answer equal to two others joins them', () => {
  const chain = [row(1, '50'), row(2, '0.5'), row(3, '50\\%')]
  expect(answersOf(chain).map(({ answerClass }) => answerClass)).toEqual([1, 1, 1])
})

test('metrics: accuracy, tokens, cap, pass@k and maj@k up to the run’s epochs', () => {
  expect(value('accuracy', rows)).toBe(0.25)
  expect(value('output-tokens', rows)).toBe(400)
  expect(value('reasoning-tokens', rows)).toBeUndefined()
  expect(value('cap-share', rows)).toBe(0.25)
  expect(value('pass@2', rows)).toBeCloseTo(0.5, 12)
  expect(value('pass@4', rows)).toBe(1)
  // Pairs with the right answer: against a wrong one a tie (½, twice), with the silent one a win; 2 of 6 in all.
  expect(value('maj@2', rows)).toBeCloseTo((0.5 + 0.5 + 1) / 6, 12)
  expect(value('maj@4', rows)).toBe(0)
  expect(value('maj@8', rows)).toBeUndefined()
})

test('an answer that a model read in the text is one, though it has no words of its own', () => {
  const read = (via: string) =>
    value(
      'no-answer',
      rows.slice(3).map(one => ({ ...one, judgment: { ...one.judgment, via } })),
    )
  expect([read('model'), read('none, model'), read('none')]).toEqual([0, 1, 1])
})

test('what a model found to be another answer votes against the right one, each by itself, and no answer does not', () => {
  const via = (epoch: number, path: string) => {
    const one = row(epoch, undefined, 'incorrect', 10)
    return { ...one, judgment: { ...one.judgment, via: path } }
  }
  const own = [row(1, '7', 'correct'), via(2, 'model'), via(3, 'model'), via(4, 'none, model'), via(5, 'none')]
  expect(votesOf(answersOf(own))).toEqual({ correct: 1, wrong: [1, 1], abstained: 2 })
  const both = [...own.slice(0, 2), row(6, '8', 'incorrect'), row(7, '8', 'incorrect')]
  expect(votesOf(answersOf(both)).wrong.toSorted()).toEqual([1, 2])
})

test('rows become questions, epochs in order', () => {
  const [question] = questionsOf(rows.toReversed())
  expect(question?.answers.map(({ outputTokens }) => outputTokens)).toEqual([100, 200, 300, 1000])
})

test('what is sent asks for a box, and for a whole number where one is wanted', () => {
  const texts = reasoning.benchmarks.map(
    ({ messages }) =>
      messages?.({ id: 'q', input: [{ role: 'user', content: 'What is {{x}}?' }], language: 'en', metadata: {} })[0]
        ?.content,
  )
  expect(texts[0]).toMatch(/^What is \{\{x\}\}\?\n\n.*0 to 999.*\\boxed\{\}/s)
  expect(texts[1]).toMatch(/^What is \{\{x\}\}\?\n\n.*\\boxed\{\}/s)
})
