import { pairRuns, type ReadableRun } from '../analysis/pair-runs.ts'
import type { Spread } from '../analysis/plan-power.ts'
import { rowsOf } from '../analysis/score.ts'
import type { Benchmark } from '../core/benchmark.ts'
import type { RunItem } from '../core/run-store.ts'
import { pairedComponents } from '../stats/epochs.ts'
import { Moments } from '../stats/moments.ts'
import { readRun } from '../store/run/open-run.ts'
import type { Context } from './context.ts'
import { runDir } from './run-manifest.ts'

/** The spread of each benchmark's headline over the pairs of an earlier run and its partner; nothing without a partner. */
export async function spreadOf(
  run: ReadableRun,
  benchmarks: ReadonlyMap<string, Benchmark>,
  out: string | undefined,
  context: Context,
): Promise<Map<string, Spread>> {
  const { pair, id, epochs } = run.manifest
  if (pair === undefined) return new Map()
  const partner = await readRun(runDir(context, out, pair.with))
  const seen = new Map<string, Seen>()
  for await (const { before, after } of pairRuns(run, partner)) {
    const benchmark = benchmarks.get(before?.sample.benchmark ?? '')
    if (benchmark === undefined || before === undefined || after === undefined) continue
    const [was, is] = [scoresOf(before, benchmark), scoresOf(after, benchmark)]
    if (was === undefined || is === undefined) continue
    const sums = seen.get(benchmark.name) ?? { deltas: new Moments(), before: [], after: [], additive: true }
    seen.set(benchmark.name, sums)
    sums.deltas.add(is.value - was.value)
    sums.before.push(was.epochs)
    sums.after.push(is.epochs)
    sums.additive &&= was.additive && is.additive
  }
  return new Map(
    Array.from(seen).flatMap(([name, sums]) => {
      const found = spread(sums, epochs)
      return found === undefined ? [] : [[name, { ...found, source: `${id} and its partner` }] as const]
    }),
  )
}

interface Seen {
  deltas: Moments
  before: number[][]
  after: number[][]
  /** Whether a sample's score is the mean of its epochs' scores (a majority vote's isn't). */
  additive: boolean
}

function spread({ deltas, before, after, additive }: Seen, epochs: number): Omit<Spread, 'source'> | undefined {
  if (deltas.n < 2 || deltas.variance === 0) return undefined
  if (epochs === 1 || !additive) return { omega2: deltas.variance, epochs }
  const { omega2, sigma2Before, sigma2After } = pairedComponents(before, after)
  return { omega2, noise: { before: sigma2Before, after: sigma2After }, epochs }
}

function scoresOf(item: RunItem, benchmark: Benchmark) {
  const rows = rowsOf(item)
  const [metric] = benchmark.metrics
  if (rows.length === 0 || metric.kind !== 'mean') return undefined
  const value = metric.value(rows)
  const epochs = rows.map(row => metric.value([row]))
  if (value === undefined || !epochs.every(score => score !== undefined)) return undefined
  const mean = epochs.reduce((sum, score) => sum + score, 0) / epochs.length
  return { value, epochs, additive: Math.abs(mean - value) < 1e-9 }
}
