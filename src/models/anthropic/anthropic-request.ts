import type Anthropic from '@anthropic-ai/sdk'
import type { GenerateRequest } from '../../core/provider.ts'
import { ProviderError } from '../../core/provider-error.ts'
import { extraOf } from '../openai/openai-request.ts'
import { droppedOf } from '../refused-parameter.ts'
import { loweredLimit } from '../token-ceiling.ts'

/** The API has no default of its own for the length of an answer. */
export const defaultMaxTokens = 4096

/** Body of a Messages request: system messages lifted out, a closed answer shape as a tool that must be called. */
export function messagesBody(
  model: string,
  { messages, prompt, params, responseFormat }: GenerateRequest,
  dropped: readonly string[] = [],
  stream = false,
  mostTokens = Number.POSITIVE_INFINITY,
): string {
  if (prompt !== undefined)
    throw new ProviderError('no-raw-completions', `anthropic/${model} does not support raw completions`, {
      action: 'stop',
      hint: 'Use the default, chat, for --api and --judge-api with this model.',
    })
  const { maxTokens = defaultMaxTokens, temperature, topP, extra } = params
  const system = messages.flatMap(({ role, content }) => (role === 'system' ? [content] : [])).join('\n\n')
  const forced = responseFormat !== undefined && !extra?.['thinking'] && !dropped.includes('tool_choice')
  const keep = (name: string): boolean => !dropped.includes(name)
  return JSON.stringify({
    model,
    max_tokens: Math.min(maxTokens, mostTokens),
    ...(system && { system }),
    messages: messages.flatMap(({ role, content }) => (role === 'system' ? [] : [{ role, content }])),
    ...(temperature !== undefined && keep('temperature') && { temperature }),
    ...(topP !== undefined && keep('top_p') && { top_p: topP }),
    // A model that thinks can't be made to call a tool; the reader parses strictly all the same.
    ...(forced && {
      tools: [
        {
          name: responseFormat.name,
          description: 'Gives the answer.',
          input_schema: { ...responseFormat.schema, type: 'object' },
        },
      ],
      tool_choice: { type: 'tool', name: responseFormat.name, disable_parallel_tool_use: true },
    }),
    ...(stream && { stream }),
    ...Object.fromEntries(Object.entries(extraOf(extra)).filter(([name]) => keep(name))),
  } satisfies Anthropic.MessageCreateParams)
}

/** What was asked for, as the API names it, and is left out; or is less, for the token limit. */
export function missingFromMessage(
  { params, responseFormat }: GenerateRequest,
  dropped: readonly string[],
  mostTokens?: number,
): { dropped?: string[] } {
  const lowered = loweredLimit(params.maxTokens, mostTokens)
  if (dropped.length + lowered.length === 0) return {}
  return droppedOf(
    [
      ...(params.temperature !== undefined ? ['temperature'] : []),
      ...(params.topP !== undefined ? ['top_p'] : []),
      ...lowered,
      ...(responseFormat !== undefined ? ['tool_choice'] : []),
      ...Object.keys(params.extra ?? {}),
    ],
    [...dropped, ...lowered],
  )
}
