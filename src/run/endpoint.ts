import type { ReasoningTags } from '../core/answer/marks.ts'
import type { Model } from '../core/provider.ts'
import { makeHedge } from '../exec/hedge.ts'
import { makeLimiter } from '../exec/limiter.ts'
import { defaultRetry, type Endpoint } from '../exec/request.ts'
import type { Context } from './context.ts'
import type { Settings } from './settings.ts'

/** Requests in flight at most, where `auto` may grow to. */
export const MAX_CONCURRENCY = 200

/** The rest of the settings may come with it. */
type Pace = Pick<Settings, 'rpm' | 'tpm' | 'onRateLimit' | 'hedge' | 'reasoningTags'> & { concurrency: number | 'auto' }

/** A model with its pace. One in this process gains nothing from many requests at once. */
export const endpointOf = (
  model: Model,
  { concurrency, rpm, tpm, onRateLimit, hedge, reasoningTags }: Pace,
  { onEvent }: Context,
): Endpoint => ({
  model,
  limiter: makeLimiter({
    concurrency: paceOf(model, concurrency),
    max: MAX_CONCURRENCY,
    ...(rpm !== undefined && { rpm }),
    ...(tpm !== undefined && { tpm }),
    onPause(ms, asked) {
      const notice = { code: 'rate-limited' as const, model: model.ref, ms, ...(asked > ms && { asked }) }
      if (ms >= LONG_MS) onEvent({ type: 'notice', notice })
    },
    onStuck: ms => onEvent({ type: 'notice', notice: { code: 'only-rate-limits', model: model.ref, ms } }),
  }),
  retry: { ...defaultRetry, ...(onRateLimit !== undefined && { onRateLimit }) },
  ...(reasoningTags !== undefined && { reasoningTags: reasoningTags.map(tagsOf) }),
  ...(hedge !== undefined && !model.local && { hedge: makeHedge(hedge === 'p95' ? hedge : hedge * 1000) }),
})

function tagsOf(pair: string): ReasoningTags {
  const comma = pair.indexOf(',')
  return { open: pair.slice(0, comma).trim(), close: pair.slice(comma + 1).trim() }
}

/** A shorter pause is nobody's concern. */
const LONG_MS = 5000

function paceOf({ local, parallel }: Model, wanted: Pace['concurrency']): Pace['concurrency'] {
  const given = local && wanted === 'auto' ? 16 : wanted
  return parallel === undefined ? given : Math.min(parallel, given === 'auto' ? parallel : given)
}

export const connectionsOf = (concurrency: number | 'auto' | undefined): number =>
  typeof concurrency === 'number' ? concurrency : MAX_CONCURRENCY
