import { z } from 'zod'
import type { BatchDialect } from '../../core/provider.ts'
import { ProviderError } from '../../core/provider-error.ts'
import type { Endpoint } from '../http/endpoint.ts'
import type { FailureContext } from '../http/http-failure.ts'
import { completionIn, readReply } from '../http/read-reply.ts'
import { findMessage } from './anthropic-reply.ts'
import { messagesBody } from './anthropic-request.ts'

/** Requests and results of Anthropic's Message Batches (https://docs.claude.com/en/docs/build-with-claude/batch-processing). */
export function anthropicDialect(context: FailureContext, endpoint: Endpoint): BatchDialect {
  const { model } = context
  return {
    openService: async ({ timeoutMs }) =>
      (await import('./anthropic-batch-service.ts')).openAnthropicService(endpoint, timeoutMs),
    quirks: '{}',
    path: () => '/v1/messages',
    body: request => messagesBody(model, request),
    line: (customId, _, body) => `{"custom_id":${JSON.stringify(customId)},"params":${body}}`,
    read(line, request, latencyMs) {
      const { result } = Line.parse(line)
      const reply = { url: 'the batch', status: 200, headers: {}, latencyMs }
      if (result.type === 'succeeded') {
        const whole = { ...reply, body: JSON.stringify(result.message) }
        const reading = readReply(whole, found => findMessage(found, whole, model, request.responseFormat?.name))
        return { completion: completionIn(reading, whole, context), status: 200 }
      }
      if (result.type === 'errored') {
        const status = statuses[result.error.error.type] ?? 500
        const whole = { ...reply, status, body: JSON.stringify(result.error) }
        const reading = readReply(whole, () => ({ kind: 'unreadable', what: '' }))
        return { completion: completionIn(reading, whole, context), status }
      }
      throw new ProviderError(`batch-${result.type}`, `the batch has no answer to this request: ${result.type}`, {
        action: 'retry',
      })
    },
  }
}

/** https://docs.claude.com/en/api/errors */
const statuses: Record<string, number | undefined> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
}

const Line = z.object({
  result: z.discriminatedUnion('type', [
    z.object({ type: z.literal('succeeded'), message: z.unknown() }),
    z.object({
      type: z.literal('errored'),
      error: z.looseObject({ error: z.looseObject({ type: z.string() }) }),
    }),
    z.object({ type: z.literal('canceled') }),
    z.object({ type: z.literal('expired') }),
  ]),
})
