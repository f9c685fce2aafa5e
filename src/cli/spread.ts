import type { Benchmark } from '../core/benchmark.ts'
import type { ReadableRun } from '../engine/compare-runs.ts'
import { pairRuns } from '../engine/pair-runs.ts'
import { scoreItems } from '../engine/score.ts'
import { Moments } from '../stats/moments.ts'
import { readRun } from '../store/open-run.ts'
import { runDir } from './run-manifest.ts'

/** What the variance of a paired difference is made of, as runs showed it. */
export interface Spread {
  /** Variance of the per-sample differences, epochs' noise included. */
  omega2: number
  sigma2: number
  source: string
}

/** The spread of each benchmark's headline over the pairs of an earlier run and its partner; nothing without a partner. */
export async function spreadOf(
  run: ReadableRun,
  benchmarks: ReadonlyMap<string, Benchmark>,
  out: string | undefined,
): Promise<Map<string, Spread>> {
  const { pair } = run.manifest
  if (pair === undefined) return new Map()
  const partner = await readRun(runDir(out, pair.with))
  const moments = new Map<string, Moments>()
  for await (const { before, after } of pairRuns(
    scoreItems(run.items(), benchmarks),
    scoreItems(partner.items(), benchmarks),
  )) {
    const [was, is] = [before?.values[0], after?.values[0]]
    if (before === undefined || typeof was !== 'number' || typeof is !== 'number') continue
    const sum = moments.get(before.benchmark) ?? new Moments()
    moments.set(before.benchmark, sum)
    sum.add(is - was)
  }
  const source = `${run.manifest.id} and its partner`
  return new Map(
    Array.from(moments)
      .filter(([, { n, variance }]) => n > 1 && variance > 0)
      .map(([name, { variance }]) => [name, { omega2: variance, sigma2: 0, source }]),
  )
}
