import { boundedMeanPower } from '../stats/bounded-mean-power.ts'
import { criticalT, phi } from '../stats/distributions.ts'
import { marginPower } from '../stats/margin-power.ts'
import { mcnemarPower } from '../stats/mcnemar-power.ts'
import { bisect } from '../stats/roots.ts'
import type { Spread } from './spread.ts'

/** What will be compared, as far as its power hangs on it. */
export interface Design {
  /** Independent units: samples, or the clusters that they share. */
  n: number
  clustered: boolean
  /** Answers to each. */
  epochs: number
  /** A mean of values in 0…1; any other metric is taken for a mean with a normal spread. */
  rate: boolean
  /** Two-sided level of the test, as the table's adjustment leaves it. */
  alpha: number
  /** @default mid-p */
  test?: 'mid-p' | 'exact'
}

/** A figure, and what it would be at either end of what the spread could be. */
export interface Ranged {
  value: number
  low: number
  high: number
}

/** More units than that are no plan. */
const MOST = 10_000_000

/** One-sided level of a gate: it needs no adjustment to pass, since every benchmark has to. */
export const GATE_ALPHA = 0.025

/** The chance that the comparison says «improved» or «regressed», rightly, where the true difference is that large. */
export function powerToDetect(design: Design, spread: Spread, difference: number, factor = 1): number {
  const { n, alpha, test = 'mid-p' } = design
  const variance = varianceOf(spread, design.epochs) * factor
  const gain = design.rate ? Math.min(1, Math.abs(difference)) : Math.abs(difference)
  if (isTable(design, spread)) {
    const changed = Math.min(1, Math.max(variance, gain))
    return mcnemarPower(n, (changed - gain) / 2, (changed + gain) / 2, alpha, test)
  }
  // Single flips that were given or assumed are a mean square; all else is a variance about its mean.
  const isSquare = spread.source.kind !== 'runs' && design.epochs === 1
  const around = isSquare ? Math.max(variance, gain) - gain ** 2 : variance
  if (design.rate) return boundedMeanPower(boundedOf(design, around), gain, 0, alpha / 2)
  return phi((gain - criticalT(1 - alpha, Math.max(1, n - 1)) * Math.sqrt(variance / n)) / Math.sqrt(variance / n))
}

/** The chance that a model without any change passes a gate with that margin. */
export function powerToPass(design: Design, spread: Spread, margin: number, factor = 1): number {
  const variance = Math.min(varianceOf(spread, design.epochs) * factor, design.rate ? 1 : Number.POSITIVE_INFINITY)
  if (isTable(design, spread)) {
    const { yes } = spread
    const truth = { worse: variance / 2, better: variance / 2, ...(yes !== undefined && { yes }) }
    return marginPower(design.n, truth, margin, GATE_ALPHA)
  }
  if (design.rate) return boundedMeanPower(boundedOf(design, variance), 0, -margin, GATE_ALPHA)
  const se = Math.sqrt(variance / design.n)
  return phi(margin / se - criticalT(1 - 2 * GATE_ALPHA, Math.max(1, design.n - 1)))
}

/** The smallest true difference that is detected with that power; of a rate `Infinity` where none in 0…1 is. */
export function detectable(design: Design, spread: Spread, power: number): Ranged {
  return ranged(spread, factor => {
    if (!design.rate) {
      const se = Math.sqrt((varianceOf(spread, design.epochs) * factor) / design.n)
      const t = criticalT(1 - design.alpha, Math.max(1, design.n - 1))
      return bisect(gain => power - phi(gain / se - t), 0, (t + 10) * se)
    }
    const missing = (gain: number): number => power - powerToDetect(design, spread, gain, factor)
    return missing(1) > 0 ? Number.POSITIVE_INFINITY : halved(missing, 0, 1)
  })
}

/** Units that are needed for a power; `Infinity` where ten million are not enough. */
export const neededUnits = (spread: Spread, power: number, at: (n: number, factor: number) => number): Ranged =>
  ranged(spread, factor => {
    let high = 2
    while (at(high, factor) < power) {
      if (high >= MOST) return Number.POSITIVE_INFINITY
      high *= 2
    }
    let low = high / 2
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (at(middle, factor) < power) low = middle
      else high = middle
    }
    return high
  })

/** Of one unit's difference with so many answers in each arm. Where the noise of answers is not known, more of them win nothing. */
export const varianceOf = ({ omega2, noise }: Spread, epochs: number): number =>
  omega2 + (noise === undefined ? 0 : (noise.before + noise.after) / epochs)

/** Whether McNemar's table will be all there is: yes or no for each sample, and each on its own. */
const isTable = ({ rate, clustered, epochs }: Design, { yesNo }: Spread): boolean =>
  rate && !clustered && (epochs === 1 || yesNo === true)

function boundedOf({ n, clustered }: Design, variance: number) {
  return { n, variance, range: [-1, 1] as const, ...(clustered && { df: Math.max(1, n - 1) }) }
}

function ranged({ factor: [low, high] }: Spread, at: (factor: number) => number): Ranged {
  return { value: at(1), low: at(low), high: at(high) }
}

/** To a hundredth of a point: no plan is finer. */
function halved(missing: (gain: number) => number, low: number, high: number): number {
  while (high - low > 1e-4) {
    const middle = (low + high) / 2
    if (missing(middle) > 0) low = middle
    else high = middle
  }
  return high
}
