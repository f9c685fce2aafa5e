import { setTimeout as sleep } from 'node:timers/promises'
import { type PassOptions, passOnce } from './batch-pass.ts'

/**
 * Generates and judges through batches until nothing is left: park what is missing, submit it, wait for any batch to end,
 * record what it brought, and park what follows from that. Resolves when all is done or `stopping` was heeded; batches
 * that are still open then go on at the provider, for a resume to collect.
 */
export async function runInBatches(options: PassOptions): Promise<void> {
  const { arms, stopping, signal } = options
  const isOpen = (): boolean => arms.some(({ batches }) => batches.open > 0)
  // What ended while nobody looked comes first, so that less is parked.
  if (isOpen()) await Promise.all(arms.map(({ batches }) => batches.collect(signal)))
  for (;;) {
    await passOnce(options)
    if (stopping.aborted) return
    await Promise.all(arms.map(({ batches }) => batches.submit(signal)))
    if (!isOpen()) return
    await waitForOne(options)
    if (stopping.aborted) return
  }
}

const FIRST_MS = 250
const LAST_MS = 60_000

/** Asks ever more seldom, up to once a minute: a batch that takes long is not hurried by it. */
async function waitForOne({ arms, stopping, signal }: PassOptions): Promise<void> {
  const start = performance.now()
  const either = AbortSignal.any([stopping, signal])
  while (!either.aborted) {
    const elapsed = performance.now() - start
    await sleep(Math.min(LAST_MS, Math.max(FIRST_MS, elapsed / 20)), undefined, { signal: either }).catch(
      () => undefined,
    )
    if (either.aborted) break
    const ended = await Promise.all(arms.map(({ batches }) => batches.collect(signal)))
    if (ended.some(count => count > 0)) return
    // A batch that was put off may go now.
    await Promise.all(arms.map(({ batches }) => batches.submit(signal)))
  }
  if (signal.aborted) throw signal.reason
}
