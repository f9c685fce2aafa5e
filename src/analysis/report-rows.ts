import type { ReportRow } from '../core/report-row.ts'
import type { RunItem } from '../core/run-store.ts'
import type { DescribedBenchmark, ScoredRun } from './scored-run.ts'
import type { ScoredSample } from './scored-sample.ts'

/** A run's epochs as tidy rows, in the order of its samples, as a stream: memory is one sample. */
export async function* reportRows(
  { manifest, benchmarks, scores }: ScoredRun,
  items: AsyncIterable<RunItem>,
  arm: string,
): AsyncGenerator<ReportRow> {
  const scored = scores()[Symbol.asyncIterator]()
  try {
    for await (const item of items) {
      const { value: sample, done } = await scored.next()
      if (done === true || sample.id !== item.sample.id || sample.benchmark !== item.sample.benchmark)
        throw new Error(`${manifest.id}: ${item.sample.id} has no scores in its place`)
      const described = benchmarks.get(sample.benchmark)
      if (described === undefined) continue
      const same = { arm, run: manifest.id, model: manifest.model.ref, judge: described.plan.judge.name }
      for (const index of item.epochs.keys()) yield { ...same, ...rowOf(item, sample, index, described) }
    }
  } finally {
    await scored.return?.()
  }
}

function rowOf(
  { sample, epochs }: RunItem,
  { byEpoch, breakdown }: ScoredSample,
  index: number,
  { metrics: [headline] }: DescribedBenchmark,
) {
  const output = epochs[index]?.output
  const { values, label, errored, unscored } = byEpoch[index] ?? {}
  const completion = output?.outcome.ok === true ? output.outcome.value : undefined
  const [score] = values ?? []
  return {
    benchmark: sample.benchmark,
    sampleId: sample.id,
    epoch: index + 1,
    metric: headline.name,
    ...(typeof score === 'number' && { score }),
    ...(label !== undefined && { label }),
    ...(errored !== undefined && { errored }),
    ...(unscored !== undefined && { unscored }),
    ...(completion !== undefined && { finishReason: completion.finishReason, latencyMs: completion.latencyMs }),
    language: sample.language,
    ...(sample.group !== undefined && { group: sample.group }),
    breakdown,
    usage: completion?.usage ?? {},
    attempts: output?.attempts.length ?? 0,
    cached: output?.cached === true,
  }
}
