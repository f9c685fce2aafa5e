import type { Benchmark } from '../core/benchmark.ts'
import { type BenchmarkCard, cardOf, suiteCardOf } from '../core/card.ts'
import type { BenchmarkPlan, Manifest } from '../core/manifest.ts'
import type { RunItem, RunReader } from '../core/run-store.ts'
import { stratumOf } from '../core/sampling.ts'
import type { Suite } from '../core/suite.ts'
import type { Panel } from '../stats/panel-mean.ts'
import { type FigureMetric, figureMetric } from './figure-metric.ts'
import { scoreItem } from './score.ts'
import type { ScoredSample } from './scored-sample.ts'

/** A benchmark as a run describes it: all that its scores need to become figures. */
export interface DescribedBenchmark {
  plan: BenchmarkPlan
  card: BenchmarkCard
  /** The headline first, in the order of the scores' values. */
  metrics: readonly [FigureMetric, ...FigureMetric[]]
  /** Version of the rules by which the scores were drawn. */
  scoredBy: number
  /** Version that this xeval has, where it has the plug-in. */
  current?: number
}

/** A run's scores, from its own file or drawn while they are read. One that can't follow another's order is paired all the same. */
export interface ScoredRun {
  readonly dir: string
  readonly manifest: Manifest
  benchmarks: ReadonlyMap<string, DescribedBenchmark>
  scores(): AsyncIterable<ScoredSample>
  sampleKeys?: RunReader['sampleKeys']
  /** In the order of another run's samples, nothing in the place of each that this run has not; then the others. */
  scoresLike?(other: Pick<RunReader, 'sampleKeys'>): AsyncIterable<ScoredSample | undefined>
  /** By benchmark, where people are the judge. */
  panels?: ReadonlyMap<string, Panel>
}

/** A run's logs as they are read for scores. */
export type ReadableRun = Pick<RunReader, 'dir' | 'manifest' | 'items'> &
  Partial<Pick<RunReader, 'sampleKeys' | 'itemsLike'>> &
  Pick<ScoredRun, 'panels'>

/** A run whose scores are drawn from its logs by plug-ins that are here. */
export function drawnRun(run: ReadableRun, plugins: ReadonlyMap<string, Benchmark>, suite?: Suite): ScoredRun {
  const { dir, sampleKeys, itemsLike, panels } = run
  const manifest = withCards(run.manifest, plugins, suite)
  const strataOf = new Map(manifest.benchmarks.map(({ name, strata, stratify }) => [name, strata && stratify]))
  const draw = (item: RunItem): ScoredSample => {
    const benchmark = plugins.get(item.sample.benchmark)
    if (benchmark === undefined) throw new Error(`no loaded plug-in scores ${item.sample.benchmark}`)
    const drawn = scoreItem(item, benchmark)
    const key = strataOf.get(item.sample.benchmark)
    return key === undefined ? drawn : { ...drawn, stratum: stratumOf(item.sample, key) }
  }
  return {
    dir,
    manifest,
    benchmarks: describedBy(manifest, plugins, new Map(Array.from(plugins, ([name, { version }]) => [name, version]))),
    async *scores() {
      for await (const item of run.items()) yield draw(item)
    },
    ...(panels && { panels }),
    ...(sampleKeys && { sampleKeys }),
    ...(itemsLike && {
      async *scoresLike(other: Pick<RunReader, 'sampleKeys'>) {
        for await (const item of itemsLike(other)) yield item && draw(item)
      },
    }),
  }
}

/** A manifest with what its plug-ins say of the benchmarks and the suite now. */
export const withCards = (manifest: Manifest, plugins: ReadonlyMap<string, Benchmark>, suite?: Suite): Manifest => ({
  ...manifest,
  ...(suite && { suiteCard: suiteCardOf(suite) }),
  benchmarks: manifest.benchmarks.map(plan => {
    const plugin = plugins.get(plan.name)
    return plugin === undefined ? plan : { ...plan, card: cardOf(plugin, plan.judge.name) }
  }),
})

/** The benchmarks of a manifest that have a card. */
export function describedBy(
  { benchmarks }: Manifest,
  plugins: ReadonlyMap<string, Benchmark>,
  versions: ReadonlyMap<string, number>,
): Map<string, DescribedBenchmark> {
  const found = new Map<string, DescribedBenchmark>()
  for (const plan of benchmarks) {
    const { card, name } = plan
    if (card === undefined) continue
    const plugin = plugins.get(name)
    const scoredBy = versions.get(name) ?? plan.version
    const hydrate = (description: BenchmarkCard['metrics'][number]): FigureMetric => {
      const own =
        plugin?.version === scoredBy ? plugin.metrics.find(metric => metric.name === description.name) : undefined
      return figureMetric(description, own?.kind === 'totals' ? own.of : undefined)
    }
    const [headline, ...others] = card.metrics
    found.set(name, {
      plan,
      card,
      metrics: [hydrate(headline), ...others.map(hydrate)],
      scoredBy,
      ...(plugin && { current: plugin.version }),
    })
  }
  return found
}
