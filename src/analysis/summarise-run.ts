import type { RunResult } from '../core/run-result.ts'
import { makeAggregator } from './aggregate.ts'
import type { ScoredSample } from './score.ts'
import type { ScoredRun } from './scored-run.ts'

/** A run's metrics, out of its scores; memory is a few numbers a sample. */
export async function summariseRun(run: ScoredRun): Promise<RunResult> {
  const summary = makeSummary(run)
  for await (const sample of run.scores()) summary.push(sample)
  return summary.result()
}

/** The same for scores that are read for something else as well. */
export function makeSummary({ dir, manifest, benchmarks }: Pick<ScoredRun, 'dir' | 'manifest' | 'benchmarks'>): {
  push(sample: ScoredSample): void
  result(): RunResult
} {
  const aggregators = new Map(Array.from(benchmarks, ([name, described]) => [name, makeAggregator(described)]))
  return {
    push: sample => aggregators.get(sample.benchmark)?.push(sample),
    result: () => ({
      schemaVersion: 1,
      run: { id: manifest.id, dir, status: manifest.status, demo: manifest.demo },
      suite: manifest.suite,
      model: manifest.model.ref,
      benchmarks: Array.from(aggregators.values(), aggregator => aggregator.result()),
    }),
  }
}
