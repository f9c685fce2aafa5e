import type { RunResult } from '../core/run-result.ts'
import { makeAggregator } from './aggregate.ts'
import { makeOrigins, type Origins } from './origins.ts'
import type { ScoredSample } from './score.ts'
import type { ScoredRun } from './scored-run.ts'
import { runWarnings } from './who-answered.ts'

/** A run's metrics, out of its scores; memory is a few numbers a sample. */
export async function summariseRun(run: ScoredRun): Promise<RunResult> {
  const summary = makeSummary(run)
  for await (const sample of run.scores()) summary.push(sample)
  return summary.result()
}

/** The same for scores that are read for something else as well. */
export function makeSummary(run: ScoredRun): {
  push(sample: ScoredSample): void
  origins(): Origins
  result(): RunResult
} {
  const { dir, manifest, benchmarks } = run
  const aggregators = new Map(Array.from(benchmarks, ([name, described]) => [name, makeAggregator(described)]))
  const origins = makeOrigins(run)
  return {
    push(sample) {
      origins.add(sample)
      aggregators.get(sample.benchmark)?.push(sample)
    },
    origins: origins.found,
    result() {
      const warnings = runWarnings({ ...manifest, ...origins.found() })
      return {
        schemaVersion: 1,
        run: { id: manifest.id, dir, status: manifest.status, demo: manifest.demo },
        suite: manifest.suite,
        model: manifest.model.ref,
        benchmarks: Array.from(aggregators.values(), aggregator => aggregator.result()),
        ...(warnings.length > 0 && { warnings }),
      }
    },
  }
}
