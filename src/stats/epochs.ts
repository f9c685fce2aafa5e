import { checkValues, demand } from './checks.ts'
import { Moments } from './moments.ts'

/** How scores vary between questions and between epochs of one question; what `power.ts` plans with. */
export interface VarianceComponents {
  /** Variance of the questions' true means, ω²; never below 0. */
  between: number
  /** Mean variance over epochs of one question, σ². */
  within: number
  questions: number
}

/**
 * Each question's mean over its epochs: what enters intervals and tests, so that epochs don't pass for samples.
 *
 * @example
 * questionMeans([[1, 0], [0, 0]]).join() // → '0.5,0'
 */
export function questionMeans(epochs: readonly ArrayLike<number>[]): Float64Array {
  return Float64Array.from(epochs, scores => {
    checkValues('epochs of a question', scores)
    return Moments.of(scores).mean
  })
}

/**
 * ω² and σ² from scores by question and epoch: σ² is the mean of the questions' variances (of those with two epochs
 * or more), ω² the variance of question means less σ² times the mean of 1/K. With one epoch σ² can't be told apart and
 * counts into ω²: planning then holds for one epoch only. For a paired comparison give before's and after's scores to this
 * for σ², and after − before of the question means for ω² (`pairedComponents`).
 * Source: Miller 2024, https://arxiv.org/abs/2411.00640
 *
 * @example
 * varianceComponents([[1, 1, 0], [0, 0, 1], [1, 1, 1]]).within.toFixed(3) // → '0.222'
 */
export function varianceComponents(epochs: readonly ArrayLike<number>[]): VarianceComponents {
  demand(epochs.length >= 2, `${epochs.length} questions have no variance, at least 2 are needed`)
  const within = withinVariance(epochs)
  const noise = epochs.reduce((sum, scores) => sum + within / scores.length, 0) / epochs.length
  const total = Moments.of(questionMeans(epochs)).variance
  return { between: Math.max(0, total - noise), within, questions: epochs.length }
}

/**
 * ω² of the questions' true differences, and both arms' σ². The same questions in the same order.
 *
 * @example
 * const { omega2 } = pairedComponents([[1, 1, 0], [0, 0, 1], [1, 1, 1]], [[1, 1, 1], [0, 1, 1], [1, 0, 1]])
 * omega2.toFixed(3) // → '0.000'
 */
export function pairedComponents(
  before: readonly ArrayLike<number>[],
  after: readonly ArrayLike<number>[],
): { omega2: number; sigma2Before: number; sigma2After: number } {
  demand(before.length === after.length, 'the arms have different questions')
  demand(before.length >= 2, `${before.length} questions have no variance, at least 2 are needed`)
  const sigma2Before = withinVariance(before)
  const sigma2After = withinVariance(after)
  const means = [questionMeans(before), questionMeans(after)]
  const deltas = new Moments()
  let noise = 0
  before.forEach((scores, i) => {
    deltas.add((means[1]?.[i] ?? Number.NaN) - (means[0]?.[i] ?? Number.NaN))
    noise += sigma2Before / scores.length + sigma2After / (after[i]?.length ?? 1)
  })
  return { omega2: Math.max(0, deltas.variance - noise / before.length), sigma2Before, sigma2After }
}

function withinVariance(epochs: readonly ArrayLike<number>[]): number {
  const variances = new Moments()
  for (const scores of epochs) if (scores.length > 1) variances.add(Moments.of(scores).variance)
  return variances.mean
}
