import type OpenAI from 'openai'
import { z } from 'zod'
import type { GenerateRequest } from '../../core/provider.ts'
import type { ServerFault } from '../http/server-fault.ts'
import { droppedOf, refusedParameters, refusesLimitName } from '../refused-parameter.ts'
import { loweredLimit, tokenCeiling } from '../token-ceiling.ts'

/** What a server turned out not to take; learnt from its first refusal, then kept for all requests. */
export const Quirks = z.object({
  /** Names of parameters that are left out. */
  dropped: z.array(z.string()).default([]),
  tokenLimit: z.enum(['max_tokens', 'max_completion_tokens']),
  /** Output tokens that it gives at most, where it refused a larger limit. */
  mostTokens: z.int().positive().exactOptional(),
  /** It has refused the other name of the token limit. */
  switched: z.literal(true).exactOptional(),
})
export type Quirks = z.infer<typeof Quirks>

export function chatBody(model: string, request: GenerateRequest, quirks: Quirks, stream = false): string {
  const { messages, params, responseFormat } = request
  const fields = {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    ...sampling(request, quirks),
    ...(stream && streaming),
    ...extraOf(params.extra),
  } satisfies OpenAI.ChatCompletionCreateParams
  const body = JSON.stringify(without(fields, quirks))
  const isFree = !quirks.dropped.includes('response_format') && !Object.hasOwn(params.extra ?? {}, 'response_format')
  return responseFormat && isFree ? `${body.slice(0, -1)},"response_format":${formatText(responseFormat)}}` : body
}

export function completionBody(
  model: string,
  prompt: string,
  request: GenerateRequest,
  quirks: Quirks,
  stream = false,
): string {
  const fields = {
    model,
    prompt,
    ...sampling(request, { ...quirks, tokenLimit: 'max_tokens' }),
    ...(stream && streaming),
    ...extraOf(request.params.extra),
  } satisfies OpenAI.CompletionCreateParams
  return JSON.stringify(without(fields, quirks))
}

const streaming = { stream: true, stream_options: { include_usage: true } } as const

const without = (fields: object, { dropped }: Quirks): object =>
  dropped.length === 0 ? fields : Object.fromEntries(Object.entries(fields).filter(([name]) => !dropped.includes(name)))

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

/** What to change after a refused request, whose `body` this was; undefined where another try would be refused again. */
export function learn(
  body: string,
  request: GenerateRequest,
  quirks: Quirks,
  { status, fault }: { status: number; fault: ServerFault },
): Quirks | undefined {
  const sent = namesIn(body)
  const limit = sent.find(name => name === 'max_tokens' || name === 'max_completion_tokens')
  if (limit !== undefined && refusesLimitName(status, fault, limit)) {
    if (quirks.switched || sent.includes('prompt')) return { ...quirks, dropped: [...quirks.dropped, limit] }
    return {
      ...quirks,
      switched: true,
      tokenLimit: limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens',
    }
  }
  const ceiling = tokenCeiling(status, fault, limitOf(request, quirks))
  if (ceiling !== undefined) return { ...quirks, mostTokens: ceiling }
  const refused = refusedParameters(status, fault, sent, request)
  return refused.length > 0 ? { ...quirks, dropped: [...quirks.dropped, ...refused] } : undefined
}

/** What several requests found out, each by itself. */
export const mergeQuirks = (a: Quirks, b: Quirks): Quirks => ({
  ...a,
  ...b,
  dropped: [...new Set([...a.dropped, ...b.dropped])],
})

/** What was asked for, as the API names it, and is left out; or is less, for the token limit. */
export const missingFrom = (
  { params, responseFormat }: GenerateRequest,
  { dropped, mostTokens }: Quirks,
): { dropped?: string[] } => {
  const lowered = loweredLimit(params.maxTokens, mostTokens)
  if (dropped.length + lowered.length === 0) return {}
  return droppedOf(
    [
      ...(params.temperature !== undefined ? ['temperature'] : []),
      ...(params.topP !== undefined ? ['top_p'] : []),
      ...(params.seed !== undefined ? ['seed'] : []),
      ...(params.maxTokens !== undefined ? ['max_tokens', 'max_completion_tokens'] : []),
      ...lowered,
      ...(responseFormat !== undefined ? ['response_format'] : []),
      ...Object.keys(params.extra ?? {}),
    ],
    [...dropped, ...lowered],
  )
}

const namesIn = (body: string): string[] => Object.keys(Fields.parse(JSON.parse(body)))
const Fields = z.record(z.string(), z.unknown())

const limitOf = ({ params }: GenerateRequest, { mostTokens }: Quirks): number | undefined =>
  params.maxTokens === undefined ? undefined : Math.min(params.maxTokens, mostTokens ?? params.maxTokens)

const sampling = (request: GenerateRequest, quirks: Quirks) => sampled(request.params, limitOf(request, quirks), quirks)

const sampled = (params: GenerateRequest['params'], limit: number | undefined, { tokenLimit }: Quirks) => ({
  ...(params.temperature !== undefined && { temperature: params.temperature }),
  ...(params.topP !== undefined && { top_p: params.topP }),
  ...(limit !== undefined && { [tokenLimit]: limit }),
  ...(params.seed !== undefined && { seed: params.seed }),
})

/** `--param` passes anything through but what names the request itself. */
export function extraOf(extra: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  if (!extra) return {}
  return Object.fromEntries(Object.entries(extra).filter(([key]) => !reserved.has(key)))
}

const reserved = new Set(['model', 'messages', 'prompt', 'stream', 'stream_options', 'system'])
