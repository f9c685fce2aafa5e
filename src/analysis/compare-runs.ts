import type { Benchmark } from '../core/benchmark.ts'
import type { Comparison } from '../core/comparison.ts'
import { XevalError } from '../core/errors.ts'
import type { BenchmarkPlan } from '../core/manifest.ts'
import { type Remark, remarkText } from '../core/remark.ts'
import type { Topic } from '../core/topic.ts'
import { adjustTable, type TableOptions, type TableRow } from './adjust-table.ts'
import { epochsAtZero, unfinishedRun } from './answer-warnings.ts'
import { checkMargin } from './check-margin.ts'
import { makePairCollector, type PairCollector } from './compare-benchmark.ts'
import { type Difference, difference, differencesOf } from './differences.ts'
import { makeOrigins } from './origins.ts'
import { makePairNotes, type PairNotes } from './pair-notes.ts'
import { pairRuns, type ReadableRun } from './pair-runs.ts'
import { scoreItem } from './score.ts'
import { pairWarnings } from './who-answered.ts'

export interface CompareOptions extends Partial<TableOptions> {
  /** Compare whatever differs, with the differences stamped on the report. */
  force?: boolean
  /** The same for differences of these topics. */
  allowDiff?: readonly Topic[]
  /** Gives a comparison without a benchmark where nothing can be compared, instead of an error. @default false */
  allowNothing?: boolean
}

/**
 * Two runs, paired by sample id. Throws `incomparable` where they differ in more than their model and their samples, unless
 * that is allowed; `bad-margin`; and `nothing-to-compare` where no benchmark has a figure in both.
 */
export async function compareRuns(
  before: ReadableRun,
  after: ReadableRun,
  known: ReadonlyMap<string, Benchmark>,
  options: CompareOptions = {},
): Promise<Comparison> {
  const { alpha = 0.05, adjust = 'holm', margins = {}, cautions = new Map(), force = false, allowDiff = [] } = options
  const { suite } = before.manifest
  const differences = [
    ...differencesOf(before.manifest, after.manifest),
    ...otherVersions([before, after], known),
  ].filter(({ message }, i, all) => all.findIndex(other => other.message === message) === i)
  // Other samples make nothing incomparable: those that both runs took are paired, the others counted.
  const serious = differences.filter(({ topic }) => topic !== 'samples')
  const blocking = serious.filter(({ topic }) => !force && !allowDiff.includes(topic))
  if (blocking.length > 0) throw incomparable(blocking)
  for (const benchmark of known.values()) checkMargin(benchmark, margins[benchmark.name] ?? margins[suite])
  const origins = { before: makeOrigins(), after: makeOrigins() }
  const collectors = await collect(before, after, known, origins)
  const rows: TableRow[] = []
  const warnings: Remark[] = [...unfinished([before, after]), ...epochsAtZero(after.manifest)]
  const notCompared: Comparison['notCompared'] = []
  for (const plan of allPlans(before, after)) {
    const collector = collectors.get(plan.name)
    if (collector === undefined) continue
    const result = reasonNot(plan, before, after) ?? collector.result()
    const told = collector.notes.told()
    warnings.push(...collector.notes.warnings(plan.name))
    if (!('code' in result)) rows.push({ plan, result: { ...result, ...told } })
    else notCompared.push({ ...unresolved(plan, collector, result), ...told })
  }
  warnings.unshift(
    ...pairWarnings({ ...before.manifest, ...origins.before.found() }, { ...after.manifest, ...origins.after.found() }),
  )
  if (rows.length === 0 && options.allowNothing !== true) throw nothingCompared(notCompared)
  return {
    schemaVersion: 1,
    suite,
    before: summaryOf(before),
    after: summaryOf(after),
    comparable: serious.length === 0,
    differences: differences.map(({ message }) => message),
    ...(differences.length > 0 && { remarks: differences.map(({ remark }) => remark) }),
    ...(warnings.length > 0 && { warnings }),
    alpha,
    adjust,
    ...adjustTable(rows, suite, notCompared.length === 0, { alpha, adjust, margins, cautions }),
    notCompared,
  }
}

async function collect(
  before: ReadableRun,
  after: ReadableRun,
  known: ReadonlyMap<string, Benchmark>,
  origins: Readonly<Record<'before' | 'after', ReturnType<typeof makeOrigins>>>,
): Promise<Map<string, PairCollector & { notes: PairNotes }>> {
  const collectors = new Map(
    Array.from(
      known.values(),
      benchmark => [benchmark.name, { ...makePairCollector(benchmark), notes: makePairNotes() }] as const,
    ),
  )
  for await (const pair of pairRuns(before, after)) {
    if (pair.before !== undefined) origins.before.add(pair.before)
    if (pair.after !== undefined) origins.after.add(pair.after)
    const name = (pair.before ?? pair.after).sample.benchmark
    const [benchmark, collector] = [known.get(name), collectors.get(name)]
    if (benchmark === undefined || collector === undefined) continue
    if (pair.before === undefined) collector.unpaired('after')
    else if (pair.after === undefined) collector.unpaired('before')
    else {
      const [was, is] = [scoreItem(pair.before, benchmark), scoreItem(pair.after, benchmark)]
      collector.pair(was, is)
      collector.notes.push(was, is)
    }
  }
  return collectors
}

/** Runs that did not end, each named: their figures are those of a part. */
const unfinished = (runs: readonly ReadableRun[]): Remark[] => runs.flatMap(({ manifest }) => unfinishedRun(manifest))

/** The benchmarks of both runs, in the order of the first. */
const allPlans = (before: ReadableRun, after: ReadableRun): BenchmarkPlan[] =>
  [
    ...new Map([...after.manifest.benchmarks, ...before.manifest.benchmarks].map(plan => [plan.name, plan])).values(),
  ].sort((a, b) => position(before, a) - position(before, b))

const position = ({ manifest }: ReadableRun, { name }: BenchmarkPlan): number => {
  const at = manifest.benchmarks.findIndex(plan => plan.name === name)
  return at < 0 ? manifest.benchmarks.length : at
}

function reasonNot({ name }: BenchmarkPlan, before: ReadableRun, after: ReadableRun): Remark | undefined {
  const has = ({ manifest }: ReadableRun): boolean => manifest.benchmarks.some(plan => plan.name === name)
  if (!has(after)) return { code: 'only-before', values: {} }
  return has(before) ? undefined : { code: 'only-after', values: {} }
}

const unresolved = ({ name, dataset, judge }: BenchmarkPlan, { counts }: PairCollector, remark: Remark) => ({
  name,
  bundled: dataset.bundled,
  judge: judge.name,
  ...counts,
  reason: remarkText(remark, 'en'),
  remark,
})

/** A benchmark that has been changed since a run: its scores would be drawn by other rules than its answers were asked for. */
const otherVersions = (runs: readonly ReadableRun[], known: ReadonlyMap<string, Benchmark>): Difference[] =>
  runs.flatMap(({ manifest }) =>
    manifest.benchmarks.flatMap(({ name, version }): Difference[] => {
      const now = known.get(name)?.version ?? version
      if (now === version) return []
      return [difference('version', { code: 'other-version', values: { benchmark: name, in: version, now } })]
    }),
  )

const summaryOf = ({ dir, manifest }: ReadableRun): Comparison['before'] => ({
  id: manifest.id,
  dir,
  model: manifest.model.ref,
  demo: manifest.demo,
})

const incomparable = (differences: readonly Difference[]): XevalError =>
  new XevalError(
    'incomparable',
    `the runs differ in more than their model:\n  ${differences.map(({ message }) => message).join('\n  ')}`,
    {
      hint: `Run both under the same settings, or pass --allow-diff ${[...new Set(differences.map(({ topic }) => topic))].join(',')} (or --force, whatever differs) to compare them with these differences stamped on the report.`,
    },
  )

const nothingCompared = (all: Comparison['notCompared']): XevalError =>
  new XevalError('nothing-to-compare', all.map(({ name, reason }) => `${name}: ${reason}`).join('\n'), {
    hint: '`xeval show RUN` says what a run took and what failed.',
  })
