import type { Benchmark } from '../core/benchmark.ts'
import type { Comparison, SuiteScore } from '../core/comparison.ts'
import { XevalError } from '../core/errors.ts'
import type { BenchmarkPlan, Manifest } from '../core/manifest.ts'
import type { RunStore } from '../core/run-store.ts'
import { holm } from '../stats/multiplicity.ts'
import { makePairCollector, type PairCollector, type RawBenchmark } from './compare-benchmark.ts'
import { differencesOf } from './differences.ts'
import { pairRuns } from './pair-runs.ts'
import { scoreItems } from './score.ts'
import { type RawSuiteScore, suiteScore } from './suite-score.ts'
import { verdictOf, withVerdict } from './verdict.ts'

export type ReadableRun = Pick<RunStore, 'dir' | 'manifest' | 'items'>

export interface CompareOptions {
  /** @default 0.05 */
  alpha?: number
  /** Compare all the same, with the differences stamped on the report. */
  force?: boolean
  /** By suite or benchmark name. */
  margins?: Readonly<Record<string, number>>
  cautions?: ReadonlyMap<string, string>
}

/** Two runs, paired by sample id. Throws where they differ in more than their model, unless `force` says so. */
export async function compareRuns(
  before: ReadableRun,
  after: ReadableRun,
  known: ReadonlyMap<string, Benchmark>,
  options: CompareOptions = {},
): Promise<Comparison> {
  const differences = differencesOf(before.manifest, after.manifest).map(({ message }) => message)
  if (differences.length > 0 && options.force !== true) throw incomparable(differences)
  const collectors = new Map<string, PairCollector>(
    Array.from(known.values(), benchmark => [benchmark.name, makePairCollector(benchmark)]),
  )
  const pairs = pairRuns(scoreItems(before.items(), known), scoreItems(after.items(), known))
  for await (const pair of pairs) {
    const collector = collectors.get((pair.before ?? pair.after).benchmark)
    if (pair.before === undefined) collector?.unpaired('after')
    else if (pair.after === undefined) collector?.unpaired('before')
    else collector?.pair(pair.before, pair.after)
  }
  const raw: { plan: BenchmarkPlan; result: RawBenchmark }[] = []
  const notCompared: Comparison['notCompared'] = []
  for (const plan of before.manifest.benchmarks) {
    const collector = collectors.get(plan.name)
    if (collector === undefined) continue
    const result = collector.result()
    if (typeof result !== 'string') raw.push({ plan, result })
    else {
      const { bundled } = plan.dataset
      notCompared.push({ name: plan.name, bundled, judge: plan.judge.name, ...collector.counts, reason: result })
    }
  }
  if (raw.length === 0) throw nothingCompared(notCompared)
  return {
    schemaVersion: 1,
    suite: before.manifest.suite,
    before: summaryOf(before),
    after: summaryOf(after),
    comparable: differences.length === 0,
    differences,
    alpha: options.alpha ?? 0.05,
    ...adjusted(raw, before.manifest, options),
    notCompared,
  }
}

/** Holm over the headline metrics of the table and the suite's score; over the other metrics of a benchmark apart. */
function adjusted(
  raw: readonly { plan: BenchmarkPlan; result: RawBenchmark }[],
  manifest: Manifest,
  { alpha = 0.05, margins, cautions }: CompareOptions,
): Pick<Comparison, 'benchmarks' | 'suiteScore'> {
  const suite = suiteScore(raw.map(({ result }) => result.headline))
  const family = [...raw.map(({ result }) => result.headline.test.p), ...(suite ? [suite.test.p] : [])]
  const headlines = holm(family)
  const suiteMargin = margins?.[manifest.suite]
  const benchmarks = raw.map(({ plan, result }, i) => {
    const { headline, others, ...rest } = result
    const margin = margins?.[plan.name] ?? suiteMargin
    const caution = cautions?.get(plan.name)
    const otherPs = holm(others.map(({ test }) => test.p))
    return {
      name: plan.name,
      bundled: plan.dataset.bundled,
      judge: plan.judge.name,
      ...(caution !== undefined && { caution }),
      ...withVerdict(headline, headlines[i] ?? 1, { alpha, ...(margin !== undefined && { margin }) }),
      ...rest,
      others: others.map((other, j) => withVerdict(other, otherPs[j] ?? 1, { alpha })),
    }
  })
  return { benchmarks, ...(suite && { suiteScore: finishedSuite(suite, headlines.at(-1) ?? 1, alpha, suiteMargin) }) }
}

function finishedSuite(
  { direction, test, ...rest }: RawSuiteScore,
  pAdjusted: number,
  alpha: number,
  margin: number | undefined,
): SuiteScore {
  const options = { alpha, ...(margin !== undefined && { margin }) }
  const verdict = verdictOf({ direction, delta: rest.macro.delta }, pAdjusted, options)
  return { ...rest, test: { ...test, pAdjusted }, verdict, ...(margin !== undefined && { margin }) }
}

const summaryOf = ({ dir, manifest }: ReadableRun): Comparison['before'] => ({
  id: manifest.id,
  dir,
  model: manifest.model.ref,
  demo: manifest.demo,
})

const incomparable = (differences: readonly string[]): XevalError =>
  new XevalError('incomparable', `the runs differ in more than their model:\n  ${differences.join('\n  ')}`, {
    hint: 'Run both under the same settings, or pass --force to compare them with these differences stamped on the report.',
  })

const nothingCompared = (all: Comparison['notCompared']): XevalError =>
  new XevalError('nothing-to-compare', all.map(({ name, reason }) => `${name}: ${reason}`).join('\n'), {
    hint: '`xeval show RUN` says what failed.',
  })
