import { type Metric, majAtK, mean, passAtK, type Row, rate } from 'xeval'
import type { MathLabel } from 'xeval/judges/math-equal'
import { type Answer, answersOf, votesOf } from './answers.ts'

type MathMetric = Metric<MathLabel>

export const accuracy = rate<MathLabel>('accuracy', 'higher-is-better', ({ judgment }) => judgment.label === 'correct')

/** Tokens as the provider counts them, over the epochs for which it does; a sample without any count has no value. */
const tokens = (name: string, count: (row: Row<MathLabel>) => number | undefined): MathMetric => ({
  kind: 'mean',
  name,
  direction: 'lower-is-better',
  unit: 'tokens',
  value: rows => {
    const counts = rows.map(count).filter(value => value !== undefined)
    return counts.length === 0 ? undefined : counts.reduce((sum, value) => sum + value, 0) / counts.length
  },
})

export const otherMetrics: readonly MathMetric[] = [
  tokens('output-tokens', ({ completion }) => completion.usage.outputTokens),
  tokens('reasoning-tokens', ({ completion }) => completion.usage.reasoningTokens),
  tokens('answer-tokens', ({ completion: { usage } }) =>
    usage.outputTokens === undefined || usage.reasoningTokens === undefined
      ? undefined
      : usage.outputTokens - usage.reasoningTokens,
  ),
  rate('cap-share', 'lower-is-better', ({ completion }) => completion.finishReason === 'length'),
  mean('no-answer', 'lower-is-better', ({ judgment }) => (judgment.answer === undefined ? 1 : 0), 'rate'),
]

/** Defined for the samples with k scored epochs or more, so that a run of K epochs has those up to K. */
export const metricsAtK: readonly MathMetric[] = [2, 4, 8, 16, 32, 64].flatMap(k => [
  atK(`pass@${k}`, answers => passAtK(answers.length, answers.filter(({ correct }) => correct).length, k), k),
  atK(`maj@${k}`, answers => majAtK(votesOf(answers), k), k),
])

function atK(name: string, value: (answers: readonly Answer[]) => number | undefined, k: number): MathMetric {
  return {
    kind: 'mean',
    name,
    direction: 'higher-is-better',
    unit: 'rate',
    value: rows => (rows.length < k ? undefined : value(remembered(rows))),
  }
}

/** A sample's rows are asked for once a metric; their classes stay the same. */
const known = new WeakMap<readonly Row<MathLabel>[], readonly Answer[]>()

function remembered(rows: readonly Row<MathLabel>[]): readonly Answer[] {
  const answers = known.get(rows) ?? answersOf(rows)
  known.set(rows, answers)
  return answers
}
