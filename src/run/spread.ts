import { pairRuns } from '../analysis/pair-runs.ts'
import type { Spread } from '../analysis/plan-power.ts'
import type { ScoredRun } from '../analysis/scored-run.ts'
import type { ScoredSample } from '../analysis/scored-sample.ts'
import { pairedComponents } from '../stats/epochs.ts'
import { Moments } from '../stats/moments.ts'
import type { Context } from './context.ts'
import { openRunAt } from './open-runs.ts'
import { runDir } from './run-manifest.ts'

/** The spread of each benchmark's headline over the pairs of an earlier run and its partner; nothing without a partner. */
export async function spreadOf(
  run: ScoredRun,
  out: string | undefined,
  context: Context,
): Promise<Map<string, Spread>> {
  const { pair, id, epochs } = run.manifest
  if (pair === undefined) return new Map()
  const partner = await openRunAt(runDir(context, out, pair.with), context)
  const seen = new Map<string, Seen>()
  for await (const { before, after } of pairRuns(run, partner)) {
    if (before === undefined || after === undefined) continue
    const [was, is] = [scoresOf(before), scoresOf(after)]
    if (was === undefined || is === undefined) continue
    const sums = seen.get(before.benchmark) ?? { deltas: new Moments(), before: [], after: [], additive: true }
    seen.set(before.benchmark, sums)
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

/** A sample's headline score and those of its scored epochs, where it is one number. */
function scoresOf({ values: [value], byEpoch }: ScoredSample) {
  const epochs = byEpoch.flatMap(({ values }) => (values === undefined ? [] : [values[0]]))
  if (typeof value !== 'number' || !epochs.every(score => typeof score === 'number')) return undefined
  const mean = epochs.reduce((sum, score) => sum + score, 0) / epochs.length
  return { value, epochs, additive: Math.abs(mean - value) < 1e-9 }
}
