import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/**
 * Millions of records that are soon forgotten would let V8's nursery grow by a hundred megabytes and gain nothing by it
 * (measured with bench/compare-scale.ts): from here on it stays as large as it is.
 */
export const holdNursery = (): void => setFlagsFromString('--semi-space-growth-factor=1')

/** Of both halves. What is in flight has to fit in one, or it is moved to the old generation and costs more there. */
const NURSERY = 16 * 2 ** 20

/**
 * V8 would optimise undici's HTTP parser, which is one huge function of WebAssembly: that takes up to 40 MB, which the
 * allocator keeps, to win less than its compilation costs.
 */
const lightParser = ['--liftoff-only', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering']

/**
 * For a run, of which little lives for longer than a request: the nursery is held at 16 MB, and the rest collected whenever it has
 * doubled. One thread collects the nursery: several spend more on sharing a millisecond's work than they save. No limit is set,
 * so that nothing fails that needs more.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=100')
  setFlagsFromString('--no-parallel-scavenge')
  for (const flag of lightParser) setFlagsFromString(flag)
  const timer = setInterval(() => {
    const nursery = getHeapSpaceStatistics().find(space => space.space_name === 'new_space')
    if (nursery === undefined || nursery.space_size < NURSERY) return
    holdNursery()
    clearInterval(timer)
  }, 20).unref()
}
