import type { Benchmark } from '../core/benchmark.ts'
import { focusOn, selectSamples, shardOf } from '../core/sampling.ts'
import type { SelectedSamples } from './plan-benchmark.ts'
import type { Settings } from './settings.ts'

/** A benchmark's samples as `--focus`, `--limit`, `--seed` and `--stratify` say, and of those the ones of `--shard`; all of them stream by. */
export async function samplesOf(benchmark: Benchmark, path: string, settings: Settings): Promise<SelectedSamples> {
  const selected = await selectedOf(benchmark, path, settings)
  const { shard } = settings
  if (shard === undefined) return selected
  return {
    ...(selected.stratify !== undefined && { stratify: selected.stratify }),
    ...(selected.strata && { strata: selected.strata }),
    available: selected.available ?? (await countOf(selected.samples())),
    async *samples() {
      for await (const sample of selected.samples()) if (shardOf(sample.id, shard.of) === shard.index) yield sample
    },
  }
}

async function selectedOf(benchmark: Benchmark, path: string, settings: Settings): Promise<SelectedSamples> {
  const limit = settings.limit ?? benchmark.limit
  const { focus } = settings
  const whole = () => benchmark.dataset.parse(path)
  const all = focus === undefined ? whole : () => focusOn(whole(), focus)
  if (limit === 'all') return { samples: all }
  const { seed = 0, stratify = benchmark.stratify } = settings
  const { samples, available, strata } = await selectSamples(all(), {
    limit,
    seed,
    ...(stratify !== undefined && { stratify }),
  })
  return {
    available,
    ...(stratify !== undefined && { stratify }),
    ...(strata && { strata }),
    async *samples() {
      yield* samples
    },
  }
}

async function countOf(items: AsyncIterable<unknown>): Promise<number> {
  let count = 0
  for await (const _ of items) count++
  return count
}
