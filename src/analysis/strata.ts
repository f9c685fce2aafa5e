import type { BenchmarkPlan } from '../core/manifest.ts'
import type { Remark } from '../core/remark.ts'
import type { FigureMetric } from './figure-metric.ts'
import type { Drawn, ScoredSample } from './scored-sample.ts'

/** What a sample counts for, with a mean of 1 over all that were taken. */
export type Weigh = (sample: Pick<ScoredSample, 'stratum'> | undefined) => number

type Planned = Pick<BenchmarkPlan, 'name' | 'n' | 'strata' | 'stratify'> & {
  judge: Pick<BenchmarkPlan['judge'], 'byPeople'>
}

/** The strata's shares in the sample and in the data may differ by as much in all: a rate is then off by a point at most. */
const NEAR_ENOUGH = 0.01

/**
 * Weights N_h/n_h of stratified samples, where their shares are not those of the data; nothing where those agree, so that pairs can be counted. People's
 * ratings have none: their interval is of raters too.
 * Source: Horvitz & Thompson 1952, https://doi.org/10.1080/01621459.1952.10483446
 */
export function weightsOf({ strata, judge }: Planned): Weigh | undefined {
  if (strata === undefined || judge.byPeople === true) return undefined
  const taken = strata.filter(({ n }) => n > 0)
  const [all, n] = [sum(taken, one => one.available), sum(taken, one => one.n)]
  const apart = sum(taken, one => Math.abs(one.n / n - one.available / all)) / 2
  if (!(apart > NEAR_ENOUGH)) return undefined
  const weights = new Map(taken.map(one => [one.value, (one.available / all) * (n / one.n)]))
  return sample => weights.get(sample?.stratum ?? '') ?? 1
}

/** The weights of pairs: those of the run that took fewer samples, which all pairs are samples of. */
export function pairWeights(before: Planned | undefined, after: Planned | undefined): Weigh | undefined {
  if (before === undefined || after === undefined) return undefined
  return weightsOf(after.n < before.n ? after : before)
}

/** Strata that no sample was taken of: nothing is known of their share. */
export function leftOut({ name, stratify = '', strata = [] }: Planned): Remark[] {
  const without = strata.filter(({ n }) => n === 0)
  if (without.length === 0 || without.length === strata.length) return []
  const share = sum(without, one => one.available) / sum(strata, one => one.available)
  const named = without.slice(0, 5).map(({ value }) => value.replace(/^"|"$/g, ''))
  const values = {
    benchmark: name,
    key: stratify,
    k: without.length,
    of: strata.length,
    share: `${(100 * share).toFixed(share < 0.01 ? 1 : 0)}%`,
    names: named.join(', ') + (without.length > named.length ? ', …' : ''),
  }
  return [{ code: 'strata-left-out', values }]
}

/** A metric whose samples weigh differently: a ratio of weighted sums, of which the spread is known as of any other (Hájek 1971). */
export function weightedMetric(metric: FigureMetric): FigureMetric {
  if (metric.kind === 'totals') return { ...metric, weighted: true }
  const { name, unit, direction } = metric
  return { kind: 'totals', name, unit, direction, of: ([total = 0, weight = 0]) => total / weight, weighted: true }
}

/** What a sample adds to those sums. */
export const weightedRow = (value: NonNullable<Drawn>, weight: number): readonly number[] =>
  typeof value === 'number' ? [value * weight, weight] : value.map(cell => cell * weight)

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0)
