import { setTimeout as sleep } from 'node:timers/promises'
import { ProviderError } from '../core/provider-error.ts'
import { defaultRetry, waitMs } from '../exec/request.ts'

const TRIES = 8

/** Calls a service, and again while the failure is one that passes. What was paid for waits at the provider meanwhile. */
export async function patiently<T>(signal: AbortSignal, act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await act()
    } catch (error) {
      if (signal.aborted) throw signal.reason
      if (!ProviderError.is(error) || error.action !== 'retry' || tries >= TRIES) throw error
      await sleep(waitMs(defaultRetry, tries, error.retryAfterMs), undefined, { signal })
    }
  }
}
