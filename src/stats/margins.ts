import { checkCounts, demand } from './checks.ts'
import { phi, tCdf } from './distributions.ts'
import { isConstant, type MeanEstimate } from './mean.ts'
import { type PairedCounts, pairedTotal, tangoZ } from './paired-proportions.ts'

/** `p` against the hypothesis that the difference is at or beyond the margin; `met` where it is below α. */
export interface MarginTest {
  p: number
  met: boolean
}

export interface MarginOptions {
  /** The largest harm that would not matter, in the score's unit; > 0, for rates < 1. */
  margin: number
  direction: 'higher-is-better' | 'lower-is-better'
  /** One-sided. @default 0.025, which agrees with the two-sided 95 % interval. */
  alpha?: number
}

/**
 * Non-inferiority of paired rates: is after worse than before by less than the margin? Tango's score test at −margin (at
 * +margin where lower is better); agrees with the end of `tango`'s interval at level 1 − 2α. Throws for an empty table.
 * Source: Tango 1998, https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B
 *
 * @example
 * nonInferiority({ both: 900, beforeOnly: 12, afterOnly: 8, neither: 80 }, { margin: 0.02, direction: 'higher-is-better' }).met // → true
 */
export function nonInferiority(table: PairedCounts, options: MarginOptions): MarginTest {
  const { margin, direction } = checkedRate(table, options)
  return decide(
    direction === 'higher-is-better' ? abovePaired(table, -margin) : belowPaired(table, margin),
    options.alpha,
  )
}

/**
 * Equivalence of paired rates within ±margin: two one-sided score tests, p is the larger one. α is that of each.
 * Source: Schuirmann 1987, https://doi.org/10.1007/BF01068419
 *
 * @example
 * equivalence({ both: 900, beforeOnly: 10, afterOnly: 10, neither: 80 }, { margin: 0.02 }).met // → true
 */
export function equivalence(table: PairedCounts, options: Omit<MarginOptions, 'direction'>): MarginTest {
  const { margin } = checkedRate(table, options)
  return decide(Math.max(abovePaired(table, -margin), belowPaired(table, margin)), options.alpha)
}

/**
 * Non-inferiority of a mean difference (after − before, from `pairedMean` or `pairedClusterMean`): one-sided t test.
 * Where all differences are equal p is 1 beyond the margin and else 2^−(df + 1), as a sign test's would be.
 *
 * @example
 * nonInferiorityMean(pairedMean([3, 1, 4, 1, 5], [3, 2, 4, 1, 4]), { margin: 3, direction: 'higher-is-better' }).met // → true
 */
export function nonInferiorityMean(delta: MeanEstimate, options: MarginOptions): MarginTest {
  const margin = checkedMargin(options.margin)
  return decide(
    options.direction === 'higher-is-better' ? aboveMean(delta, -margin) : belowMean(delta, margin),
    options.alpha,
  )
}

/**
 * Equivalence of a mean difference within ±margin: two one-sided t tests, p is the larger one.
 *
 * @example
 * equivalenceMean(pairedMean([3, 1, 4, 1, 5], [3, 2, 4, 1, 4]), { margin: 3 }).met // → true
 */
export function equivalenceMean(delta: MeanEstimate, options: Omit<MarginOptions, 'direction'>): MarginTest {
  const margin = checkedMargin(options.margin)
  return decide(Math.max(aboveMean(delta, -margin), belowMean(delta, margin)), options.alpha)
}

const decide = (p: number, alpha = 0.025): MarginTest => {
  demand(alpha > 0 && alpha < 0.5, `one-sided α of ${alpha} is not between 0 and 0.5`)
  return { p, met: p < alpha }
}

const abovePaired = (table: PairedCounts, limit: number): number => phi(-tangoZ(table, limit))
const belowPaired = (table: PairedCounts, limit: number): number => phi(tangoZ(table, limit))

function aboveMean({ value, se, df }: MeanEstimate, limit: number): number {
  if (isConstant(se, Math.max(Math.abs(value), Math.abs(limit)))) return value > limit ? 2 ** -(df + 1) : 1
  return tCdf((limit - value) / se, df)
}

function belowMean(delta: MeanEstimate, limit: number): number {
  return aboveMean({ ...delta, value: -delta.value }, -limit)
}

function checkedMargin(margin: number): number {
  demand(
    margin > 0 && Number.isFinite(margin),
    `margin ${margin} is out of range`,
    'Pass a positive number, such as 0.02.',
  )
  return margin
}

function checkedRate<T extends { margin: number }>(table: PairedCounts, options: T): T {
  const { both, beforeOnly, afterOnly, neither } = table
  checkCounts({ both, beforeOnly, afterOnly, neither })
  demand(pairedTotal(table) > 0, 'no pair to compare')
  checkedMargin(options.margin)
  demand(options.margin < 1, `margin ${options.margin} of a rate is out of range`, 'Write 2 percentage points as 0.02.')
  return options
}
