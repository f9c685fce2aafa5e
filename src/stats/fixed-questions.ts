import { boundedMean } from './bounded-mean.ts'
import { demand } from './checks.ts'
import type { Estimate } from './estimate.ts'
import { aroundMean } from './mean.ts'

/** Sums over questions that both arms answered several times. */
export interface RepeatedQuestions {
  questions: number
  /** Answers an arm, of all questions together. */
  answers: number
  /** Of after − before, of each question's means. */
  delta: number
  /** Of s²/k within a question, of both arms together. */
  variance: number
  /** Of k − 1, of both arms together. */
  df: number
  /** Whether every answer scores 0 to 1. */
  isRate: boolean
}

/**
 * The mean difference on these questions and no others, as if each were answered again: only what varies within a question counts, √(Σ s²/k) / n.
 * Of rates the score interval of a bounded mean at as many trials as there are answers an arm, so that answers that never vary leave it
 * a width; else Student's t. It is narrower than the interval for other questions of the kind, and says less. Throws for no question.
 * Source: Miller 2024, https://arxiv.org/abs/2411.00640 (the conditional part of the variance)
 *
 * @example
 * const { ci } = fixedQuestions({ questions: 30, answers: 240, delta: -1.5, variance: 0.6, df: 420, isRate: true })
 * ci.map(limit => limit.toFixed(3)) // → ['-0.107', '0.008']
 */
export function fixedQuestions({ questions, answers, delta, variance, df, isRate }: RepeatedQuestions): Estimate {
  demand(questions > 0 && answers > 0 && df > 0, 'questions that are answered once have no interval within questions')
  const value = delta / questions
  const square = variance / questions ** 2
  if (!isRate) {
    const { ci } = aroundMean(value, Math.sqrt(square), df, 0.95, 't')
    return { value, ci, method: 'within-t' }
  }
  const { ci } = boundedMean({ value, variance: square * answers, n: answers, range: [-1, 1], df })
  return { value, ci, method: 'within-score' }
}
