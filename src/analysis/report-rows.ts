import type { Benchmark } from '../core/benchmark.ts'
import type { ReportRow } from '../core/report-row.ts'
import type { RunItem } from '../core/run-store.ts'
import type { ReadableRun } from './pair-runs.ts'
import { breakdownOf } from './score.ts'

/** A run's epochs as tidy rows, in the order of its samples, as a stream: memory is one sample. */
export async function* reportRows(
  { manifest, items }: ReadableRun,
  arm: string,
  benchmarks: ReadonlyMap<string, Benchmark>,
): AsyncGenerator<ReportRow> {
  const judges = new Map(manifest.benchmarks.map(({ name, judge }) => [name, judge.name]))
  for await (const item of items()) {
    const benchmark = benchmarks.get(item.sample.benchmark)
    if (benchmark === undefined) continue
    const same = { arm, run: manifest.id, model: manifest.model.ref, judge: judges.get(benchmark.name) ?? '' }
    for (const index of item.epochs.keys()) yield { ...same, ...rowOf(item, index, benchmark) }
  }
}

function rowOf({ sample, epochs }: RunItem, index: number, benchmark: Benchmark) {
  const { output, judgment } = epochs[index] ?? {}
  const [metric] = benchmark.metrics
  const completion = output?.outcome.ok === true ? output.outcome.value : undefined
  const judged = completion !== undefined && judgment?.outcome.ok === true ? judgment.outcome.value : undefined
  const row = { sample, epoch: index + 1 }
  const score =
    completion !== undefined && judged !== undefined && metric.kind === 'mean'
      ? metric.value([{ ...row, completion, judgment: judged }])
      : undefined
  return {
    benchmark: benchmark.name,
    sampleId: sample.id,
    epoch: index + 1,
    metric: metric.name,
    ...(score !== undefined && { score }),
    ...(judged !== undefined && { label: judged.label }),
    ...(output?.outcome.ok !== true && { errored: output?.outcome.error.code ?? 'not-run' }),
    ...(completion !== undefined &&
      judgment?.outcome.ok !== true && { unscored: judgment?.outcome.error.code ?? 'not-judged' }),
    ...(completion !== undefined && { finishReason: completion.finishReason, latencyMs: completion.latencyMs }),
    language: sample.language,
    ...(sample.group !== undefined && { group: sample.group }),
    breakdown: Object.fromEntries(benchmark.dataset.breakdowns.map(key => [key, breakdownOf(sample, key)])),
    usage: completion?.usage ?? {},
    attempts: output?.attempts.length ?? 0,
    cached: output?.cached === true,
  }
}
