import type { ScoredRun } from './scored-run.ts'
import type { ScoredSample } from './scored-sample.ts'

/**
 * A run whose scores are read once for several readers, each of which sees them all. They go in step: the next sample is read when every
 * reader has had the last one, so that nothing waits in memory. A reader that stops early holds nobody up.
 */
export function shareScores(run: ScoredRun, readers: number, onSample: (sample: ScoredSample) => void): ScoredRun[] {
  const source = run.scores()[Symbol.asyncIterator]()
  const waiting = new Map<number, (result: IteratorResult<ScoredSample>) => void>()
  const failing = new Map<number, (error: unknown) => void>()
  const active = new Set(Array.from({ length: readers }, (_, i) => i))
  let isReading = false

  /** Reads on once all that are still there ask for more. */
  async function advance(): Promise<void> {
    if (isReading || active.size === 0 || waiting.size < active.size) return
    isReading = true
    const asking = [...waiting.keys()]
    try {
      const next = await source.next()
      if (next.done !== true) onSample(next.value)
      isReading = false
      for (const reader of asking) settle(waiting, reader)?.(next)
    } catch (error) {
      isReading = false
      for (const reader of asking) settle(failing, reader)?.(error)
    }
  }

  function settle<T>(of: Map<number, T>, reader: number): T | undefined {
    const found = of.get(reader)
    waiting.delete(reader)
    failing.delete(reader)
    return found
  }

  async function leave(reader: number): Promise<void> {
    active.delete(reader)
    if (active.size === 0) await source.return?.()
    else await advance()
  }

  const read = (reader: number): AsyncIterable<ScoredSample> => ({
    [Symbol.asyncIterator]: () => ({
      next: () =>
        new Promise((resolve, reject) => {
          waiting.set(reader, resolve)
          failing.set(reader, reject)
          void advance()
        }),
      async return() {
        await leave(reader)
        return { done: true, value: undefined }
      },
    }),
  })
  return Array.from(active, reader => ({ ...run, scores: () => read(reader) }))
}
