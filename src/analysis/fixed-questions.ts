import type { BenchmarkComparison } from '../core/comparison.ts'
import { fixedQuestions } from '../stats/fixed-questions.ts'
import type { FigureMetric } from './figure-metric.ts'
import type { ScoredSample } from './scored-sample.ts'

/** The difference on these very questions: what other answers to them would give. */
export interface FixedSums {
  push(before: ScoredSample, after: ScoredSample): void
  /** Where every pair has two scored epochs or more in both arms, and its values are their means. */
  result(): BenchmarkComparison['fixedQuestions']
}

/** Of a benchmark's headline metric. */
export function makeFixed({ kind, unit }: FigureMetric): FixedSums {
  const sums = { questions: 0, answers: 0, delta: 0, variance: 0, df: 0 }
  let isRepeated = kind === 'mean'
  return {
    push(before, after) {
      if (!isRepeated || typeof before.values[0] !== 'number' || typeof after.values[0] !== 'number') return
      const arms = [before, after].map(epochsOf)
      const [was, is] = arms
      if (was === undefined || is === undefined) {
        isRepeated = false
        return
      }
      sums.questions++
      sums.delta += is.mean - was.mean
      sums.answers += 2 / (1 / was.k + 1 / is.k)
      sums.variance += was.squares / (was.k - 1) / was.k + is.squares / (is.k - 1) / is.k
      sums.df += was.k + is.k - 2
    },
    result() {
      if (!isRepeated || sums.questions === 0) return undefined
      const { ci, method } = fixedQuestions({ ...sums, isRate: unit === 'rate' })
      return { ci95: ci, method, answers: Math.round(sums.answers / sums.questions) }
    },
  }
}

/** One sample's own epochs, where its value is their mean. */
function epochsOf({ byEpoch, values }: ScoredSample): { k: number; mean: number; squares: number } | undefined {
  const scores = byEpoch.flatMap(({ values: own }) => (typeof own?.[0] === 'number' ? [own[0]] : []))
  const k = scores.length
  const mean = scores.reduce((sum, score) => sum + score, 0) / k
  if (k < 2 || Math.abs(mean - Number(values[0])) > 1e-9) return undefined
  return { k, mean, squares: scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) }
}
