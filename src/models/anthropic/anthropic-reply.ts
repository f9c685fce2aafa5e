import { z } from 'zod'
import type { Completion } from '../../core/completion.ts'
import { toFinishReason } from '../finish-reason.ts'
import type { HttpReply } from '../http/http-reply.ts'
import { describeBody, parseJson } from '../http/server-fault.ts'

/** A message as a completion; a string says what was there instead. `answerTool` is the tool whose input is the answer. */
export function readMessage(reply: HttpReply, model: string, answerTool: string | undefined): Completion | string {
  const parsed = Body.safeParse(parseJson(reply.body))
  if (!parsed.success) return describeBody(reply.body)
  const { content, stop_reason, usage } = parsed.data
  const join = (read: (block: Block) => string | undefined): string => content.map(block => read(block) ?? '').join('')
  const answer = content.find(({ type, name }) => type === 'tool_use' && name === answerTool)
  const reasoning = join(({ type, thinking }) => (type === 'thinking' ? thinking : undefined))
  const inputs = [usage?.input_tokens, usage?.cache_creation_input_tokens, usage?.cache_read_input_tokens]
  const thought = usage?.output_tokens_details?.thinking_tokens
  return {
    text: answer ? JSON.stringify(answer.input) : join(({ type, text }) => (type === 'text' ? text : undefined)),
    ...(reasoning && { reasoning }),
    finishReason: answer && stop_reason === 'tool_use' ? 'stop' : toFinishReason(stop_reason),
    usage: {
      // The API counts cached input apart; it was read all the same.
      ...(usage?.input_tokens != null && { inputTokens: inputs.reduce<number>((sum, count) => sum + (count ?? 0), 0) }),
      ...(usage?.output_tokens != null && { outputTokens: usage.output_tokens }),
      ...(thought != null && { reasoningTokens: thought }),
    },
    servedModel: parsed.data.model ?? model,
    latencyMs: reply.latencyMs,
  }
}

const Count = z.int().nonnegative().nullish()
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
  usage: z
    .object({
      input_tokens: Count,
      output_tokens: Count,
      cache_creation_input_tokens: Count,
      cache_read_input_tokens: Count,
      output_tokens_details: z.object({ thinking_tokens: Count }).nullish(),
    })
    .nullish()
    .catch(undefined),
})
