import type { Manifest } from '../core/manifest.ts'
import type { SampleRecord } from '../core/records.ts'
import type { RunResult } from '../core/run-result.ts'
import type { RunItem } from '../core/run-store.ts'
import { type Surroundings, surroundingsOf } from './surroundings.ts'

/**
 * A run on disk, for reading: in memory that does not grow with it. It may still be going on.
 *
 * @example
 * const { runs } = await evaluate({ suite: 'diasafety', limit: 3 })
 * const run: OpenedRun = await openRun(runs[0]?.id ?? '')
 * run.metrics?.benchmarks[0]?.scored // → 3
 */
export interface OpenedRun {
  /** Absolute. */
  readonly dir: string
  readonly manifest: Manifest
  /** `metrics.json`; absent where the run has not come to its figures yet. */
  readonly metrics?: RunResult
  /** In their order, as often as they are wanted. */
  samples(): AsyncIterable<SampleRecord>
  /** Each sample with its last output and judgment by epoch (index 0 is epoch 1), in the order of the samples. */
  records(): AsyncIterable<RunItem>
}

/**
 * Opens a run by its folder, its id, or the beginning or end of one. No plug-in is needed. Rejects with an `XevalError`
 * where there is no such run, or its files can't be read.
 *
 * @example
 * const { runs } = await evaluate({ suite: 'diasafety', limit: 3 })
 * const { manifest, records } = await openRun(runs[0]?.dir ?? '')
 * manifest.status // → 'complete'
 * let answered = 0
 * for await (const { epochs } of records()) if (epochs[0]?.output?.outcome.ok) answered++
 * answered // → 3
 */
export async function openRun(name: string, options: Surroundings & { out?: string } = {}): Promise<OpenedRun> {
  const { cwd } = surroundingsOf(options)
  const { openNamed } = await import('./open-named.ts')
  return openNamed(name, { cwd, out: options.out })
}
