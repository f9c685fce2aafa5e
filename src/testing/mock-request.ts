import { hash } from 'node:crypto'
import { z } from 'zod'
import type { MockRequest } from './mock-options.ts'
import type { MockApi } from './mock-reply.ts'

/** Names a request by its path and whole body: a streamed reply is the same answer, and fails in the same way. */
export const hashOfRequest = (path: string, body: string): string =>
  hash('sha1', `${path}\u0000${body.replace(streaming, '')}`)

const streaming = /,"stream":true(,"stream_options":\{[^}]*\})?/

/** Undefined where it isn't JSON. */
export function parseBody(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Undefined where it is no request for an answer. */
export function readRequest(
  api: MockApi,
  body: unknown,
  requestHash: string,
  attempt: number,
): MockRequest | undefined {
  const parsed = Body.safeParse(body)
  if (!parsed.success) return undefined
  const { model, messages = [], prompt, system, response_format, tools, stream } = parsed.data
  if (api === 'completions' ? prompt === undefined : messages.length === 0) return undefined
  const texts = messages.map(({ role, content }) => ({ role, content: textOf(content) }))
  const tool = tools?.[0]
  const schema = response_format?.json_schema?.schema ?? tool?.input_schema
  return {
    model,
    messages: system ? [{ role: 'system', content: system }, ...texts] : texts,
    prompt: prompt ?? texts.findLast(({ role }) => role === 'user')?.content ?? '',
    ...(schema && { schema }),
    ...(tool && { toolName: tool.name }),
    ...(stream && { stream }),
    hash: requestHash,
    attempt,
  }
}

const textOf = (content: z.infer<typeof Content>): string =>
  typeof content === 'string' ? content : content.map(part => part.text ?? '').join('')

const Schema = z.record(z.string(), z.unknown())
const Content = z.union([z.string(), z.array(z.object({ text: z.string().optional() }))])
const Body = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: Content })).optional(),
  prompt: z.string().optional(),
  system: z.string().optional(),
  response_format: z.object({ json_schema: z.object({ schema: Schema.optional() }).optional() }).optional(),
  stream: z.literal(true).optional().catch(undefined),
  tools: z.array(z.object({ name: z.string(), input_schema: Schema })).optional(),
})
