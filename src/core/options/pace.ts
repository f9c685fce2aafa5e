import { count, either, flag, oneOf, positive, share, text } from '../field.ts'
import { under } from '../option.ts'

const option = under('Pace and limits')

export const concurrency = either(oneOf('auto'), count)

export const maxErrors = option(
  '<share>',
  share,
  'stop if more than this share of the requests to models and judges fails, unreadable judgments included (default 5%)',
)

export const paceOptions = {
  concurrency: option('<n>', concurrency, 'requests in flight, or auto (default auto)'),
  rpm: option('<n>', positive, 'requests per minute (default: no limit)'),
  tpm: option('<n>', positive, 'tokens per minute (default: no limit)'),
  stream: option(
    '<how>',
    oneOf('auto', 'on', 'off'),
    'stream replies, which avoids the idle timeouts of gateways: auto, on or off (default auto: on for chat)',
  ),
  timeout: option('<s>', positive, 'seconds per request (default 600)'),
  idleTimeout: option(
    '<s>',
    positive,
    'seconds without a byte before a request is repeated (default: no limit, 120 within a stream)',
  ),
  hedge: option(
    '<s>',
    either(oneOf('p95'), positive),
    'send a duplicate after N seconds (or p95) and keep the first reply (default: never)',
  ),
  onRateLimit: option(
    '<what>',
    oneOf('wait', 'fail'),
    'what to do after HTTP 429 (rate limit): wait or fail (default wait)',
  ),
  batch: option(
    '[stage]',
    either(flag, oneOf('all', 'model', 'judge')),
    'use the provider’s batch service for all, model or judge requests (default: off; all if no stage is given)',
  ),
  maxErrors,
  maxUnscored: option(
    '<share>',
    share,
    'largest accepted share of answers without a score; above it, the exit code is 3 (default 50%)',
  ),
  budgetUsd: option('<x>', positive, 'stop after spending X dollars, judges included (resumable; default: no limit)', {
    kept: 'budget.usd',
    resumed: ({ first }) => first.budget?.usd,
  }),
  budgetTokens: option('<n>', count, 'stop after N tokens, judges included (resumable; default: no limit)', {
    kept: 'budget.tokens',
    resumed: ({ first }) => first.budget?.tokens,
  }),
  prices: option('<file>', text, 'price list by model REF (default: the list included in xeval)', {
    completes: 'file',
    kept: 'prices',
  }),
}
