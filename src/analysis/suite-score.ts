import type { SuiteScore } from '../core/comparison.ts'
import type { Interval } from '../core/run-result.ts'
import { boundedMean } from '../stats/bounded-mean.ts'
import { criticalZ, phi } from '../stats/distributions.ts'
import type { Estimate } from '../stats/estimate.ts'
import { stratifiedSignFlipTest } from '../stats/permutation.ts'
import { macroScore, type Part, pooledScore } from '../stats/suite-score.ts'
import type { RawComparison } from './compare-metric.ts'
import type { Extremes } from './missing.ts'
import type { Tested } from './verdict.ts'

/** A suite's score before the table's adjustment. */
export type RawSuiteScore = Omit<SuiteScore, 'verdict' | 'margin' | 'nonInferiority' | 'equivalence' | 'test'> &
  Pick<RawComparison, 'direction' | 'test' | 'harm' | 'boon'>

/** A benchmark's part in the suite's score. */
export interface SuitePart {
  name: string
  bundled: boolean
  headline: RawComparison
  /** Nothing where they are not known, as of answers that are missing. */
  flips?: { improved: number; regressed: number }
  extremes?: Extremes
}

/**
 * The suite as one figure, where it has two benchmarks or more whose headline metrics are the same. Samples that are bundled with xeval
 * stay out of it where others are real: a mean of both would be neither.
 */
export function suiteScore(all: readonly SuitePart[]): RawSuiteScore | undefined {
  const parts = countedOf(all)
  const headlines = parts.map(({ headline }) => headline)
  const [first, second] = headlines
  if (first === undefined || second === undefined) return undefined
  const { metric, unit, direction } = first
  if (!headlines.every(other => other.metric === metric && other.unit === unit && other.direction === direction))
    return undefined
  const combine = (score: typeof macroScore) => {
    const of = (arm: 'before' | 'after' | 'delta') =>
      score(headlines.map((headline): Part => ({ n: headline.n, value: headline[arm].value, ci: headline[arm].ci95 })))
    return { before: shown(of('before')), after: shown(of('after')), delta: shown(of('delta')) }
  }
  const macro = combine(macroScore)
  if (unit === 'rate') for (const arm of ['before', 'after'] as const) macro[arm] = armOf(headlines, arm, macro[arm])
  return {
    metric,
    unit,
    direction,
    macro,
    pooled: combine(pooledScore),
    benchmarks: parts.map(({ name }) => name),
    test: testOf(parts, macro.delta),
    harm: margin => (direction === 'higher-is-better' ? above(-margin, macro.delta) : below(margin, macro.delta)),
    boon: margin => (direction === 'higher-is-better' ? below(margin, macro.delta) : above(-margin, macro.delta)),
  }
}

/** Without the samples that are bundled, where others are real. */
export function countedOf<T extends Pick<SuitePart, 'bundled'>>(all: readonly T[]): readonly T[] {
  const real = all.filter(({ bundled }) => !bundled)
  return real.length > 0 ? real : all
}

/** The score's difference had missing answers lowered, and raised, every benchmark's as far as they could; nothing where none is missing. */
export function suiteAtBounds(all: readonly SuitePart[]): Extremes<Tested> | undefined {
  const parts = countedOf(all)
  if (parts.every(({ extremes }) => extremes === undefined)) return undefined
  const at = (end: keyof Extremes) => {
    const score = suiteScore(
      parts.map(({ name, bundled, headline, extremes }) => ({ name, bundled, headline: extremes?.[end] ?? headline })),
    )
    return score && { ...score, delta: score.macro.delta }
  }
  const [lowest, highest] = [at('lowest'), at('highest')]
  return lowest && highest && { lowest, highest }
}

/**
 * The mean of rates: MOVER's limits miss where all rates are close to 1, a pooled score interval where one small benchmark decides; of
 * both the farther limit (docs/statistics.md).
 */
function armOf(
  headlines: readonly RawComparison[],
  arm: 'before' | 'after',
  mover: { value: number; ci95: Interval },
): { value: number; ci95: Interval } {
  const k = headlines.length
  const share = (of: (headline: RawComparison) => number): number =>
    headlines.reduce((sum, headline) => sum + of(headline) / headline.n, 0) / k ** 2
  const n = 1 / share(() => 1)
  const variance = n * share(({ [arm]: { value } }) => Math.max(0, value * (1 - value)))
  const score = boundedMean({ value: mover.value, variance: n > 1 ? (variance * n) / (n - 1) : 0, n, range: [0, 1] })
  return {
    value: mover.value,
    ci95: [Math.max(0, Math.min(mover.ci95[0], score.ci[0])), Math.min(1, Math.max(mover.ci95[1], score.ci[1]))],
  }
}

/** Of yes/no scores the sign-flip test over all flips, each weighing as its benchmark's samples do; else the interval turned round. */
function testOf(parts: readonly SuitePart[], delta: { value: number; ci95: Interval }): { name: string; p: number } {
  const strata = parts.flatMap(({ headline, flips }) =>
    flips === undefined || !headline.test.name.startsWith('mcnemar')
      ? []
      : [{ up: flips.improved, down: flips.regressed, weight: 1 / headline.n }],
  )
  if (strata.length === parts.length) {
    const { p, method } = stratifiedSignFlipTest(strata, { seed: ['suite', ...parts.map(({ name }) => name)] })
    return { name: method, p }
  }
  return { name: 'macro-mover', p: Math.min(1, 2 * tail(Math.abs(delta.value), halfToZero(delta))) }
}

const shown = ({ value, ci }: Estimate): { value: number; ci95: Interval } => ({ value, ci95: ci })

/** The half of the interval on the side of 0. */
const halfToZero = ({ value, ci95 }: { value: number; ci95: Interval }): number =>
  value > 0 ? value - ci95[0] : ci95[1] - value

/** One-sided p of the hypothesis that the difference is at a limit, or beyond it. */
const above = (limit: number, { value, ci95 }: { value: number; ci95: Interval }): number =>
  value <= limit ? 1 : tail(value - limit, value - ci95[0])
const below = (limit: number, { value, ci95 }: { value: number; ci95: Interval }): number =>
  value >= limit ? 1 : tail(limit - value, ci95[1] - value)

/** One-sided p of a distance, taking the half of the 95 % interval as that of a normal. */
function tail(distance: number, half: number): number {
  if (half > 0) return phi((-distance / half) * criticalZ(0.95))
  return distance > 0 ? 0 : 1
}
