import { z } from 'zod'
import type { Completion } from '../../core/completion.ts'
import { XevalError } from '../../core/errors.ts'
import { ProviderError } from '../../core/provider-error.ts'
import { toFinishReason } from '../finish-reason.ts'
import { believable, toUsage } from '../usage.ts'

// A figure that is no count is as good as none; the answer still stands.
const Count = z.int().nonnegative().nullish().catch(undefined)

/** A line of a replay file. `id` or `prompt` says whose answer it is; `benchmark` and `epoch` narrow it down. */
const ReplayRecord = z
  .object({
    id: z.union([z.string(), z.number().transform(String)]).exactOptional(),
    prompt: z.string().exactOptional(),
    output: z.string(),
    benchmark: z.string().exactOptional(),
    epoch: z.int().positive().exactOptional(),
    finish_reason: z.string().nullish(),
    reasoning: z.string().nullish(),
    model: z.string().nullish(),
    usage: z.object({ input_tokens: Count, output_tokens: Count, reasoning_tokens: Count }).nullish(),
  })
  .refine(({ id, prompt }) => id !== undefined || prompt !== undefined, 'needs an id or a prompt')
export type ReplayRecord = z.infer<typeof ReplayRecord>

/** Throws with file, line and column. */
export function parseReplayLine(text: string, file: string, line: number): ReplayRecord {
  const parsed = ReplayRecord.safeParse(parseAt(text, file, line))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.')
  throw malformed(`${field ? `${field}: ` : ''}${issue?.message ?? 'not a replay record'}`, file, line, 1)
}

/** Throws `incomplete-reply` for a line that says that its answer was broken off. */
export function toCompletion(record: ReplayRecord, ref: string): Completion {
  const { output, reasoning, finish_reason, usage, model } = record
  const finishReason = toFinishReason(finish_reason)
  if (finishReason === undefined)
    throw new ProviderError('incomplete-reply', `${ref}: the answer ended early, with "${finish_reason}"`, {
      action: 'give-up',
      hint: 'Query the model again and put its complete answer into the file.',
    })
  return {
    text: output,
    ...(reasoning && { reasoning }),
    finishReason,
    usage: believable(
      toUsage({ input: usage?.input_tokens, output: usage?.output_tokens, reasoning: usage?.reasoning_tokens }),
      { text: output, reasoning: reasoning ?? '' },
    ),
    servedModel: model ?? ref,
    latencyMs: 0,
  }
}

export const malformed = (what: string, file: string, line: number, column: number): XevalError =>
  new XevalError('replay-line', `${file}:${line}:${column}: ${what}`, {
    location: { file, line, column },
    hint: 'Each line is one JSON object: {"prompt": "…", "output": "…"}, with "id" or "prompt".',
  })

function parseAt(text: string, file: string, line: number): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1]
    const column = position === undefined ? text.trimEnd().length + 1 : Number(position) + 1
    throw malformed('not valid JSON', file, line, column)
  }
}
