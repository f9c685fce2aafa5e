import { type Interval, makeRng } from 'xeval'

/** Two quantities measured on the same questions, with how they vary together. */
export interface JointEstimate {
  tokens: number
  accuracy: number
  tokensCi95: Interval
  accuracyCi95: Interval
  /** Variances of tokens and accuracy and their covariance, over the resamples: the confidence region's ellipse. */
  covariance: { tokens: number; accuracy: number; both: number }
}

/**
 * Resamples whole questions and draws every statistic anew from the same resample, so that what belongs together stays so.
 * @param draw gets the questions' indices of one resample, and gives its statistics
 * @returns one row of statistics a resample
 */
export function resampled<T>(n: number, resamples: number, seed: number, draw: (indices: Int32Array) => T): T[] {
  const rng = makeRng('reasoning-bootstrap', seed)
  const indices = new Int32Array(n)
  return Array.from({ length: resamples }, () => {
    for (let at = 0; at < n; at++) indices[at] = rng.int(n)
    return draw(indices)
  })
}

/** Percentile interval of 95 %. */
export function percentiles(values: readonly number[]): Interval {
  const sorted = Float64Array.from(values).sort()
  const at = (share: number): number => {
    const place = share * (sorted.length - 1)
    const low = sorted[Math.floor(place)] ?? Number.NaN
    const high = sorted[Math.ceil(place)] ?? Number.NaN
    return low + (high - low) * (place - Math.floor(place))
  }
  return [at(0.025), at(0.975)]
}

export function jointEstimate(
  estimate: { tokens: number; accuracy: number },
  draws: readonly { tokens: number; accuracy: number }[],
): JointEstimate {
  const tokens = draws.map(draw => draw.tokens)
  const accuracy = draws.map(draw => draw.accuracy)
  return {
    ...estimate,
    tokensCi95: percentiles(tokens),
    accuracyCi95: percentiles(accuracy),
    covariance: {
      tokens: covariance(tokens, tokens),
      accuracy: covariance(accuracy, accuracy),
      both: covariance(tokens, accuracy),
    },
  }
}

export const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

function covariance(xs: readonly number[], ys: readonly number[]): number {
  const [x, y] = [average(xs), average(ys)]
  return xs.reduce((sum, value, at) => sum + (value - x) * ((ys[at] ?? 0) - y), 0) / (xs.length - 1)
}
