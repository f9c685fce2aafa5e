import { type Metric, majAtEveryK, mean, passAtK, type Row, rate } from 'xeval'
import type { MathLabel } from 'xeval/judges/math-equal'
import { answersOf, votesOf } from './answers.ts'

type MathMetric = Metric<MathLabel>

const isCorrect = ({ judgment }: Row<MathLabel>): boolean => judgment.label === 'correct'

export const accuracy = rate<MathLabel>('accuracy', 'higher-is-better', isCorrect, 'Correct answers')

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

/** More thoughts than output is no count of anything. */
function answerTokens({ outputTokens, reasoningTokens }: Row<MathLabel>['completion']['usage']): number | undefined {
  if (outputTokens === undefined || reasoningTokens === undefined) return undefined
  return reasoningTokens > outputTokens ? undefined : outputTokens - reasoningTokens
}

/** A model that reads a whole text says whether the answer in it is right, and not what it is. */
const hasAnswer = ({ answer, via }: Row<MathLabel>['judgment']): boolean => answer !== undefined || via === 'model'

export const otherMetrics: readonly MathMetric[] = [
  tokens('output-tokens', ({ completion }) => completion.usage.outputTokens),
  tokens('reasoning-tokens', ({ completion }) => completion.usage.reasoningTokens),
  tokens('answer-tokens', ({ completion: { usage } }) => answerTokens(usage)),
  rate('cap-share', 'lower-is-better', ({ completion }) => completion.finishReason === 'length'),
  mean('no-answer', 'lower-is-better', ({ judgment }) => (hasAnswer(judgment) ? 0 : 1), 'rate'),
]

/** Defined for the samples with k scored epochs or more, so that a run of K epochs has those up to K. */
export const metricsAtK: readonly MathMetric[] = [2, 4, 8, 16, 32, 64].flatMap(k => [
  atK(`pass@${k}`, k, rows => passAtK(rows.length, rows.filter(isCorrect).length, k)),
  atK(`maj@${k}`, k, rows => majorities(rows)[k - 1]),
])

function atK(name: string, k: number, value: (rows: Rows) => number | undefined): MathMetric {
  return {
    kind: 'mean',
    name,
    direction: 'higher-is-better',
    unit: 'rate',
    value: rows => (rows.length < k ? undefined : value(rows)),
  }
}

type Rows = readonly Row<MathLabel>[]

/** A sample's rows come once for each k; one count gives them all. */
const known = new WeakMap<Rows, readonly number[]>()

function majorities(rows: Rows): readonly number[] {
  const curve = known.get(rows) ?? majAtEveryK(votesOf(answersOf(rows)))
  known.set(rows, curve)
  return curve
}
