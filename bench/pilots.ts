/**
 * How little a small pilot says of the pairs that are needed: pilots are drawn of a known difference and compared by the comparison's own
 * code. What it then calls needed, 5 and 95 % of the pilots, and how often its range holds the true number. Seeded, seconds.
 * `node --conditions=@xeval/source bench/pilots.ts`, whose figures stand in docs/planning.md.
 */
import { compareMetric } from '../src/analysis/compare-metric.ts'
import { makePairedSums } from '../src/analysis/metric-sums.ts'
import type { MeanMetric } from '../src/core/metric.ts'
import { neededPairs } from '../src/stats/power.ts'
import { RandomBits } from '../src/stats/random.ts'

const draws = 4_000
const metric: MeanMetric = { kind: 'mean', name: 'x', direction: 'higher-is-better', unit: 'rate', value: () => 0 }

/** The pairs of a pilot, the share of them that change, the true difference. */
const pilots = [
  [50, 0.3, 0.1],
  [100, 0.2, 0.08],
  [200, 0.25, 0.06],
  [200, 0.1, 0.04],
  [500, 0.2, 0.03],
  [1000, 0.1, 0.02],
] as const

function pilot(random: RandomBits, [n, flips, gain]: (typeof pilots)[number]) {
  const sums = makePairedSums(metric)
  for (let i = 0; i < n; i++) {
    const u = random.uniform()
    if (u < (flips + gain) / 2) sums.push(0, 1, undefined)
    else if (u < flips) sums.push(1, 0, undefined)
    else sums.push(1, 1, undefined)
  }
  const found = compareMetric(sums.figure())
  if ('code' in found) throw new Error(found.code)
  // Without any difference no number is named, and none is enough.
  const { neededN = Number.POSITIVE_INFINITY, neededRange: [low, high] = [0, null] } = found
  return { neededN, low, high: high ?? Number.POSITIVE_INFINITY }
}

console.table(
  pilots.map(one => {
    const [n, flips, gain] = one
    const random = new RandomBits(['pilots', n, flips, gain])
    const found = Array.from({ length: draws }, () => pilot(random, one))
    const needed = neededPairs(gain, flips)
    const sorted = found.map(({ neededN }) => neededN).sort((a, b) => a - b)
    return {
      pairs: n,
      flips,
      gain,
      needed,
      'pilots say, 5 %': sorted[Math.floor(0.05 * draws)],
      '95 %': sorted[Math.floor(0.95 * draws)],
      'range holds it, %': Number(
        ((100 * found.filter(({ low, high }) => low <= needed && needed <= high).length) / draws).toFixed(1),
      ),
    }
  }),
)
