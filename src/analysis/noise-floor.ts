import type { BenchmarkComparison, Comparison } from '../core/comparison.ts'
import type { NoiseFloor } from '../core/gate-result.ts'
import type { Remark } from '../core/remark.ts'
import { criticalZ } from '../stats/distributions.ts'
import { wilson } from '../stats/proportion.ts'

/**
 * What two runs of one model differ in, by benchmark, and what that makes of the intervals of `gated`. The noise of single answers
 * is in the paired interval already. What is not is what moves a whole run (another batch of the server, a judge that drifts): if
 * the repeat's Δ is larger than its own standard error explains, the rest, Δ² − se², estimates the variance that any two runs have between
 * them and is added to the variance of the gated difference. The margin stays as it is, so that the repeat can take a verdict away and
 * never give a pass.
 */
export const noiseFloor = (repeat: Comparison, gated?: Comparison): NoiseFloor[] =>
  repeat.benchmarks
    .filter(({ bundled }) => !bundled || gated === undefined)
    .map(row => {
      const { name, n, delta } = row
      const seen = gated?.benchmarks.find(other => other.name === name)
      return {
        benchmark: name,
        n,
        flips: flipShare(row),
        delta: { value: delta.value, ci95: delta.ci95 },
        ...(seen && { seen: { flips: shareOf(seen.flips, seen.n), delta: seen.delta.value } }),
        widening: seen === undefined ? 1 : wideningOf(row, seen),
      }
    })

/** Gated benchmarks that the repeat did not ask again: their intervals are as wide as they were, which is not to be taken for a quiet server. */
export function withoutRepeat(noise: readonly NoiseFloor[], { benchmarks }: Comparison): Remark[] {
  const names = benchmarks.map(({ name }) => name).filter(name => !noise.some(({ benchmark }) => benchmark === name))
  return names.length === 0 ? [] : [{ code: 'no-repeat', values: { names: names.join(', ') } }]
}

const shareOf = ({ improved, regressed }: BenchmarkComparison['flips'], n: number): number => (improved + regressed) / n

function flipShare({ flips, n }: BenchmarkComparison): NoiseFloor['flips'] {
  const { value, ci } = wilson(flips.improved + flips.regressed, n)
  return { value, ci95: ci }
}

/** No interval becomes more than a thousand times as wide: by then it says nothing. */
const MOST = 1000

function wideningOf(repeat: BenchmarkComparison, seen: BenchmarkComparison): number {
  const extra = Math.max(0, repeat.delta.value ** 2 - varianceOf(repeat))
  if (extra === 0) return 1
  return Math.min(MOST, Math.sqrt(1 + extra / Math.max(varianceOf(seen), extra / MOST ** 2)))
}

/** Of the half of the interval on the side of 0: score intervals are not symmetric. */
function varianceOf({ delta: { value, ci95 } }: BenchmarkComparison): number {
  const half = value > 0 ? value - ci95[0] : ci95[1] - value
  return (half / criticalZ(0.95)) ** 2
}
