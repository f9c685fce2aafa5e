import type OpenAI from 'openai'
import { z } from 'zod'
import type { GenerateRequest } from '../../core/provider.ts'
import type { ServerFault } from '../http/http-failure.ts'

/** What a server turned out not to take; learnt from its first refusal, then kept for all requests. */
export const Quirks = z.object({
  /** `response_format` was refused: the schema is not sent, and the reader parses strictly all the same. */
  noResponseFormat: z.boolean(),
  tokenLimit: z.enum(['max_tokens', 'max_completion_tokens']),
})
export type Quirks = z.infer<typeof Quirks>

export function chatBody(model: string, request: GenerateRequest, quirks: Quirks): string {
  const { messages, params, responseFormat } = request
  const body = JSON.stringify({
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    ...sampling(request, quirks),
    ...extraOf(params.extra),
  } satisfies OpenAI.ChatCompletionCreateParamsNonStreaming)
  if (responseFormat === undefined || quirks.noResponseFormat || Object.hasOwn(params.extra ?? {}, 'response_format'))
    return body
  return `${body.slice(0, -1)},"response_format":${formatText(responseFormat)}}`
}

type Format = NonNullable<GenerateRequest['responseFormat']>

const formats = new WeakMap<Format, string>()

/** A judge's answer shape is the same for all its requests: written once. */
function formatText(format: Format): string {
  const known = formats.get(format)
  if (known !== undefined) return known
  const { name, schema } = format
  const made = JSON.stringify({
    type: 'json_schema',
    json_schema: { name, schema: { ...schema }, strict: true },
  } satisfies OpenAI.ChatCompletionCreateParamsNonStreaming['response_format'])
  formats.set(format, made)
  return made
}

export const completionBody = (model: string, prompt: string, request: GenerateRequest): string =>
  JSON.stringify({
    model,
    prompt,
    ...sampling(request, { noResponseFormat: true, tokenLimit: 'max_tokens' }),
    ...extraOf(request.params.extra),
  } satisfies OpenAI.CompletionCreateParamsNonStreaming)

/** What to change after a refused request; undefined where another try would be refused again. */
export function learn(request: GenerateRequest, quirks: Quirks, fault: ServerFault): Quirks | undefined {
  const { message } = fault
  if (request.responseFormat && !quirks.noResponseFormat && /response_format|json_schema/i.test(message))
    return { ...quirks, noResponseFormat: true }
  if (
    request.params.maxTokens !== undefined &&
    quirks.tokenLimit === 'max_tokens' &&
    /max_completion_tokens/.test(message)
  )
    return { ...quirks, tokenLimit: 'max_completion_tokens' }
  return undefined
}

const sampling = ({ params }: GenerateRequest, { tokenLimit }: Quirks) => ({
  ...(params.temperature !== undefined && { temperature: params.temperature }),
  ...(params.topP !== undefined && { top_p: params.topP }),
  ...(params.maxTokens !== undefined && { [tokenLimit]: params.maxTokens }),
  ...(params.seed !== undefined && { seed: params.seed }),
})

/** `--param` passes anything through but what names the request itself. */
export function extraOf(extra: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  if (!extra) return {}
  return Object.fromEntries(Object.entries(extra).filter(([key]) => !reserved.has(key)))
}

const reserved = new Set(['model', 'messages', 'prompt', 'stream', 'system'])
