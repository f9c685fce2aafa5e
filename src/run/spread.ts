import { pairRuns } from '../analysis/pair-runs.ts'
import type { ScoredRun } from '../analysis/scored-run.ts'
import type { ScoredSample } from '../analysis/scored-sample.ts'
import { countedFlips, type Spread } from '../analysis/spread.ts'
import { pairedComponents } from '../stats/epochs.ts'
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
    const sums = seen.get(before.benchmark) ?? nothingSeen()
    seen.set(before.benchmark, sums)
    take(sums, was, is, before.group)
  }
  // The run that was named may be the one after.
  const sign = pair.role === 'after' ? -1 : 1
  return new Map(
    Array.from(seen).flatMap(([name, sums]) => {
      const found = spreadFrom(sums, epochs, sign)
      return found === undefined ? [] : [[name, { ...found, source: { kind: 'runs', run: id } }] as const]
    }),
  )
}

interface Seen {
  n: number
  /** By cluster, or by sample. */
  units: Map<string | number, { n: number; sum: number }>
  before: number[][]
  after: number[][]
  /** Pairs that say yes in both arms, in one, in none; nothing where a score is neither yes nor no. */
  table: { same: number; yes: number; changed: number } | undefined
  clustered: boolean
  /** Whether a sample's score is the mean of its epochs' scores (a majority vote's isn't). */
  additive: boolean
}

const nothingSeen = (): Seen => ({
  n: 0,
  units: new Map(),
  before: [],
  after: [],
  table: { same: 0, yes: 0, changed: 0 },
  clustered: false,
  additive: true,
})

type Scores = NonNullable<ReturnType<typeof scoresOf>>

function take(sums: Seen, was: Scores, is: Scores, group: string | undefined): void {
  const unit = sums.units.get(group ?? sums.n) ?? { n: 0, sum: 0 }
  sums.units.set(group ?? sums.n, unit)
  unit.n++
  unit.sum += is.value - was.value
  sums.n++
  sums.clustered ||= group !== undefined
  sums.additive &&= was.additive && is.additive
  sums.before.push(was.epochs)
  sums.after.push(is.epochs)
  if (![0, 1].includes(was.value) || ![0, 1].includes(is.value)) sums.table = undefined
  if (sums.table === undefined) return
  if (was.value !== is.value) sums.table.changed++
  else {
    sums.table.same++
    sums.table.yes += was.value
  }
}

function spreadFrom(sums: Seen, epochs: number, sign: number): Omit<Spread, 'source'> | undefined {
  const { n, units, before, after, table, clustered, additive } = sums
  if (units.size < 2) return undefined
  const { mean, variance, factor } = ofUnits(units, n)
  const se = Math.sqrt(variance / units.size)
  const seen = se > 0 && { seen: { difference: sign * mean, se, n } }
  if (table !== undefined && !clustered) {
    const { same, yes, changed } = table
    return { ...countedFlips(changed, n), epochs, yesNo: true, ...(same > 0 && { yes: yes / same }), ...seen }
  }
  // Groups of yes/no scores none of which changed: some still may.
  if (variance === 0) return table === undefined ? undefined : { ...countedFlips(0, units.size), epochs }
  const flips = table === undefined ? {} : { flips: table.changed / n }
  if (epochs === 1 || !additive || clustered) return { omega2: variance, epochs, factor, ...seen, ...flips }
  const { omega2, sigma2Before, sigma2After } = pairedComponents(before, after)
  return { omega2, noise: { before: sigma2Before, after: sigma2After }, epochs, factor, ...seen }
}

/**
 * Mean over samples, what a unit's part in it varies by, and by which factor that could be off: the 95 % interval of a variance on a log
 * scale, whose standard error is √((kurtosis − 1) / m).
 */
function ofUnits(units: Seen['units'], n: number): { mean: number; variance: number; factor: [number, number] } {
  const m = units.size
  const parts = [...units.values()]
  const mean = parts.reduce((sum, unit) => sum + unit.sum, 0) / n
  const squares = parts.map(unit => (((unit.sum - unit.n * mean) * m) / n) ** 2)
  const sum = squares.reduce((all, square) => all + square, 0)
  const fourth = squares.reduce((all, square) => all + square ** 2, 0)
  const kurtosis = sum === 0 ? 1 : (fourth * m) / sum ** 2
  const off = Math.exp(1.96 * Math.sqrt(Math.max(0, kurtosis - 1) / m))
  return { mean, variance: sum / (m - 1), factor: [1 / off, off] }
}

/** A sample's headline score and those of its scored epochs, where it is one number. */
function scoresOf({ values: [value], byEpoch }: ScoredSample) {
  const epochs = byEpoch.flatMap(({ values }) => (values === undefined ? [] : [values[0]]))
  if (typeof value !== 'number' || !epochs.every(score => typeof score === 'number')) return undefined
  const mean = epochs.reduce((sum, score) => sum + score, 0) / epochs.length
  return { value, epochs, additive: Math.abs(mean - value) < 1e-9 }
}
