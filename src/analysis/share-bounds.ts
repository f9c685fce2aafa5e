import { compareMetric, type RawComparison, type YesNoTest } from './compare-metric.ts'
import { isShare } from './estimate-metric.ts'
import type { FigureMetric } from './figure-metric.ts'
import { makePairedSums } from './metric-sums.ts'
import { isPartial, type ScoredSample } from './scored-sample.ts'
import { type Weigh, weightedRow } from './strata.ts'

/** What missing answers could make of a ratio or an F-score of yes/no columns: any answer is one of so many patterns of them. */
export interface ShareExtremes {
  /** A sample that a run did not take is `undefined`. */
  push(before: ScoredSample | undefined, after: ScoredSample | undefined, cluster: number | undefined): void
  result(yesNo?: YesNoTest): { lowest: RawComparison; highest: RawComparison } | undefined
}

type Row = readonly number[]
interface Pair {
  before: Row | undefined
  after: Row | undefined
  cluster: number | undefined
  weight: number
}

/** More columns have more patterns than are worth trying. */
const MOST_COLUMNS = 6

export function makeShareExtremes(metric: FigureMetric, at: number, weigh: Weigh = () => 1): ShareExtremes {
  const known = makePairedSums(metric)
  const incomplete: Pair[] = []
  const arms = { before: makeArm(), after: makeArm() }
  let isBounded = isShare(metric)
  return {
    push(before, after, cluster) {
      if (!isBounded) return
      if (isLeftOut(before, at) || isLeftOut(after, at)) return
      const weight = weigh(before ?? after)
      const pair: Pair = { before: rowOf(before, at), after: rowOf(after, at), cluster, weight }
      for (const arm of ['before', 'after'] as const) {
        arms[arm].push(pair[arm], weight)
        if ((pair[arm] ?? []).some(cell => cell < 0 || cell > 1)) isBounded = false
      }
      if (pair.before !== undefined && pair.after !== undefined)
        known.push(weightedRow(pair.before, weight), weightedRow(pair.after, weight), cluster)
      else incomplete.push(pair)
    },
    result(yesNo) {
      if (!isBounded || incomplete.length === 0 || metric.kind !== 'totals') return undefined
      const [was, is] = [arms.before.ends(metric.of), arms.after.ends(metric.of)]
      if (was === undefined || is === undefined) return undefined
      const completed = (before: Row, after: Row): RawComparison | undefined => {
        const sums = known.copy()
        for (const pair of incomplete) {
          const row = (own: Row | undefined, other: Row) => weightedRow(own ?? other, pair.weight)
          sums.push(row(pair.before, before), row(pair.after, after), pair.cluster)
        }
        const found = compareMetric(sums.figure(), yesNo)
        return 'code' in found ? undefined : found
      }
      const [lowest, highest] = [completed(was.best, is.worst), completed(was.worst, is.best)]
      return lowest && highest && { lowest, highest }
    },
  }
}

/** A metric may leave out a sample that is scored: it stays out. */
const isLeftOut = (sample: ScoredSample | undefined, at: number): boolean =>
  sample !== undefined && sample.scored > 0 && sample.values[at] === undefined

/** What is known of a sample: of one that lost some of its epochs nothing. */
function rowOf(sample: ScoredSample | undefined, at: number): Row | undefined {
  const value = sample?.values[at]
  if (sample === undefined || value === undefined || isPartial(sample)) return undefined
  return typeof value === 'number' ? [value] : value
}

/** One arm's sums, and which pattern in the place of all its missing rows makes the value least and largest. */
function makeArm() {
  const sums: number[] = []
  let [n, missing] = [0, 0]
  return {
    push(row: Row | undefined, weight: number): void {
      n += weight
      if (row === undefined) missing += weight
      row?.forEach((cell, j) => {
        sums[j] = (sums[j] ?? 0) + weight * cell
      })
    },
    ends(of: (means: readonly number[]) => number): { worst: Row; best: Row } | undefined {
      if (sums.length === 0 || sums.length > MOST_COLUMNS) return undefined
      const values = patterns(sums.length)
        .map(row => ({ row, value: of(sums.map((sum, j) => (sum + missing * (row[j] ?? 0)) / n)) }))
        .filter(({ value }) => value >= 0 && value <= 1)
        .sort((a, b) => a.value - b.value)
      const [worst, best] = [values[0], values.at(-1)]
      return worst && best && { worst: worst.row, best: best.row }
    },
  }
}

/** All rows of zeros and ones. */
const patterns = (width: number): Row[] =>
  Array.from({ length: 2 ** width }, (_, bits) => Array.from({ length: width }, (_, j) => (bits >> j) & 1))
