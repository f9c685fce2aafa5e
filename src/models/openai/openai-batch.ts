import { z } from 'zod'
import type { BatchDialect, GenerateRequest, Reply } from '../../core/provider.ts'
import { ProviderError } from '../../core/provider-error.ts'
import { type FailureContext, requestIdOf } from '../http/http-failure.ts'
import { completionIn, readReply } from '../http/read-reply.ts'
import { findCompletion } from './openai-reply.ts'
import { chatBody, completionBody, learn, missingFrom, Quirks } from './openai-request.ts'

export interface OpenAIDialect {
  openService?: NonNullable<BatchDialect['openService']>
  context: FailureContext
  /** The raw prompt of a request, where it goes to the completions API. */
  raw(request: GenerateRequest): string | undefined
  quirks: Quirks
}

/**
 * Lines of OpenAI's Batch API (https://platform.openai.com/docs/guides/batch), which `vllm run-batch` and others read
 * too. A failed line may stand in the output or in an error file; vLLM writes its errors among the answers.
 */
export function openaiDialect({ openService, context, raw, quirks: first }: OpenAIDialect): BatchDialect {
  let quirks = first
  return {
    ...(openService && { openService }),
    get quirks() {
      return JSON.stringify(quirks)
    },
    set quirks(kept) {
      quirks = Quirks.parse(JSON.parse(kept))
    },
    path: request => (raw(request) === undefined ? '/v1/chat/completions' : '/v1/completions'),
    body(request) {
      const prompt = raw(request)
      const { model } = context
      return prompt === undefined ? chatBody(model, request, quirks) : completionBody(model, prompt, request, quirks)
    },
    line: (customId, path, body) =>
      `{"custom_id":${JSON.stringify(customId)},"method":"POST","url":${JSON.stringify(path)},"body":${body}}`,
    read(line, request, latencyMs): Reply {
      const { response, error } = Line.parse(line)
      if (!response) throw notDone(error)
      const reply = {
        url: 'the batch',
        status: response.status_code,
        headers: response.request_id ? { 'x-request-id': response.request_id } : {},
        body: JSON.stringify(response.body ?? { error }),
        latencyMs,
      }
      const reading = readReply(reply, found => findCompletion(found, reply, context.model))
      const prompt = raw(request)
      const sent =
        prompt === undefined
          ? chatBody(context.model, request, quirks)
          : completionBody(context.model, prompt, request, quirks)
      const learnt = reading.kind === 'refused' ? learn(sent, request, quirks, reading) : undefined
      if (learnt) {
        quirks = learnt
        throw new ProviderError('batch-quirk', 'the server refuses an optional field', { action: 'retry' })
      }
      const completion = completionIn(reading, reply, context)
      return {
        completion: { ...completion, ...missingFrom(request, quirks) },
        status: reply.status,
        ...requestIdOf(reply),
      }
    },
  }
}

/** A line without a response: expired, cancelled, or failed before it reached a model. */
function notDone(error: z.infer<typeof Fault>): ProviderError {
  const { code, message } = typeof error === 'object' && error !== null ? error : { code: undefined, message: error }
  const name = typeof code === 'string' ? code.replaceAll('_', '-') : 'batch-line-failed'
  return new ProviderError(name, `the batch has no answer to this request: ${message ?? 'no reason was given'}`, {
    action: 'retry',
  })
}

const Fault = z.union([z.string(), z.object({ code: z.unknown(), message: z.string().nullish() })]).nullish()
const Line = z.object({
  response: z.object({ status_code: z.int(), request_id: z.string().nullish(), body: z.unknown() }).nullish(),
  error: Fault,
})
