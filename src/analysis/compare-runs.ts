import type { Comparison } from '../core/comparison.ts'
import { XevalError } from '../core/errors.ts'
import { canonicalJson } from '../core/hash.ts'
import type { BenchmarkPlan } from '../core/manifest.ts'
import { type Remark, remarkText } from '../core/remark.ts'
import type { Topic } from '../core/topic.ts'
import type { Wording } from '../core/wording.ts'
import { adjustTable, hypothesesOf, type RawTable, type TableOptions, type TableRow } from './adjust-table.ts'
import { epochsAtZero, unfinishedRun } from './answer-warnings.ts'
import { checkMargin } from './check-margin.ts'
import {
  type Change,
  makePairCollector,
  overlapOf,
  type PairCollector,
  type RawBenchmark,
  USUAL_OVERLAP,
} from './compare-benchmark.ts'
import type { RawComparison, YesNoTest } from './compare-metric.ts'
import { type Difference, differencesOf, isSerious, scoringDifferences } from './differences.ts'
import { identicalRemarks } from './identical-answers.ts'
import { areNested } from './nested.ts'
import { makeOrigins, type OriginsCount } from './origins.ts'
import { makePairNotes, type PairNotes } from './pair-notes.ts'
import { pairRuns } from './pair-runs.ts'
import { withPanels } from './panel.ts'
import type { DescribedBenchmark, ScoredRun } from './scored-run.ts'
import type { ScoredSample } from './scored-sample.ts'
import { leftOut, pairWeights } from './strata.ts'
import { pairWarnings } from './who-answered.ts'

export interface CompareOptions extends Partial<Omit<TableOptions, 'cautions'>> {
  /** McNemar's test of yes/no scores. @default 'mid-p' */
  test?: YesNoTest
  /** Compare whatever differs, with the differences stamped on the report. */
  force?: boolean
  /** The same for differences of these topics. */
  allowDiff?: readonly Topic[]
  /** Smallest share of the larger run's samples of a benchmark that both took. @default 0.9 */
  minOverlap?: number
  /** Gives a comparison without a benchmark where nothing can be compared, instead of an error. @default false */
  allowNothing?: boolean
  /** Hears of each sample whose headline score changed, in the order of the run before. */
  onFlip?(sample: ScoredSample, change: Change): void
  /** Hears of each benchmark before its p-values are adjusted, with tests against limits that no table has. */
  onRow?(name: string, row: RawBenchmark): void
}

/** A comparison before its p-values are adjusted. */
export interface RawRuns extends RawTable {
  /** What is known of it besides the table. */
  rest: Omit<Comparison, 'benchmarks' | 'suiteScore' | 'conjunction'>
  cautions: TableOptions['cautions']
}

/**
 * Two runs, paired by sample id, in one pass over the scores of both. Throws `incomparable` where they differ in more than
 * their model and their samples, unless that is allowed; `bad-margin`; and `nothing-to-compare` where no benchmark has a
 * figure in both.
 */
export async function compareRuns(
  before: ScoredRun,
  after: ScoredRun,
  options: CompareOptions = {},
): Promise<Comparison> {
  const { rest, cautions, ...table } = await compareRaw(before, after, options)
  const { alpha, adjust, margins, primary } = levelsOf(options)
  for (const { plan, result } of table.rows) options.onRow?.(plan.name, result)
  return { ...rest, ...adjustTable(table, { alpha, adjust, margins, primary, cautions }) }
}

/** What was asked for, or what is usual. */
export const levelsOf = ({ alpha = 0.05, adjust = 'holm', margins = {}, primary }: CompareOptions) => ({
  alpha,
  adjust,
  margins,
  primary,
})

/** The same before the adjustment, which several comparisons may share. */
export async function compareRaw(before: ScoredRun, after: ScoredRun, options: CompareOptions): Promise<RawRuns> {
  const { force = false, allowDiff = [] } = options
  const { alpha, adjust, margins, primary } = levelsOf(options)
  const { suite } = before.manifest
  const differences = [
    ...differencesOf(before.manifest, after.manifest),
    ...scoringDifferences(before.benchmarks, after.benchmarks),
  ]
  const serious = differences.filter(isSerious)
  const blocking = serious.filter(({ topic }) => !force && !allowDiff.includes(topic))
  if (blocking.length > 0) throw incomparable(blocking)
  const known = new Map([...after.benchmarks, ...before.benchmarks])
  for (const [name, { metrics }] of known) checkMargin(name, metrics[0].unit, margins[name] ?? margins[suite])
  const origins = { before: makeOrigins(before), after: makeOrigins(after) }
  const collectors = await collect(before, after, known, origins, options)
  const apart = partlyApart(before, after, collectors)
  const refused = apart.filter(({ overlap }) => overlap < (options.minOverlap ?? USUAL_OVERLAP))
  if (refused.length > 0) throw littleOverlap(refused)
  const rows: TableRow[] = []
  const warnings: Remark[] = [...unfinished([before, after]), ...epochsAtZero(after.manifest)]
  const notCompared: Comparison['notCompared'] = []
  for (const plan of allPlans(before, after)) {
    const collector = collectors.get(plan.name)
    if (collector === undefined) continue
    const result = reasonNot(plan, before, after) ?? collector.result()
    const told = collector.notes.told()
    warnings.push(...leftOut(plan), ...collector.notes.warnings(plan.name))
    if (!('code' in result))
      rows.push({ plan, result: { ...result, headline: rated(plan, result.headline, before, after), ...told } })
    else notCompared.push({ ...unresolved(plan, collector, result), ...told })
  }
  const identical = new Map(Array.from(collectors, ([name, { notes }]) => [name, notes.identical()]))
  warnings.unshift(...identicalRemarks(before.manifest, after.manifest, identical))
  warnings.unshift(
    ...pairWarnings({ ...before.manifest, ...origins.before.found() }, { ...after.manifest, ...origins.after.found() }),
  )
  warnings.unshift(...apart.map(({ remark }) => remark))
  if (rows.length === 0 && options.allowNothing !== true) throw nothingCompared(notCompared)
  const whole = notCompared.length === 0
  const table = { rows, suiteName: suite, whole }
  warnings.push(...missingPrimary(table, margins, primary))
  const rest: RawRuns['rest'] = {
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
    ...(primary !== undefined && { primary }),
    notCompared,
  }
  return { rest, ...table, cautions: cautionsOf(known) }
}

interface Apart {
  overlap: number
  remark: Remark
}

/** Benchmarks of which the runs took partly other samples. Of one that they share nothing of there is no figure, which is said there. */
function partlyApart(before: ScoredRun, after: ScoredRun, collectors: ReadonlyMap<string, PairCollector>): Apart[] {
  return allPlans(before, after).flatMap((plan): Apart[] => {
    const { pairs = 0, unpaired } = collectors.get(plan.name)?.counts ?? {}
    if (pairs === 0 || unpaired === undefined || reasonNot(plan, before, after) !== undefined) return []
    const overlap = overlapOf({ pairs, unpaired })
    const [was, is] = [pairs + unpaired.before, pairs + unpaired.after]
    const values = { benchmark: plan.name, pairs, before: was, after: is }
    if (areNested(before.manifest, after.manifest, plan.name))
      return was === is ? [] : [{ overlap: 1, remark: { code: 'nested', values } }]
    if (overlap >= USUAL_OVERLAP) return []
    return [{ overlap, remark: { code: 'little-overlap', values } }]
  })
}

/** A primary endpoint without a figure: then nothing can be claimed. */
function missingPrimary(table: RawTable, margins: TableOptions['margins'], primary: string | undefined): Remark[] {
  if (primary === undefined || hypothesesOf(table, margins).some(({ name }) => name === primary)) return []
  return [{ code: 'no-primary', values: { primary } }]
}

async function collect(
  before: ScoredRun,
  after: ScoredRun,
  known: ReadonlyMap<string, DescribedBenchmark>,
  origins: Readonly<Record<'before' | 'after', OriginsCount>>,
  { test, onFlip }: Pick<CompareOptions, 'test' | 'onFlip'>,
): Promise<Map<string, PairCollector & { notes: PairNotes }>> {
  const collectors = new Map(
    Array.from(known, ([name, described]) => {
      const more = { notes: makePairNotes(), align: aligner(name, before, after) }
      const planOf = ({ manifest }: ScoredRun) => manifest.benchmarks.find(plan => plan.name === name)
      const weigh = pairWeights(planOf(before), planOf(after))
      const nested = areNested(before.manifest, after.manifest, name)
      return [name, Object.assign(makePairCollector(described, { yesNo: test, weigh, nested }), more)] as const
    }),
  )
  for await (const pair of pairRuns(before, after)) {
    if (pair.before !== undefined) origins.before.add(pair.before)
    if (pair.after !== undefined) origins.after.add(pair.after)
    const collector = collectors.get((pair.before ?? pair.after).benchmark)
    if (collector === undefined) continue
    if (pair.before === undefined) collector.unpaired('after', collector.align(pair.after))
    else if (pair.after === undefined) collector.unpaired('before', pair.before)
    else {
      const is = collector.align(pair.after)
      const change = collector.pair(pair.before, is)
      collector.notes.push(pair.before, is)
      if (change !== undefined) onFlip?.(pair.before, change)
    }
  }
  return collectors
}

/** What people said of both runs' answers, with an interval that holds for other raters too. */
function rated(plan: BenchmarkPlan, headline: RawComparison, before: ScoredRun, after: ScoredRun): RawComparison {
  const [was, is] = [before, after].map(({ panels }) => panels?.get(plan.name))
  return was === undefined || is === undefined ? headline : withPanels(headline, was, is, plan.judge.scale)
}

/** Puts the values of the run after in the order of the metrics of the run before: versions that are compared by force can differ in them. */
function aligner(name: string, before: ScoredRun, after: ScoredRun): (sample: ScoredSample) => ScoredSample {
  const metricsOf = ({ benchmarks }: ScoredRun) => (benchmarks.get(name)?.card.metrics ?? []).map(canonicalJson)
  const [was, is] = [metricsOf(before), metricsOf(after)]
  if (was.join() === is.join()) return sample => sample
  const places = was.map(metric => is.indexOf(metric))
  return sample => ({ ...sample, values: places.map(at => sample.values[at]) })
}

function cautionsOf(known: ReadonlyMap<string, DescribedBenchmark>): Map<string, Wording> {
  const cautions = new Map<string, Wording>()
  for (const [name, { card }] of known) if (card.judge.caution !== undefined) cautions.set(name, card.judge.caution)
  return cautions
}

/** Runs that did not end, each named: their figures are those of a part. */
const unfinished = (runs: readonly ScoredRun[]): Remark[] => runs.flatMap(({ manifest }) => unfinishedRun(manifest))

/** The benchmarks of both runs, in the order of the first. */
const allPlans = (before: ScoredRun, after: ScoredRun): BenchmarkPlan[] =>
  [
    ...new Map([...after.manifest.benchmarks, ...before.manifest.benchmarks].map(plan => [plan.name, plan])).values(),
  ].sort((a, b) => position(before, a) - position(before, b))

const position = ({ manifest }: ScoredRun, { name }: BenchmarkPlan): number => {
  const at = manifest.benchmarks.findIndex(plan => plan.name === name)
  return at < 0 ? manifest.benchmarks.length : at
}

function reasonNot({ name }: BenchmarkPlan, before: ScoredRun, after: ScoredRun): Remark | undefined {
  const has = ({ manifest }: ScoredRun): boolean => manifest.benchmarks.some(plan => plan.name === name)
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

const summaryOf = ({ dir, manifest }: ScoredRun): Comparison['before'] => ({
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
      hint: `Run both under the same settings, or pass --allow-diff ${[...new Set(differences.map(({ topic }) => topic))].join(',')} (or --force, for any difference) to compare them; the report then lists these differences.`,
    },
  )

const littleOverlap = (apart: readonly Apart[]): XevalError =>
  new XevalError('little-overlap', apart.map(({ remark }) => remarkText(remark, 'en')).join('\n'), {
    hint: 'Run both with the same --limit, --seed and --stratify. To compare only the shared samples, pass --min-overlap 0; the figures over all samples are then shown beside them.',
  })

const nothingCompared = (all: Comparison['notCompared']): XevalError =>
  new XevalError('nothing-to-compare', all.map(({ name, reason }) => `${name}: ${reason}`).join('\n'), {
    hint: '`xeval show RUN` shows which samples a run has and which failed.',
  })
