import type { Change } from '../analysis/compare-benchmark.ts'
import { flipOf } from '../analysis/flip.ts'
import type { ScoredSample } from '../analysis/scored-sample.ts'
import type { Flip } from '../core/report.ts'
import type { RunItem, RunReader } from '../core/run-store.ts'
import { makeSampleList } from '../store/index/sample-list.ts'
import { sampleHash } from '../store/run/key.ts'
import type { OpenedRun } from './open-runs.ts'

/** Samples whose score changed, as a comparison meets them: 16 bytes each, and their answers are read when they are wanted. */
export interface FlipList {
  add(sample: ScoredSample, change: Change): void
  /** With both answers and judgments, in the order in which they were met. */
  read(before: OpenedRun, after: OpenedRun): AsyncGenerator<Flip>
}

export function makeFlipList(): FlipList {
  const list = makeSampleList()
  return {
    add: ({ benchmark, id }, change) => list.add(sampleHash(benchmark, id), change === 'improved' ? 1 : -1),
    async *read(before, after) {
      async function* sampleKeys(): AsyncGenerator<Float64Array> {
        for (let from = 0; from < list.size; from += AT_ONCE) {
          const length = Math.min(AT_ONCE, list.size - from)
          yield Float64Array.from({ length }, (_, i) => list.key(from + i))
        }
      }
      const [left, right] = [itemsOf(before, sampleKeys), itemsOf(after, sampleKeys)]
      try {
        for (let at = 0; at < list.size; at++) {
          const [was, is] = await Promise.all([left.next(), right.next()])
          if (was.done || is.done || was.value === undefined || is.value === undefined) continue
          const card = before.benchmarks.get(was.value.sample.benchmark)?.card
          const flip = card && flipOf(list.offset(at) > 0 ? 'improved' : 'regressed', was.value, is.value, card)
          if (flip !== undefined) yield flip
        }
      } finally {
        await Promise.all([left.return?.(), right.return?.()])
      }
    },
  }
}

const AT_ONCE = 1 << 16

function itemsOf({ itemsLike }: OpenedRun, sampleKeys: RunReader['sampleKeys']): AsyncIterator<RunItem | undefined> {
  if (itemsLike === undefined) throw new Error('a run on disk can be read in any order')
  return itemsLike({ sampleKeys })[Symbol.asyncIterator]()
}
