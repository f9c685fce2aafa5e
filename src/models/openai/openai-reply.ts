import { z } from 'zod'
import type { Completion, Usage } from '../../core/completion.ts'
import { toFinishReason } from '../finish-reason.ts'
import type { HttpReply } from '../http/http-reply.ts'
import { describeBody, parseJson } from '../http/server-fault.ts'
import { splitReasoning } from '../reasoning.ts'

/** A chat or raw completion; a string says what was there instead. */
export function readCompletion(reply: HttpReply, model: string): Completion | string {
  const parsed = Body.safeParse(parseJson(reply.body))
  if (!parsed.success) return describeBody(reply.body)
  const { choices, usage } = parsed.data
  const choice = choices[0]
  if (!choice) return 'an empty list of choices'
  const { message } = choice
  const answer = message ? textOf(message.content) || (message.refusal ?? '') : (choice.text ?? '')
  const reasoning = message?.reasoning_content || textOf(message?.reasoning)
  const split = reasoning ? { text: answer, reasoning } : splitReasoning(answer)
  return {
    ...split,
    finishReason: toFinishReason(choice.finish_reason),
    usage: usage ? usageOf(usage) : {},
    servedModel: parsed.data.model ?? model,
    latencyMs: reply.latencyMs,
  }
}

/** What a filter left of an answer: nothing, and why. */
export const filteredCompletion = (model: string, latencyMs: number): Completion => ({
  text: '',
  finishReason: 'content-filter',
  usage: {},
  servedModel: model,
  latencyMs,
})

const textOf = (content: z.infer<typeof Content>): string => {
  if (typeof content === 'string') return content
  return (content ?? []).map(part => part.text ?? part.refusal ?? '').join('')
}

const usageOf = (usage: z.infer<typeof Tokens>): Usage => ({
  ...(usage.prompt_tokens != null && { inputTokens: usage.prompt_tokens }),
  ...(usage.completion_tokens != null && { outputTokens: usage.completion_tokens }),
  ...(usage.completion_tokens_details?.reasoning_tokens != null && {
    reasoningTokens: usage.completion_tokens_details.reasoning_tokens,
  }),
})

const Part = z.object({ text: z.string().optional(), refusal: z.string().optional() })
const Content = z.union([z.string(), z.array(Part)]).nullish()
const Count = z.int().nonnegative().nullish()
const Tokens = z.object({
  prompt_tokens: Count,
  completion_tokens: Count,
  completion_tokens_details: z.object({ reasoning_tokens: Count }).nullish(),
})
const Choice = z
  .object({
    message: z
      .object({
        content: Content,
        refusal: z.string().nullish(),
        reasoning_content: z.string().nullish(),
        reasoning: Content,
      })
      .optional(),
    text: z.string().optional(),
    finish_reason: z.string().nullish(),
  })
  .refine(({ message, text }) => message !== undefined || text !== undefined)
const Body = z.object({
  model: z.string().optional(),
  choices: z.array(Choice),
  // A figure that is no count is as good as none; the answer still stands.
  usage: Tokens.nullish().catch(undefined),
})
