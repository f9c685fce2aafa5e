import type { Usage } from '../../core/completion.ts'
import { type Fields, fieldsOf } from '../http/error-body.ts'
import { toUsage } from '../usage.ts'

/** The body of a chat or raw completion, as far as it concerns us. */
export interface Body {
  model?: string | undefined
  choices: Choice[] | null | undefined
  usage: Usage
  prompt_filter_results: unknown
  /** Whether `prompt_filter_results` is there at all. */
  isFiltering: boolean
  /** MiniMax: whether the answer was filtered. */
  output_sensitive: unknown
}

export interface Choice {
  index: number | undefined
  message: Message | null | undefined
  text: Text
  finish_reason: Text
  native_finish_reason: Text
  content_filter_results: unknown
  error: unknown
}

interface Message {
  content: Content
  refusal: Text
  reasoning_content: Text
  reasoning: Content
}

/** A string, or Mistral's parts. */
export type Content = string | readonly Part[] | null | undefined
interface Part {
  text: string | undefined
  refusal: string | undefined
}
type Text = string | null | undefined

/**
 * Takes a body apart, or gives nothing where a field that is read has not its type. By hand: a schema takes five times as long, and
 * a run reads two bodies a sample. A figure that is no count is as good as none; the answer still stands.
 */
export function bodyOf(value: unknown): Body | undefined {
  const fields = fieldsOf(value)
  if (fields === undefined) return undefined
  const { model, choices: given, prompt_filter_results, output_sensitive } = fields
  const choices = given == null ? given : listOf(given, choiceOf)
  if ((model !== undefined && typeof model !== 'string') || (given != null && choices === undefined)) return undefined
  const isFiltering = 'prompt_filter_results' in fields
  return {
    model,
    choices,
    usage: usageOf(fieldsOf(fields['usage'])),
    prompt_filter_results,
    isFiltering,
    output_sensitive,
  }
}

function choiceOf(value: unknown): Choice | undefined {
  const fields = fieldsOf(value)
  if (fields === undefined) return undefined
  const { index, message: given, text, finish_reason, native_finish_reason, content_filter_results, error } = fields
  const message = given == null ? given : messageOf(fieldsOf(given))
  if ((index !== undefined && !isInteger(index)) || (given != null && message === undefined)) return undefined
  if (!isText(text) || !isText(finish_reason) || !isText(native_finish_reason)) return undefined
  return { index, message, text, finish_reason, native_finish_reason, content_filter_results, error }
}

function messageOf(fields: Fields | undefined): Message | undefined {
  if (fields === undefined) return undefined
  const { content: said, refusal, reasoning_content, reasoning: thought } = fields
  const [content, reasoning] = [contentOf(said), contentOf(thought)]
  if (content === undefined || reasoning === undefined || !isText(refusal) || !isText(reasoning_content))
    return undefined
  return { content, refusal, reasoning_content, reasoning }
}

/** `null` for what is not there, nothing for what is not one. */
function contentOf(value: unknown): Exclude<Content, undefined> | undefined {
  if (typeof value === 'string') return value
  return value == null ? null : listOf(value, partOf)
}

function partOf(value: unknown): Part | undefined {
  const fields = fieldsOf(value)
  if (fields === undefined) return undefined
  const { text, refusal } = fields
  return isTextOrAbsent(text) && isTextOrAbsent(refusal) ? { text, refusal } : undefined
}

/** Nothing where one of them is not what it should be. */
function listOf<T>(value: unknown, read: (one: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined
  const list: T[] = []
  for (const one of value) {
    const found = read(one)
    if (found === undefined) return undefined
    list.push(found)
  }
  return list
}

function usageOf(usage: Fields | undefined): Usage {
  if (usage === undefined) return {}
  const { prompt_tokens, completion_tokens, total_tokens, reasoning_tokens } = usage
  const thoughts = countOf(fieldsOf(usage['completion_tokens_details'])?.['reasoning_tokens'])
  return toUsage({
    input: countOf(prompt_tokens),
    output: countOf(completion_tokens),
    reasoning: thoughts ?? countOf(reasoning_tokens),
    total: countOf(total_tokens),
    cached: countOf(fieldsOf(usage['prompt_tokens_details'])?.['cached_tokens']),
  })
}

const countOf = (value: unknown): number | undefined => (isInteger(value) && value >= 0 ? value : undefined)

const isInteger = (value: unknown): value is number => Number.isSafeInteger(value)
const isText = (value: unknown): value is Text => value == null || typeof value === 'string'
const isTextOrAbsent = (value: unknown): value is string | undefined => value === undefined || typeof value === 'string'
