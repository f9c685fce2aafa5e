import type { BenchmarkCard } from '../core/card.ts'
import type { Flip } from '../core/report.ts'
import type { RunItem } from '../core/run-store.ts'
import type { Change } from './compare-benchmark.ts'
import { breakdownOf } from './score.ts'

/** A sample whose headline score changed, with both answers and judgments; nothing where one of them has none to show. */
export function flipOf(direction: Change, before: RunItem, after: RunItem, card: BenchmarkCard): Flip | undefined {
  const [left, right] = [scoredEpoch(before), scoredEpoch(after)]
  if (left === undefined || right === undefined) return undefined
  const { sample } = before
  const breakdown = Object.fromEntries(card.breakdowns.map(key => [key, breakdownOf(sample, key)]))
  return { benchmark: sample.benchmark, direction, breakdown, sample, before: left, after: right }
}

/** The first epoch that was judged: with one epoch the only one. */
function scoredEpoch({ epochs }: RunItem): Flip['before'] | undefined {
  const found = epochs.find(({ output, judgment }) => output?.outcome.ok && judgment?.outcome.ok)
  if (found?.output === undefined || found.judgment === undefined) return undefined
  return { output: found.output, judgment: found.judgment }
}
