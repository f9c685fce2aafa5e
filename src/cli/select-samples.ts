import type { Benchmark } from '../core/benchmark.ts'
import { focusOn, selectSamples } from '../core/sampling.ts'
import type { SelectedSamples } from '../engine/plan-benchmark.ts'
import type { Settings } from './settings.ts'

/** A benchmark's samples as `--focus`, `--limit`, `--seed` and `--stratify` say; all of them stream by, however many there are. */
export async function samplesOf(benchmark: Benchmark, path: string, settings: Settings): Promise<SelectedSamples> {
  const limit = settings.limit ?? benchmark.limit
  const { focus } = settings
  const whole = () => benchmark.dataset.parse(path)
  const all = focus === undefined ? whole : () => focusOn(whole(), focus)
  if (limit === 'all') return { samples: all }
  const { seed = 0, stratify = benchmark.stratify } = settings
  const { samples, available } = await selectSamples(all(), {
    limit,
    seed,
    ...(stratify !== undefined && { stratify }),
  })
  return {
    available,
    ...(stratify !== undefined && { stratify }),
    async *samples() {
      yield* samples
    },
  }
}
