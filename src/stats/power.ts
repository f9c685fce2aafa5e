import { demand } from './checks.ts'
import { phi, probit } from './distributions.ts'
import { bisect } from './roots.ts'

export interface PowerOptions {
  /** Two-sided. @default 0.05 */
  alpha?: number
  /** @default 0.8 */
  power?: number
}

/** What the variance of one question's paired difference is made of; see `pairedComponents`. */
export interface DifferenceVariance {
  /** ω², variance of the questions' true differences. */
  omega2: number
  /** σ², variance over epochs of one question, by arm. */
  sigma2Before?: number
  sigma2After?: number
  /** K, epochs by arm. @default 1 */
  epochsBefore?: number
  epochsAfter?: number
}

/**
 * Questions needed to see a mean difference `delta`: (z_{α/2} + z_β)² (ω² + σ_A²/K_A + σ_B²/K_B) / δ², rounded up.
 * Source: Miller 2024, https://arxiv.org/abs/2411.00640
 *
 * @example
 * neededQuestions(0.02, { omega2: 0.08 }) // → 1570
 */
export function neededQuestions(delta: number, variance: DifferenceVariance, options: PowerOptions = {}): number {
  demand(delta !== 0 && Number.isFinite(delta), 'no number of questions can show a difference of 0')
  return Math.max(2, Math.ceil((multiplier(options) ** 2 * perQuestion(variance)) / delta ** 2))
}

/**
 * The smallest mean difference that n questions show with that power; the same formula turned round.
 *
 * @example
 * detectableDifference(1000, { omega2: 0.08 }).toFixed(3) // → '0.025'
 */
export function detectableDifference(n: number, variance: DifferenceVariance, options: PowerOptions = {}): number {
  checkSize(n)
  return multiplier(options) * Math.sqrt(perQuestion(variance) / n)
}

/**
 * The power of n questions for a mean difference: Φ(|δ|/se − z_{α/2}), the near tail only.
 *
 * @example
 * powerOfMean(1000, 0.02, { omega2: 0.08 }).toFixed(3) // → '0.609'
 */
export function powerOfMean(n: number, delta: number, variance: DifferenceVariance, alpha = 0.05): number {
  checkSize(n)
  const se = Math.sqrt(perQuestion(variance) / n)
  const z = zs({ alpha }).alpha
  return se === 0 ? (delta === 0 ? 0 : 1) : phi(Math.abs(delta) / se - z)
}

/**
 * Pairs that McNemar's test needs to see a difference `delta` of rates where a share `discordance` ≥ |delta| of the pairs
 * changes: (z_{α/2}√ψ + z_β√(ψ − δ²))² / δ², rounded up. For the exact test add some: `mcnemarPower` says how many.
 * Source: Connor 1987, https://doi.org/10.2307/2531961
 *
 * @example
 * neededPairs(0.02, 0.08) // → 1568
 */
export function neededPairs(delta: number, discordance: number, options: PowerOptions = {}): number {
  demand(delta !== 0, 'no number of pairs can show a difference of 0')
  checkDiscordance(discordance)
  demand(
    Math.abs(delta) <= discordance,
    `a difference of ${delta} needs a discordance of at least ${delta}, not ${discordance}`,
  )
  const z = zs(options)
  const root = z.alpha * Math.sqrt(discordance) + z.beta * Math.sqrt(discordance - delta ** 2)
  return Math.ceil(root ** 2 / delta ** 2)
}

/**
 * The smallest difference of rates that n pairs show with that power where a share `discordance` of them changes; the same
 * formula turned round. `undefined` where even a change all in one direction (delta = discordance) is too small.
 *
 * @example
 * detectableRateDifference(1000, 0.08)?.toFixed(3) // → '0.025'
 */
export function detectableRateDifference(
  n: number,
  discordance: number,
  options: PowerOptions = {},
): number | undefined {
  checkSize(n)
  checkDiscordance(discordance)
  const z = zs(options)
  const missing = (delta: number) =>
    z.alpha * Math.sqrt(discordance) + z.beta * Math.sqrt(discordance - delta ** 2) - delta * Math.sqrt(n)
  return missing(discordance) > 0 ? undefined : bisect(missing, 0, discordance)
}

/**
 * What `needed` says at the ends of the middle 90 % of what |delta| could be, `delta` being known with standard error `se`: a number of pairs
 * planned from a difference that was seen is a range, for it goes with the square of that difference. `null` where no number is enough.
 *
 * @example
 * neededRange(0.04, 0.02, delta => neededQuestions(delta, { omega2: 0.1 })) // → [148, 10854]
 */
export function neededRange(
  delta: number,
  se: number,
  needed: (delta: number) => number,
): [low: number, high: number | null] {
  demand(
    se >= 0 && Number.isFinite(delta),
    'a difference and its standard error must be numbers, the latter at least 0',
  )
  const size = (p: number): number => {
    const missing = (x: number): number => p - (phi((x - delta) / se) - phi((-x - delta) / se))
    return se === 0 ? Math.abs(delta) : bisect(missing, 0, Math.abs(delta) + 10 * se)
  }
  const at = (x: number): number | null => {
    const n = x > 0 ? needed(x) : Number.POSITIVE_INFINITY
    return Number.isSafeInteger(n) ? n : null
  }
  return [at(size(0.95)) ?? 0, at(size(0.05))]
}

const multiplier = (options: PowerOptions): number => {
  const z = zs(options)
  return z.alpha + z.beta
}

function zs({ alpha = 0.05, power = 0.8 }: PowerOptions): { alpha: number; beta: number } {
  demand(alpha > 0 && alpha < 1, `α of ${alpha} is not between 0 and 1`)
  demand(power > alpha && power < 1, `a power of ${power} is not between α and 1`)
  return { alpha: -probit(alpha / 2), beta: probit(power) }
}

function perQuestion(variance: DifferenceVariance): number {
  const { omega2, sigma2Before = 0, sigma2After = 0, epochsBefore = 1, epochsAfter = 1 } = variance
  demand(Math.min(omega2, sigma2Before, sigma2After) >= 0, 'a variance must not be negative')
  demand(Math.min(epochsBefore, epochsAfter) >= 1, 'at least one epoch is needed')
  return omega2 + sigma2Before / epochsBefore + sigma2After / epochsAfter
}

function checkSize(n: number): void {
  demand(Number.isSafeInteger(n) && n >= 1, `n is ${n}, expected a whole number of at least 1`)
}

function checkDiscordance(discordance: number): void {
  demand(discordance > 0 && discordance <= 1, `a discordance of ${discordance} is not a share above 0`)
}
