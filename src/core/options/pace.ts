import { count, either, flag, oneOf, positive, share, text } from '../field.ts'
import { under } from '../option.ts'

const option = under('Pace and limits')

export const concurrency = either(oneOf('auto'), count)

export const maxErrors = option(
  '<share>',
  share,
  'largest share of failures of models and judges, unreadable judgments included (default 5%)',
)

export const paceOptions = {
  concurrency: option('<n>', concurrency, 'requests in flight, or auto (default auto)'),
  rpm: option('<n>', positive, 'requests per minute (default: no limit)'),
  tpm: option('<n>', positive, 'tokens per minute (default: no limit)'),
  stream: option(
    '<how>',
    oneOf('auto', 'on', 'off'),
    'replies token by token, which outlive the idle limits of gateways: auto, on or off (default auto: on for chat)',
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
  onRateLimit: option('<what>', oneOf('wait', 'fail'), 'wait or fail when a server limits the rate (default wait)'),
  batch: option(
    '[stage]',
    either(flag, oneOf('all', 'model', 'judge')),
    'use the provider’s batch service for all, model or judge requests (default: not at all; all if no stage is given)',
  ),
  maxErrors,
  maxUnscored: option('<share>', share, 'largest share of answers without a score (default 50%)'),
  budgetUsd: option('<x>', positive, 'stop after spending X dollars, judges included (resumable; default: no limit)', {
    kept: 'budget.usd',
    resumed: ({ first }) => first.budget?.usd,
  }),
  budgetTokens: option('<n>', count, 'stop after N tokens, judges included (resumable; default: no limit)', {
    kept: 'budget.tokens',
    resumed: ({ first }) => first.budget?.tokens,
  }),
  prices: option('<file>', text, 'price list by model REF (default: the list that comes with xeval)', {
    completes: 'file',
    kept: 'prices',
  }),
}
