import type { Interval } from '../core/run-result.ts'
import { phi, probit } from './distributions.ts'

/**
 * Efron's bias-corrected and accelerated interval from sorted bootstrap replicates: percentiles shifted by
 * z₀ = Φ⁻¹(share of replicates below the estimate, ties half) and the acceleration. z₀ is kept finite by counting at least
 * half a replicate on either side. Replicates that are all equal give an interval without width.
 * Source: Efron 1987, https://doi.org/10.1080/01621459.1987.10478410
 */
export function bcaInterval(sorted: Float64Array, estimate: number, acceleration: number, level = 0.95): Interval {
  const n = sorted.length
  const below = (countBelow(sorted, estimate, false) + countBelow(sorted, estimate, true)) / 2
  const z0 = probit(Math.min(n - 0.5, Math.max(0.5, below)) / n)
  const at = (p: number) => {
    const z = z0 + probit(p)
    const stretch = 1 - acceleration * z
    // Beyond the pole of the acceleration the formula turns round; its limit there is the outermost replicate.
    return percentile(sorted, stretch > 0 ? phi(z0 + z / stretch) : z > 0 ? 1 : 0)
  }
  return [at((1 - level) / 2), at((1 + level) / 2)]
}

/** Linear interpolation between order statistics (R's type 7, NumPy's default). */
export function percentile(sorted: ArrayLike<number>, p: number): number {
  const position = p * (sorted.length - 1)
  const below = Math.floor(position)
  const low = sorted[below] ?? Number.NaN
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN
  return low + (position - below) * (high - low)
}

/** Σ(θ̄ − θᵢ)³ / 6(Σ(θ̄ − θᵢ)²)^1.5 over leave-one-out estimates, each occurring `times` often; 0 where they're equal. */
export function accelerationOf(leaveOneOut: Float64Array, times: Uint32Array): number {
  const n = times.reduce((sum, often) => sum + often, 0)
  const mean = leaveOneOut.reduce((sum, value, i) => sum + value * (times[i] ?? 0), 0) / n
  let squares = 0
  let cubes = 0
  leaveOneOut.forEach((value, i) => {
    const off = mean - value
    squares += off * off * (times[i] ?? 0)
    cubes += off ** 3 * (times[i] ?? 0)
  })
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0
}

/** How many are below `value`, or at most `value`. */
function countBelow(sorted: Float64Array, value: number, inclusive: boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const x = sorted[middle] ?? Number.NaN
    if (x < value || (inclusive && x === value)) low = middle + 1
    else high = middle
  }
  return low
}
