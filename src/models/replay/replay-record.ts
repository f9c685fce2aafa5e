import { z } from 'zod'
import type { Completion } from '../../core/completion.ts'
import { XevalError } from '../../core/errors.ts'
import { toFinishReason } from '../finish-reason.ts'

const Count = z.int().nonnegative().exactOptional()

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

export function toCompletion(record: ReplayRecord, ref: string): Completion {
  const { output, reasoning, finish_reason, usage, model } = record
  return {
    text: output,
    ...(reasoning && { reasoning }),
    finishReason: finish_reason == null ? 'stop' : toFinishReason(finish_reason),
    usage: {
      ...(usage?.input_tokens !== undefined && { inputTokens: usage.input_tokens }),
      ...(usage?.output_tokens !== undefined && { outputTokens: usage.output_tokens }),
      ...(usage?.reasoning_tokens !== undefined && { reasoningTokens: usage.reasoning_tokens }),
    },
    servedModel: model ?? ref,
    latencyMs: 0,
  }
}

export const malformed = (what: string, file: string, line: number, column: number): XevalError =>
  new XevalError('replay-line', `${file}:${line}:${column}: ${what}`, {
    location: { file, line, column },
    hint: 'Each line is one JSON object: {"prompt": "…", "output": "…"}, or "id" for "prompt".',
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
