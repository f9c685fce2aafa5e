import type { MetricComparison, Verdict } from '../core/comparison.ts'
import type { RawComparison } from './compare-metric.ts'
import type { Extremes } from './missing.ts'

/** The p-values of one difference, adjusted over its table. */
export interface Adjusted {
  /** Two-sided level of the whole table. */
  alpha: number
  pAdjusted: number
  /** Where a margin was given: the largest loss that still counts as none, in the metric's unit, > 0. */
  loss?: { margin: number; p: number; pAdjusted: number }
  /** Of a change as large as the margin in either direction. */
  equal?: { p: number; pAdjusted: number }
  /** Significant, and all the same no change as large as the margin, whatever the missing answers are. */
  within?: true
}

/**
 * What may be said of a difference. Improved or regressed needs a p-value that stands after the table's adjustment;
 * equivalent two one-sided tests against the margin, each at α/2, which stand as well (Schuirmann 1987,
 * https://doi.org/10.1007/BF01068419); non-inferior the one of them against a loss. A large p alone never means «no change».
 */
export function verdictOf(
  { delta, direction }: { delta: { value: number }; direction: RawComparison['direction'] },
  { alpha, pAdjusted, loss, equal }: Adjusted,
): Verdict {
  const gain = direction === 'higher-is-better' ? delta.value : -delta.value
  if (pAdjusted < alpha && gain !== 0) return gain > 0 ? 'improved' : 'regressed'
  if (equal !== undefined && equal.pAdjusted < alpha / 2) return 'equivalent'
  return loss !== undefined && loss.pAdjusted < alpha / 2 ? 'non-inferior' : 'inconclusive'
}

/** Whether a change that is significant is smaller than the margin all the same. */
export const isWithin = (verdict: Verdict, { alpha, equal }: Adjusted): boolean =>
  (verdict === 'improved' || verdict === 'regressed') && equal !== undefined && equal.pAdjusted < alpha / 2

/** A difference with its tests. */
export type Tested = Pick<RawComparison, 'direction' | 'test' | 'harm' | 'boon'> & { delta: { value: number } }

/** What the table's adjustment would leave of a p-value in the place of this one. */
export interface Readjusted {
  difference(p: number): number
  loss(p: number): number
  equal(p: number): number
}

/** Whether a verdict would not stand, by the decision that was made, had the missing answers gone as far against it as they could. */
export function isOverturnable(
  verdict: Verdict,
  { lowest, highest }: Extremes<Tested>,
  { alpha, loss }: Adjusted,
  readjusted: Readjusted,
): boolean {
  if (verdict === 'inconclusive') return false
  const up = lowest.direction === 'higher-is-better'
  const [worst, best] = up ? [lowest, highest] : [highest, lowest]
  if (verdict === 'equivalent')
    return (
      loss === undefined || readjusted.equal(Math.max(worst.harm(loss.margin), best.boon(loss.margin))) >= alpha / 2
    )
  if (verdict === 'non-inferior') return loss === undefined || readjusted.loss(worst.harm(loss.margin)) >= alpha / 2
  const against = verdict === 'improved' ? worst : best
  const gain = up ? against.delta.value : -against.delta.value
  return readjusted.difference(against.test.p) >= alpha || gain > 0 !== (verdict === 'improved')
}

export function withVerdict(
  { harm: _, boon: __, relativeHarm: ___, relativeBoon: ____, neededN, neededRange, ...raw }: RawComparison,
  adjusted: Adjusted,
): MetricComparison {
  const verdict = verdictOf(raw, adjusted)
  return {
    ...raw,
    test: { ...raw.test, pAdjusted: adjusted.pAdjusted },
    ...lossOf(adjusted),
    verdict,
    ...(verdict === 'inconclusive' &&
      neededN !== undefined &&
      neededN > raw.n && { neededN, ...(neededRange !== undefined && { neededRange }) }),
  }
}

export const lossOf = ({
  loss,
  equal,
  within,
}: Adjusted): Pick<MetricComparison, 'margin' | 'nonInferiority' | 'equivalence' | 'withinMargin'> => ({
  ...(loss !== undefined && { margin: loss.margin, nonInferiority: { p: loss.p, pAdjusted: loss.pAdjusted } }),
  ...(equal !== undefined && { equivalence: equal }),
  ...(within !== undefined && { withinMargin: within }),
})
