import { z } from 'zod'
import type { BatchConnection, BatchDialect, GenerateRequest, Reply } from '../../core/provider.ts'
import { ProviderError } from '../../core/provider-error.ts'
import { badReply, type FailureContext, requestIdOf, statusFailure } from '../http/http-failure.ts'
import { isContentFilter, readFault } from '../http/server-fault.ts'
import { filteredCompletion, readCompletion } from './openai-reply.ts'
import { chatBody, completionBody, learn, Quirks } from './openai-request.ts'

export interface OpenAIDialect {
  service: 'openai' | 'files'
  context: FailureContext
  connection?: BatchConnection
  /** The raw prompt of a request, where it goes to the completions API. */
  raw(request: GenerateRequest): string | undefined
  quirks: Quirks
}

/**
 * Lines of OpenAI's Batch API (https://platform.openai.com/docs/guides/batch), which `vllm run-batch` and others read
 * too. A failed line may stand in the output or in an error file; vLLM writes its errors among the answers.
 */
export function openaiDialect({ service, context, connection, raw, quirks: first }: OpenAIDialect): BatchDialect {
  let quirks = first
  return {
    service,
    ...(connection && { connection }),
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
      return prompt === undefined ? chatBody(model, request, quirks) : completionBody(model, prompt, request)
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
      const about = { status: reply.status, ...requestIdOf(reply) }
      if (reply.status === 200) {
        const completion = readCompletion(reply, context.model)
        if (typeof completion === 'string') throw badReply(reply, completion, context)
        return { completion, ...about }
      }
      const fault = readFault(reply)
      if (reply.status < 500 && isContentFilter(fault))
        return { completion: filteredCompletion(context.model, latencyMs), ...about }
      const learnt = reply.status === 400 || reply.status === 422 ? learn(request, quirks, fault) : undefined
      if (!learnt) throw statusFailure(reply, fault, context)
      quirks = learnt
      throw new ProviderError('batch-quirk', 'the server refuses a field that can be left out', { action: 'retry' })
    },
  }
}

/** A line without a response: expired, cancelled, or failed before it reached a model. */
function notDone(error: z.infer<typeof Fault>): ProviderError {
  const { code, message } = typeof error === 'object' && error !== null ? error : { code: undefined, message: error }
  const name = typeof code === 'string' ? code.replaceAll('_', '-') : 'batch-line-failed'
  return new ProviderError(name, `the batch gave no answer to this request: ${message ?? 'no reason was given'}`, {
    action: 'retry',
  })
}

const Fault = z.union([z.string(), z.object({ code: z.unknown(), message: z.string().nullish() })]).nullish()
const Line = z.object({
  response: z.object({ status_code: z.int(), request_id: z.string().nullish(), body: z.unknown() }).nullish(),
  error: Fault,
})
