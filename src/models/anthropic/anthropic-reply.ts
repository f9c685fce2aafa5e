import { z } from 'zod'
import { endOf, toFinishReason } from '../finish-reason.ts'
import { isErrorBody } from '../http/error-body.ts'
import type { HttpReply } from '../http/http-reply.ts'
import type { Found } from '../http/read-reply.ts'
import { faultOf } from '../http/server-fault.ts'
import { believable, toUsage } from '../usage.ts'

/** What the body of a message holds: an answer that is whole or withheld, a part of one, an error. `answerTool` is the tool whose input is the answer. */
export function findMessage(
  body: unknown,
  { latencyMs, ttftMs }: Pick<HttpReply, 'latencyMs' | 'ttftMs'>,
  model: string,
  answerTool: string | undefined,
): Found {
  const parsed = Body.safeParse(body)
  if (!parsed.success) return isErrorBody(body) ? { kind: 'error', body } : { kind: 'unreadable', what: '' }
  const { content, stop_reason, stop_details, error } = parsed.data
  const join = (read: (block: Block) => string | undefined): string => content.map(block => read(block) ?? '').join('')
  const answer = content.find(({ type, name }) => type === 'tool_use' && name === answerTool)
  const reasoning = join(({ type, thinking }) => (type === 'thinking' ? thinking : undefined))
  const usage = usageOf(parsed.data.usage)
  if (error != null) {
    const { message } = faultOf({ error }, () => 'an error without a message')
    return content.length === 0 ? { kind: 'error', body: { error } } : { kind: 'broken', why: message, usage }
  }
  const finishReason = answer && stop_reason === 'tool_use' ? 'stop' : toFinishReason(stop_reason)
  if (finishReason === undefined) return { kind: 'broken', why: `it ended with "${stop_reason}"`, usage }
  const text = answer ? JSON.stringify(answer.input) : join(({ type, text }) => (type === 'text' ? text : undefined))
  return {
    kind: 'answer',
    completion: {
      text,
      ...(reasoning && { reasoning }),
      finishReason,
      ...endOf(stop_reason),
      ...(finishReason === 'content-filter' && stop_details?.explanation && { withheld: stop_details.explanation }),
      usage: believable(usage, { text, reasoning }),
      servedModel: parsed.data.model ?? model,
      latencyMs,
      ...(ttftMs !== undefined && { ttftMs }),
    },
  }
}

function usageOf(usage: z.infer<typeof Body>['usage']) {
  const inputs = [usage?.input_tokens, usage?.cache_creation_input_tokens, usage?.cache_read_input_tokens]
  return toUsage({
    // The API counts cached input apart; it was read all the same.
    input: usage?.input_tokens == null ? undefined : inputs.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    output: usage?.output_tokens,
    reasoning: usage?.output_tokens_details?.thinking_tokens,
  })
}

const Count = z.int().nonnegative().nullish().catch(undefined)
const Block = z.object({
  type: z.string(),
  text: z.string().optional(),
  thinking: z.string().optional(),
  name: z.string().optional(),
  input: z.unknown().optional(),
})
type Block = z.infer<typeof Block>
const Body = z.object({
  type: z.literal('message'),
  model: z.string().optional(),
  content: z.array(Block),
  stop_reason: z.string().nullish(),
  stop_details: z.object({ explanation: z.string().nullish() }).nullish().catch(undefined),
  /** Of a stream that failed under way. */
  error: z.unknown().optional(),
  usage: z
    .object({
      input_tokens: Count,
      output_tokens: Count,
      cache_creation_input_tokens: Count,
      cache_read_input_tokens: Count,
      output_tokens_details: z.object({ thinking_tokens: Count }).nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
})
