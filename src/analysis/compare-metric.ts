import type { MetricComparison } from '../core/comparison.ts'
import type { Direction } from '../core/metric.ts'
import { type Remark, remarkText } from '../core/remark.ts'
import type { Interval } from '../core/run-result.ts'
import { type BoundedMean, boundedMean, boundedMeanTest } from '../stats/bounded-mean.ts'
import { pairedShares, type Share } from '../stats/effective-rate.ts'
import { nonInferiority, nonInferiorityMean } from '../stats/margins.ts'
import { mcnemar, mcnemarExact } from '../stats/mcnemar.ts'
import { isConstant, testOfZero } from '../stats/mean.ts'
import { newcombePaired, type PairedCounts, pairedDifference, pairedTotal } from '../stats/paired-proportions.ts'
import { neededPairs, neededQuestions, neededRange } from '../stats/power.ts'
import { bisect } from '../stats/roots.ts'
import { estimateMetric, isShare, named } from './estimate-metric.ts'
import type { Figure, PairedFigure } from './metric-sums.ts'
import { relativeTest } from './relative-test.ts'

/** A comparison before its p-value is adjusted for the others of the table and its verdict is given. */
export type RawComparison = Omit<MetricComparison, 'test' | 'verdict' | 'margin' | 'nonInferiority' | 'equivalence'> &
  LimitTests & { test: { name: string; p: number } }

/** One-sided p-values of the hypothesis that a change is as large as a limit, or larger. */
export interface LimitTests {
  /** Of a loss; the margin is > 0, for a rate < 1. */
  harm(margin: number): number
  /** Of a gain. */
  boon(margin: number): number
  /** Of a loss as a share of the value before, in 0…1; nothing where that has no meaning. */
  relativeHarm(share: number): number | undefined
  relativeBoon(share: number): number | undefined
}

/** McNemar's test: mid-p (the default; exact where more than half of the pairs changed), or always exact. */
export type YesNoTest = 'mid-p' | 'exact'

/**
 * Compares one metric over samples that both arms have, in the same order. Yes/no scores of independent samples: Newcombe's
 * or Tango's limits and McNemar's test; rates over several epochs or in clusters: the score interval of a bounded mean; shares of totals:
 * both arms' intervals squared and added; means: paired t, cluster-robust where samples share a group.
 * A remark instead where nothing can be said of these samples.
 */
export function compareMetric(pair: PairedFigure, yesNo: YesNoTest = 'mid-p'): RawComparison | Remark {
  const { before, after, correlation } = pair
  const { name, unit, direction } = before.metric
  const found = differenceOf(pair, yesNo)
  if ('code' in found) return found
  // The other way round a gain is a loss: one routine tests both.
  const mirrored = differenceOf(turned(pair), yesNo)
  return {
    metric: name,
    unit,
    direction,
    n: before.n,
    before: armOf(before),
    after: armOf(after),
    ...fewClusters(before),
    ...found,
    boon: 'code' in mirrored ? found.harm : mirrored.harm,
    relativeHarm: share => relativeTest(pair, direction, share),
    relativeBoon: share => relativeTest(pair, opposite(direction), share),
    ...(correlation !== undefined && { correlation }),
  }
}

type Difference = Pick<
  RawComparison,
  'delta' | 'test' | 'harm' | 'neededN' | 'neededRange' | 'table' | 'note' | 'remark'
>

export const opposite = (direction: Direction): Direction =>
  direction === 'higher-is-better' ? 'lower-is-better' : 'higher-is-better'

function turned(pair: PairedFigure): PairedFigure {
  const { metric } = pair.before
  return { ...pair, before: { ...pair.before, metric: { ...metric, direction: opposite(metric.direction) } } }
}

function differenceOf(pair: PairedFigure, yesNo: YesNoTest): Difference | Remark {
  const { before, after, table } = pair
  const { n, metric, units, clustered } = before
  if (n === 0) return { code: 'nothing-scored', values: {} }
  if (units < 2) {
    return { code: n === 1 ? 'one-sample' : 'one-group', values: { n } }
  }
  if (!Number.isFinite(before.value + after.value)) return { code: 'no-value', values: { metric: metric.name } }
  if (isShare(metric)) return shareDifference(pair)
  if (table !== undefined && !clustered) return binaryDifference(table, before, yesNo)
  return metric.unit === 'rate' ? boundedDifference(pair) : meanDifference(pair)
}

function binaryDifference(table: PairedCounts, { metric: { direction } }: Figure, yesNo: YesNoTest): Difference {
  const { value, ci, method } = pairedDifference(table)
  const n = pairedTotal(table)
  const changed = table.beforeOnly + table.afterOnly
  return {
    delta: { value, ci95: ci, method },
    test:
      yesNo === 'exact'
        ? { name: 'mcnemar-exact', p: mcnemarExact(table.beforeOnly, table.afterOnly) }
        : mcnemar(table.beforeOnly, table.afterOnly, n),
    harm: margin =>
      (direction === 'higher-is-better' ? -value : value) >= margin
        ? 1
        : Math.max(
            levelOfLoss(level => newcombePaired(table, level).ci, direction, margin),
            nonInferiority(table, { margin, direction }).p,
          ),
    table: { ...table },
    ...needs(value, Math.sqrt(Math.max(0, changed / n - value ** 2) / n), gain => {
      const size = Math.min(1, Math.abs(gain))
      return neededPairs(size, Math.max(size, changed / n))
    }),
    ...(changed === 0 && noted({ code: 'none-changed', values: { n } })),
  }
}

/** A rate over epochs, or in clusters: the tests are the interval turned round. */
function boundedDifference({ before, boundedDelta, table }: PairedFigure): Difference {
  const delta = boundedDelta()
  const { ci, method } = boundedMean(delta)
  const { metric, clustered, n } = before
  const sign = metric.direction === 'higher-is-better' ? 1 : -1
  const test = { name: `${clustered ? 'cluster-' : ''}${method}-inverted`, p: testOf(delta) }
  const none =
    table === undefined ? delta.value === 0 && delta.variance === 0 : table.beforeOnly + table.afterOnly === 0
  return {
    delta: { value: delta.value, ci95: ci, method: clustered ? `cluster-${method}` : method },
    test,
    harm: margin => (sign * delta.value <= -margin ? 1 : boundedMeanTest(delta, -sign * margin)),
    ...needs(delta.value, Math.sqrt(delta.variance / delta.n), gain =>
      neededQuestions(gain, { omega2: (delta.variance * n) / delta.n }),
    ),
    ...(none && noted({ code: 'none-changed', values: { n } })),
  }
}

const testOf = (delta: BoundedMean): number => (delta.value === 0 ? 1 : Math.min(1, 2 * boundedMeanTest(delta, 0)))

/** Shares of totals: the interval says it all, so that the tests are where it reaches 0 and the margin. */
function shareDifference({ before, after, delta, dependence, table }: PairedFigure): Difference {
  const { se } = delta()
  const shareOf = (figure: Figure): Share => (se === 0 ? perUnit(figure) : figure.share())
  const [was, is, r] = [shareOf(before), shareOf(after), dependence()]
  const at = (level: number): Interval => pairedShares(was, is, r, level).ci
  const { value, method } = pairedShares(was, is, r)
  const { direction } = before.metric
  return {
    delta: { value, ci95: at(0.95), method },
    test: {
      name: `${method}-inverted`,
      p: value === 0 ? 1 : Math.min(1, 2 * levelAt(at, value > 0 ? 'low' : 'high', 0)),
    },
    harm: margin => levelOfLoss(at, direction, margin),
    ...(se > 0 && needs(value, se, gain => neededQuestions(gain, { omega2: se ** 2 * before.n }))),
    ...(table?.beforeOnly === 0 && table.afterOnly === 0 && noted({ code: 'none-changed', values: { n: before.n } })),
  }
}

/** Where no difference varies, each cluster stands for one trial: no more is known than that many units say. */
function perUnit(figure: Figure): Share {
  const share = figure.share()
  return figure.clustered ? { ...share, se: Math.sqrt((share.value * (1 - share.value)) / figure.units) } : share
}

/** One-sided p of a loss as large as the margin: where the interval just reaches it, so that verdict and interval agree. */
const levelOfLoss = (at: (level: number) => Interval, direction: Direction, margin: number): number =>
  direction === 'higher-is-better' ? levelAt(at, 'low', -margin) : levelAt(at, 'high', margin)

/** The one-sided level at which this end of an interval just reaches the limit; 1 where it is beyond it at every level. */
function levelAt(at: (level: number) => Interval, end: 'low' | 'high', limit: number): number {
  const inside = (p: number): number => (end === 'low' ? at(1 - 2 * p)[0] - limit : limit - at(1 - 2 * p)[1])
  const [least, most] = [1e-15, 0.5 - 1e-9]
  return inside(most) <= 0 ? 1 : bisect(p => -inside(p), least, most)
}

function meanDifference({ before, delta }: PairedFigure): Difference {
  const { n, metric, units } = before
  const found = delta()
  const { value, ci, method, se } = found
  const gain = metric.direction === 'higher-is-better' ? value : -value
  // Student's interval of equal differences has no width, which is said; the tests are those of as many equal signs.
  const equal = isConstant(se, value)
  return {
    delta: { value, ci95: ci, method: named(method, before) },
    test: equal
      ? { name: 'sign-flip-exact', p: testOfZero(found, units) }
      : { name: named(`paired-${method}`, before), p: testOfZero(found, units) },
    harm: margin => (gain <= -margin ? 1 : nonInferiorityMean(found, { margin, direction: metric.direction }).p),
    ...(!equal && needs(value, se, gain => neededQuestions(gain, { omega2: se ** 2 * n }))),
    ...(equal && noted({ code: 'all-equal', values: { n } })),
  }
}

/** Below that even CR2 with its degrees of freedom is no more than a guess (Pustejovsky and Tipton 2018). */
const FEW_CLUSTERS = 10

function fewClusters({ clustered, units, effective }: Figure): Pick<Difference, 'note' | 'remark'> {
  if (!clustered || effective >= FEW_CLUSTERS) return {}
  return noted({ code: 'few-clusters', values: { clusters: units, effective: Number(effective.toFixed(1)) } })
}

const noted = (remark: Remark): { note: string; remark: Remark } => ({ note: remarkText(remark, 'en'), remark })

/** What the difference that was seen would take, and the range of what the true one does. A tiny one takes more pairs than there are numbers: then none is named. */
function needs(
  value: number,
  se: number,
  needed: (gain: number) => number,
): Pick<Difference, 'neededN' | 'neededRange'> {
  const neededN = value === 0 ? Number.POSITIVE_INFINITY : needed(value)
  return Number.isSafeInteger(neededN) ? { neededN, neededRange: neededRange(value, se, needed) } : {}
}

function armOf(figure: Figure): { value: number; ci95: Interval } {
  const { value, ci95 } = estimateMetric(figure)
  return { value, ci95 }
}
