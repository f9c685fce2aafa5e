import type { Benchmark } from '../core/benchmark.ts'
import { addUsage, type Usage } from '../core/completion.ts'
import type { Manifest } from '../core/manifest.ts'
import type { Attempt } from '../core/outcome.ts'
import type { RunResult } from '../core/run-result.ts'
import type { RunItem, RunStore } from '../core/run-store.ts'
import { type Aggregator, makeAggregator } from './aggregate.ts'
import { answerWarnings, epochsAtZero, unfinishedRun } from './answer-warnings.ts'
import { makeOrigins } from './origins.ts'
import { scoreItem } from './score.ts'
import { runWarnings } from './who-answered.ts'

/** A run's metrics and what it cost, from its files alone. */
export interface RunSummary {
  result: RunResult
  usage: { model: Usage; judge: Usage }
  counts: NonNullable<Manifest['counts']>
  served: NonNullable<Manifest['served']>
}

/** Reads a run once from beginning to end; memory is a few numbers a sample. */
export async function summariseRun(
  { dir, manifest, items }: Pick<RunStore, 'dir' | 'manifest' | 'items'>,
  benchmarks: ReadonlyMap<string, Benchmark>,
): Promise<RunSummary> {
  const aggregators = new Map<string, Aggregator>()
  for (const plan of manifest.benchmarks) {
    const benchmark = benchmarks.get(plan.name)
    const caution = benchmark?.judges.find(({ name }) => name === plan.judge.name)?.caution
    if (benchmark !== undefined) aggregators.set(plan.name, makeAggregator(benchmark, plan, caution))
  }
  const usage: RunSummary['usage'] = { model: {}, judge: {} }
  const counts: RunSummary['counts'] = { requests: 0, cached: 0, errored: 0, unscored: 0 }
  const origins = makeOrigins()
  for await (const item of items()) {
    countUsage(item, usage, counts)
    origins.add(item)
    const benchmark = benchmarks.get(item.sample.benchmark)
    if (benchmark !== undefined) aggregators.get(benchmark.name)?.push(scoreItem(item, benchmark))
  }
  const results = Array.from(aggregators.values(), aggregator => aggregator.result())
  counts.errored = results.reduce((sum, { errored }) => sum + errored, 0)
  counts.unscored = results.reduce((sum, { unscored }) => sum + unscored, 0)
  const { served, otherRuns } = origins.found()
  if (otherRuns !== undefined) counts.otherRuns = otherRuns
  const warnings = [
    ...unfinishedRun(manifest),
    ...runWarnings({ ...manifest, counts, served, otherRuns }),
    ...epochsAtZero(manifest),
    ...answerWarnings(results),
  ]
  return {
    usage,
    counts,
    served,
    result: {
      schemaVersion: 1,
      run: { id: manifest.id, dir, status: manifest.status, demo: manifest.demo },
      suite: manifest.suite,
      model: manifest.model.ref,
      benchmarks: results,
      ...(warnings.length > 0 && { warnings }),
    },
  }
}

function countAttempts(
  attempts: readonly Attempt[],
  whose: 'model' | 'judge',
  usage: Usage,
  counts: RunSummary['counts'],
): void {
  counts.requests += attempts.length
  for (const { error, usage: second, dropped = [] } of attempts) {
    for (const name of dropped) countDropped(name, whose, counts)
    if (error === 'hedge-lost') counts.hedged = (counts.hedged ?? 0) + 1
    if (second !== undefined) addUsage(usage, second)
  }
}

function countDropped(name: string, whose: 'model' | 'judge', counts: RunSummary['counts']): void {
  const { dropped = {} } = counts
  const known = dropped[whose] ?? {}
  counts.dropped = { ...dropped, [whose]: { ...known, [name]: (known[name] ?? 0) + 1 } }
}

function countUsage({ epochs }: RunItem, usage: RunSummary['usage'], counts: RunSummary['counts']): void {
  for (const { output, judgment } of epochs) {
    if (output !== undefined) countAttempts(output.attempts, 'model', usage.model, counts)
    if (judgment !== undefined) countAttempts(judgment.attempts, 'judge', usage.judge, counts)
    if (output?.cached) {
      counts.cached++
      counts.cachedAnswers = (counts.cachedAnswers ?? 0) + 1
    }
    if (judgment?.cached) counts.cached++
    if (output?.outcome.ok && !output.cached) addUsage(usage.model, output.outcome.value.usage)
    if (judgment !== undefined) addUsage(usage.judge, judgment.usage)
  }
}
