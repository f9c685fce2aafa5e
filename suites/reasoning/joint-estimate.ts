import { covarianceOf, type Interval, type JointFigure } from 'xeval'

/** Two quantities measured on the same questions, with how they vary together. */
export interface JointEstimate {
  tokens: number
  accuracy: number
  tokensCi95: Interval
  accuracyCi95: Interval
  /** Variances of tokens and accuracy and their covariance, over the resamples: the confidence region's ellipse. */
  covariance: { tokens: number; accuracy: number; both: number }
}

export const jointEstimate = (tokens: JointFigure, accuracy: JointFigure): JointEstimate => ({
  tokens: tokens.value,
  accuracy: accuracy.value,
  tokensCi95: tokens.ci95,
  accuracyCi95: accuracy.ci95,
  covariance: {
    tokens: covarianceOf(tokens.draws, tokens.draws),
    accuracy: covarianceOf(accuracy.draws, accuracy.draws),
    both: covarianceOf(tokens.draws, accuracy.draws),
  },
})

export const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
