import { makeRng, shuffle } from '../core/rng.ts'
import { answerOf } from './mock-answer.ts'
import { chanceOf } from './mock-chance.ts'
import type { MockOptions } from './mock-options.ts'
import { type MockApi, renderReply } from './mock-reply.ts'
import { hashOfRequest, readRequest } from './mock-request.ts'
import type { MockCounters } from './mock-stats.ts'

/** What became of one line of a batch. */
export type LineResult =
  | { customId: string; kind: 'succeeded'; reply: unknown }
  | { customId: string; kind: 'failed' | 'expired' }

/** Works a batch off, in an order of chance; a line's fate depends on its request and on how often it has come. */
export function workBatch(
  api: MockApi,
  path: string,
  lines: readonly { customId: string; body: unknown }[],
  options: MockOptions,
  counters: MockCounters,
): LineResult[] {
  counters.stats.batches++
  counters.stats.batchLines += lines.length
  const { failRate = 0, expireRate = 0 } = options.batch ?? {}
  const results = lines.map(({ customId, body }): LineResult => {
    const hash = hashOfRequest(path, JSON.stringify(body))
    const request = readRequest(api, body, hash, counters.ask(hash))
    const { batch } = chanceOf(options, hash, request?.attempt ?? 1)
    if (!request || batch < failRate) return { customId, kind: 'failed' }
    if (batch < failRate + expireRate) return { customId, kind: 'expired' }
    counters.answer(hash)
    return {
      customId,
      kind: 'succeeded',
      reply: JSON.parse(renderReply(api, request, answerOf(options, request), undefined)),
    }
  })
  return shuffle(results, makeRng('batch', options.seed ?? 1, counters.stats.batches))
}
