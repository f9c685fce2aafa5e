import type { BenchmarkComparison } from '../core/comparison.ts'
import type { Direction } from '../core/metric.ts'
import { type Remark, remarkText } from '../core/remark.ts'
import { getOrMake, sortedEntries } from './aggregate.ts'
import { makeCombined } from './combined.ts'
import { compareMetric, type RawComparison, type YesNoTest } from './compare-metric.ts'
import { countTransitions } from './count-transitions.ts'
import { makeFixed } from './fixed-questions.ts'
import { makeClusterNumbers, makePairedSums } from './metric-sums.ts'
import { type Extremes, makeExtremes } from './missing.ts'
import type { PairNotes } from './pair-notes.ts'
import type { DescribedBenchmark } from './scored-run.ts'
import { isPartial, type ScoredSample } from './scored-sample.ts'
import { type Weigh, weightedMetric, weightedRow } from './strata.ts'

/** What could not be compared, by arm. */
export interface PairCounts {
  /** Samples that both runs took. */
  pairs: number
  errored: { before: number; after: number }
  unscored: { before: number; after: number }
  unpaired: { before: number; after: number }
}

/** A benchmark's comparison before the table's adjustment. */
export interface RawBenchmark extends PairCounts, Partial<ReturnType<PairNotes['told']>> {
  headline: RawComparison
  others: RawComparison[]
  flips: { improved: number; regressed: number }
  /** The headline as it would be had missing answers lowered, and raised, the difference as far as they could. */
  extremes?: Extremes
  /** The same of the other metrics, by name. */
  otherExtremes?: ReadonlyMap<string, Extremes>
  partial?: { before: number; after: number }
  outside?: number
  nested?: true
  transitions?: NonNullable<BenchmarkComparison['transitions']>
  groups: BenchmarkComparison['groups']
  combined?: NonNullable<BenchmarkComparison['combined']>
  fixedQuestions?: NonNullable<BenchmarkComparison['fixedQuestions']>
}

/** Takes the pairs of one benchmark, one after the other. */
export interface PairCollector {
  /** Which way the headline score went, where it changed. */
  pair(before: ScoredSample, after: ScoredSample): Change | undefined
  unpaired(arm: 'before' | 'after', sample: ScoredSample): void
  readonly counts: PairCounts
  /** A remark where nothing can be compared. */
  result(): RawBenchmark | Remark
}

export type Change = 'improved' | 'regressed'

type Cell = BenchmarkComparison['groups'][string][string]

export interface CollectOptions {
  yesNo?: YesNoTest | undefined
  weigh?: Weigh | undefined
  /** What only one run took was left out by design: it is not missing. */
  nested?: boolean
}

export function makePairCollector({ card, metrics }: DescribedBenchmark, options: CollectOptions = {}): PairCollector {
  const { yesNo, weigh, nested = false } = options
  const columns = metrics.map(metric => makePairedSums(weigh ? weightedMetric(metric) : metric))
  const [{ direction }] = metrics
  const clusterOf = makeClusterNumbers()
  const extremes = metrics.map((metric, at) => makeExtremes(metric, at, weigh))
  const combined = makeCombined(metrics[0])
  const fixed = makeFixed(metrics[0])
  let pairs = 0
  let outside = 0
  const flips = { improved: 0, regressed: 0 }
  const errored = { before: 0, after: 0 }
  const unscored = { before: 0, after: 0 }
  const unpaired = { before: 0, after: 0 }
  const partial = { before: 0, after: 0 }
  const groups = new Map<string, Map<string, Cell>>()
  const transitions = countTransitions(card)

  const countFlip = (before: number, after: number, sample: ScoredSample): Change | undefined => {
    const change = changeOf(direction, before, after)
    if (change !== undefined) flips[change]++
    for (const [key, value] of Object.entries(sample.breakdown)) {
      const byValue = getOrMake(groups, key, () => new Map<string, Cell>())
      const cell = getOrMake(byValue, value, () => ({ n: 0, before: 0, after: 0, delta: 0, improved: 0, regressed: 0 }))
      cell.n++
      cell.before += before
      cell.after += after
      if (change !== undefined) cell[change]++
    }
    return change
  }

  return {
    get counts() {
      return { pairs, errored, unscored, unpaired }
    },
    unpaired(arm, sample) {
      unpaired[arm]++
      combined.unpaired(arm, sample)
      if (nested) return
      const cluster = clusterOf(sample.group)
      for (const ends of extremes) {
        if (arm === 'before') ends.push(sample, undefined, cluster)
        else ends.push(undefined, sample, cluster)
      }
    },
    pair(before, after) {
      for (const [arm, sample] of [
        ['before', before],
        ['after', after],
      ] as const) {
        if (isPartial(sample)) partial[arm]++
        if (sample.scored > 0) continue
        if (sample.errored > 0) errored[arm]++
        else unscored[arm]++
      }
      const [was, is] = [before.values[0], after.values[0]]
      if (before.scored > 0 && after.scored > 0 && (was === undefined || is === undefined)) outside++
      const change = typeof was === 'number' && typeof is === 'number' ? countFlip(was, is, before) : undefined
      transitions.push(before.label, after.label)
      pairs++
      combined.pair(before, after)
      fixed.push(before, after)
      const cluster = clusterOf(before.group ?? after.group)
      for (const ends of extremes) ends.push(before, after, cluster)
      columns.forEach((column, i) => {
        const [b, a] = [before.values[i], after.values[i]]
        if (b === undefined || a === undefined) return
        if (weigh === undefined) column.push(b, a, cluster)
        else column.push(weightedRow(b, weigh(before)), weightedRow(a, weigh(before)), cluster)
      })
      return change
    },
    result() {
      if (pairs === 0 && unpaired.before + unpaired.after > 0) return noneShared(unpaired)
      const compared = columns.map(column =>
        column.n === 0 ? { code: 'nothing-scored' as const, values: {} } : compareMetric(column.figure(), yesNo),
      )
      const [headline, ...others] = compared
      if (headline === undefined) return { code: 'no-metric', values: {} }
      if ('code' in headline) return headline
      const [missing, ...elsewhere] = extremes.map(ends => ends.result(yesNo))
      const onThese = weigh === undefined ? fixed.result() : undefined
      const together =
        weigh === undefined && overlapOf({ pairs, unpaired }) < USUAL_OVERLAP ? combined.result() : undefined
      return {
        headline: weigh === undefined ? headline : asWeighted(headline),
        others: others.flatMap(other => ('code' in other ? [] : [other])),
        flips,
        errored,
        unscored,
        unpaired,
        pairs,
        ...(nested && { nested }),
        ...(partial.before + partial.after > 0 && { partial }),
        ...(outside > 0 && { outside }),
        ...(missing && { extremes: missing }),
        otherExtremes: new Map(
          elsewhere.flatMap((ends, i): [string, Extremes][] => {
            const name = metrics[i + 1]?.name
            return ends === undefined || name === undefined ? [] : [[name, ends]]
          }),
        ),
        ...(together && { combined: together }),
        ...(onThese && { fixedQuestions: onThese }),
        ...transitions.result(),
        groups: Object.fromEntries(Array.from(groups, ([key, cells]) => [key, averaged(cells)])),
      }
    },
  }
}

/** Below it two runs are not compared unless that is accepted (`--min-overlap`). */
export const USUAL_OVERLAP = 0.9

/** The share of the larger run's samples that both took. */
export const overlapOf = ({ pairs, unpaired }: Pick<PairCounts, 'pairs' | 'unpaired'>): number =>
  pairs / Math.max(1, pairs + Math.max(unpaired.before, unpaired.after))

function asWeighted(headline: RawComparison): RawComparison {
  const remark: Remark = { code: 'weighted', values: {} }
  return headline.remark === undefined ? { ...headline, note: remarkText(remark, 'en'), remark } : headline
}

/** Which way a sample's headline score went; nothing where it stayed. */
function changeOf(direction: Direction, before: number, after: number): Change | undefined {
  if (before === after) return undefined
  return after > before === (direction === 'higher-is-better') ? 'improved' : 'regressed'
}

const noneShared = ({ before, after }: PairCounts['unpaired']): Remark => ({
  code: 'none-shared',
  values: { before, after },
})

const averaged = (cells: Map<string, Cell>): Record<string, Cell> =>
  sortedEntries(cells, cell => {
    const before = cell.before / cell.n
    const after = cell.after / cell.n
    return { ...cell, before, after, delta: after - before }
  })
