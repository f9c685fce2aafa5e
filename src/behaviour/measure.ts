import { makeAggregator } from '../analysis/aggregate.ts'
import { makePairCollector, type PairCollector, type RawBenchmark } from '../analysis/compare-benchmark.ts'
import type { RawComparison } from '../analysis/compare-metric.ts'
import { differencesOf } from '../analysis/differences.ts'
import { pairRuns } from '../analysis/pair-runs.ts'
import type { DescribedBenchmark, ScoredRun } from '../analysis/scored-run.ts'
import type { ScoredSample } from '../analysis/scored-sample.ts'
import { pairWeights } from '../analysis/strata.ts'
import type { Behaviour, BehaviourArm, BehaviourBenchmark, BehaviourFigure } from '../core/behaviour.ts'
import type { MetricResult } from '../core/run-result.ts'
import type { Detector } from './detector.ts'
import { type Examples, makeExamples } from './examples.ts'
import { LENGTH, type Observer } from './observe.ts'
import { makeTally, type Tally } from './tally.ts'
import { thinkingFacts } from './thinking.ts'

export interface MeasureOptions {
  detectors: readonly Detector[]
  /** One a run: models may have judged each by itself. */
  observers: readonly Observer[]
  /** Who judged instead of the rules, by detector. */
  judges?: ReadonlyMap<string, string>
}

/** How the answers of one run, or of two, behave. The runs are observed ones (`observedRun`). */
export async function measureBehaviour(
  [before, after]: readonly [ScoredRun, (ScoredRun | undefined)?],
  options: MeasureOptions,
): Promise<Behaviour> {
  const runs = after === undefined ? [before] : [before, after]
  const counters = new Map<string, Counter>()
  const counterOf = (name: string): Counter | undefined => {
    const known = counters.get(name)
    const described = before.benchmarks.get(name) ?? after?.benchmarks.get(name)
    if (known !== undefined || described === undefined) return known
    const made = makeCounter(described, runs, options)
    counters.set(name, made)
    return made
  }
  if (after === undefined) for await (const sample of before.scores()) counterOf(sample.benchmark)?.alone(sample)
  else
    for await (const pair of pairRuns(before, after)) {
      const counter = counterOf((pair.before ?? pair.after).benchmark)
      if (pair.before !== undefined && pair.after !== undefined) counter?.pair(pair.before, pair.after)
      else counter?.unpaired(pair.before === undefined ? 'after' : 'before', pair.before ?? pair.after)
    }
  const differences = after === undefined ? [] : differencesOf(before.manifest, after.manifest)
  return {
    schemaVersion: 1,
    suite: before.manifest.suite,
    runs: runs.map(({ dir, manifest: { id, model, demo } }) => ({ id, dir, model: model.ref, demo })),
    differences: differences.map(({ message }) => message),
    ...(differences.length > 0 && { remarks: differences.map(({ remark }) => remark) }),
    adjusted: false,
    benchmarks: Array.from(counters.values(), counter => counter.result()),
  }
}

interface Counter {
  alone(sample: ScoredSample): void
  pair(before: ScoredSample, after: ScoredSample): void
  unpaired(arm: 'before' | 'after', sample: ScoredSample): void
  result(): BehaviourBenchmark
}

function makeCounter(
  described: DescribedBenchmark,
  runs: readonly ScoredRun[],
  { detectors, observers, judges }: MeasureOptions,
): Counter {
  const { plan } = described
  const plans = runs.map(({ manifest }) => manifest.benchmarks.find(({ name }) => name === plan.name))
  const paired = makePairCollector(described, { weigh: pairWeights(plans[0], plans[1]) })
  const arms = observers.map(observer => ({ sums: makeAggregator(described), tally: makeTally(detectors, observer) }))
  const examples = makeExamples(detectors, observers)
  const take = (at: number, sample: ScoredSample): void => {
    arms[at]?.sums.push(sample)
    arms[at]?.tally.push(sample)
  }
  return {
    alone(sample) {
      take(0, sample)
      examples.push(sample, undefined)
    },
    pair(before, after) {
      take(0, before)
      take(1, after)
      paired.pair(before, after)
      examples.push(before, after)
    },
    unpaired(arm, sample) {
      take(arm === 'before' ? 0 : 1, sample)
      paired.unpaired(arm, sample)
    },
    result() {
      const found = arms.map(({ sums, tally }) => ({ metrics: sums.result().metrics, tally }))
      const changes = runs.length === 2 ? changesIn(paired) : undefined
      return {
        name: plan.name,
        bundled: plan.dataset.bundled,
        metric: plan.card?.metrics[0].name ?? '',
        answers: arms.map(({ tally }) => tally.answers()),
        behaviours: [
          ...detectors.flatMap(detector =>
            figureOf(detector.name, { title: detector.title, unit: 'rate' }, found, changes, examples, judges),
          ),
          ...figureOf(LENGTH, { title: lengthTitle, unit: 'number' }, found, changes, examples, judges),
          ...thinkingFacts.flatMap(({ name, title }) =>
            figureOf(name, { title, unit: 'rate' }, found, changes, examples, judges),
          ),
        ],
      }
    },
  }
}

const lengthTitle = { en: 'Length in words', zh: '长度（词数，汉字按字计）' }

/** Comparisons by metric; nothing where no sample has an answer in both runs. */
function changesIn(paired: PairCollector): ReadonlyMap<string, RawComparison> {
  const result = paired.result()
  return new Map('code' in result ? [] : allOf(result).map(change => [change.metric, change]))
}

const allOf = ({ headline, others }: RawBenchmark): RawComparison[] => [headline, ...others]

/** Nothing of a behaviour that no arm has an answer for. One of which nothing could be told is shown as that. */
function figureOf(
  name: string,
  said: Pick<BehaviourFigure, 'title' | 'unit'>,
  found: readonly { metrics: readonly MetricResult[]; tally: Tally }[],
  changes: ReadonlyMap<string, RawComparison> | undefined,
  examples: Examples,
  judges: ReadonlyMap<string, string> = new Map(),
): BehaviourFigure[] {
  const change = changes?.get(name)
  const arms = found.map(({ metrics, tally }, at): BehaviourArm => {
    const alone = metrics.find(metric => metric.name === name)
    // Of two runs the figures are those of the pairs, so that they differ by the difference.
    const own = change === undefined ? alone : at === 0 ? change.before : change.after
    return {
      value: own?.value ?? 0,
      ci95: own?.ci95 ?? [0, 0],
      n: change?.n ?? alone?.n ?? 0,
      ...tally.of(name),
    }
  })
  if (arms.every(({ n, undecided, failed = 0 }) => n + undecided + failed === 0)) return []
  return [
    {
      name,
      ...said,
      by: judges.get(name) ?? 'rules',
      arms,
      ...deltaIn('delta', change),
      ...deltaIn('deltaRight', changes?.get(`${name}/shown-right`)),
      ...deltaIn('deltaWrong', changes?.get(`${name}/shown-wrong`)),
      examples: examples.of(name),
    },
  ]
}

const deltaIn = <K extends string>(key: K, change: RawComparison | undefined) =>
  change === undefined
    ? {}
    : { [key]: { value: change.delta.value, ci95: change.delta.ci95, n: change.n, method: change.delta.method } }
