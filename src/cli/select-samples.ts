import type { Benchmark } from '../core/benchmark.ts'
import type { Sample } from '../core/sample.ts'
import { selectSamples } from '../core/sampling.ts'
import type { Settings } from './settings.ts'

/** A benchmark's samples as `--limit`, `--seed` and `--stratify` say; all of them stream by, however many there are. */
export async function* samplesOf(benchmark: Benchmark, path: string, settings: Settings): AsyncGenerator<Sample> {
  const limit = settings.limit ?? benchmark.limit
  const all = benchmark.dataset.parse(path)
  if (limit === 'all') {
    yield* all
    return
  }
  const { seed = 0, stratify } = settings
  yield* await selectSamples(all, { limit, seed, ...(stratify !== undefined && { stratify }) })
}
