import type { Model } from '../core/provider.ts'
import { makeLimiter } from '../engine/limiter.ts'
import { defaultRetry, type Endpoint } from '../engine/request.ts'
import type { Settings } from './settings.ts'

/** Requests in flight at most, where `auto` may grow to. */
export const MAX_CONCURRENCY = 200

/** The rest of the settings may come with it. */
type Pace = Pick<Settings, 'rpm' | 'tpm' | 'onRateLimit'> & { concurrency: number | 'auto' }

/** A model with its pace. One in this process gains nothing from many requests at once. */
export const endpointOf = (model: Model, { concurrency, rpm, tpm, onRateLimit }: Pace): Endpoint => ({
  model,
  limiter: makeLimiter({
    concurrency: paceOf(model, concurrency),
    max: MAX_CONCURRENCY,
    ...(rpm !== undefined && { rpm }),
    ...(tpm !== undefined && { tpm }),
  }),
  retry: { ...defaultRetry, ...(onRateLimit !== undefined && { onRateLimit }) },
})

function paceOf({ local, parallel }: Model, wanted: Pace['concurrency']): Pace['concurrency'] {
  const given = local && wanted === 'auto' ? 16 : wanted
  return parallel === undefined ? given : Math.min(parallel, given === 'auto' ? parallel : given)
}

export const connectionsOf = (concurrency: number | 'auto' | undefined): number =>
  typeof concurrency === 'number' ? concurrency : MAX_CONCURRENCY
