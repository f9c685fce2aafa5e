import type { Manifest } from '../core/manifest.ts'
import type { BenchmarkResult, RunResult } from '../core/run-result.ts'
import { makeAggregator } from './aggregate.ts'
import { answerWarnings, epochsAtZero, unfinishedRun } from './answer-warnings.ts'
import { noUsage } from './count-usage.ts'
import { makeOrigins } from './origins.ts'
import { withPanel } from './panel.ts'
import type { ScoredRun } from './scored-run.ts'
import type { ScoredSample } from './scored-sample.ts'
import { leftOut } from './strata.ts'
import { runWarnings } from './who-answered.ts'

/** A run's metrics, out of its scores; memory is a few numbers a sample. */
export async function summariseRun(run: ScoredRun): Promise<RunResult> {
  const summary = makeSummary(run)
  for await (const sample of run.scores()) summary.push(sample)
  return summary.result().result
}

/** A run's metrics, with what its manifest says of its answers. */
export interface RunSummary extends Required<Pick<Manifest, 'usage' | 'counts' | 'served' | 'servedJudges'>> {
  result: RunResult
}

/** The same for scores that are read for something else as well. */
export function makeSummary(run: ScoredRun): { push(sample: ScoredSample): void; result(): RunSummary } {
  const { dir, manifest, benchmarks } = run
  const aggregators = new Map(Array.from(benchmarks, ([name, described]) => [name, makeAggregator(described)]))
  const origins = makeOrigins(run)
  return {
    push(sample) {
      origins.add(sample)
      aggregators.get(sample.benchmark)?.push(sample)
    },
    result() {
      const results = Array.from(aggregators.values(), aggregator => ratedBy(run, aggregator.result()))
      const sum = (of: 'errored' | 'unscored'): number => results.reduce((all, row) => all + row[of], 0)
      const { served, servedJudges, otherRuns } = origins.found()
      const used = origins.used()
      const counted = used?.counts ?? manifest.counts ?? noUsage().counts
      const failed = { errored: sum('errored'), unscored: sum('unscored') }
      const counts = { ...counted, ...failed, ...(otherRuns !== undefined && { otherRuns }) }
      const warnings = [
        ...unfinishedRun(manifest),
        ...runWarnings({ ...manifest, counts, served, servedJudges, otherRuns }),
        ...epochsAtZero(manifest),
        ...manifest.benchmarks.flatMap(leftOut),
        ...answerWarnings(results),
      ]
      return {
        usage: used?.usage ?? manifest.usage ?? noUsage().usage,
        counts,
        served,
        servedJudges,
        result: {
          schemaVersion: 1,
          run: { id: manifest.id, dir, status: manifest.status, demo: manifest.demo },
          suite: manifest.suite,
          model: manifest.model.ref,
          benchmarks: results,
          ...(warnings.length > 0 && { warnings }),
        },
      }
    },
  }
}

/** What people said, with an interval that holds for other raters too. */
function ratedBy({ panels, benchmarks }: ScoredRun, result: BenchmarkResult): BenchmarkResult {
  const panel = panels?.get(result.name)
  const [headline, ...others] = result.metrics
  if (panel === undefined || headline === undefined) return result
  const scale = benchmarks.get(result.name)?.plan.judge.scale
  return { ...result, metrics: [withPanel(headline, panel, scale), ...others] }
}
