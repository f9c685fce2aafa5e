import { toFinishReason } from '../finish-reason.ts'
import { parseJson } from '../http/body.ts'
import { type Fields, fieldsOf, isErrorBody } from '../http/error-body.ts'
import { CUT_STREAM, type EventAssembler } from '../http/event-assembler.ts'
import { frameOf, type TextFrame, textWithin } from '../http/text-frame.ts'

/**
 * Puts the chunks of a streamed chat or raw completion together, as the body that findCompletion reads. Chunks come by the
 * token: they are narrowed by hand, and the whole is checked once.
 */
export function chatAssembler(): EventAssembler {
  const pieces = { content: '', thoughts: '', refusal: '', text: '' }
  /** Fields of the whole, and of its choice, that are as the last chunk that has them says. */
  const whole: Record<string, unknown> = {}
  const choice: Record<string, unknown> = {}
  let isRaw = false
  let isDone = false
  let hasChoice = false

  /** Of the last event that made one piece grow. */
  let frame: (TextFrame & { piece: keyof typeof pieces }) | undefined
  const grown: { piece: keyof typeof pieces; field: string; text: string }[] = []

  const append = (piece: keyof typeof pieces, fields: Fields, field: string): boolean => {
    const text = textIn(fields[field])
    if (text === '') return false
    pieces[piece] += text
    grown.push({ piece, field, text })
    return true
  }

  const takeChoice = (given: Fields): boolean => {
    // A gateway may close what was cut off with a reason of its own: the first that isn't good counts.
    const reason = choice['finish_reason']
    if (given['finish_reason'] != null && (reason === undefined || isWhole(reason)))
      choice['finish_reason'] = given['finish_reason']
    for (const name of choiceFields) if (given[name] != null) choice[name] = given[name]
    if (typeof given['text'] === 'string') {
      isRaw = true
      return append('text', given, 'text')
    }
    // A server that sends the whole message at once, in an event, has no delta.
    const delta = fieldsOf(given['delta'] ?? given['message'])
    if (delta === undefined) return false
    // Some servers send their thoughts under both names.
    const hasThought = thoughtFields.some(field => append('thoughts', delta, field))
    const hasRefused = append('refusal', delta, 'refusal')
    return append('content', delta, 'content') || hasThought || hasRefused
  }

  return {
    take(data) {
      const text = frame && textWithin(frame, data)
      if (frame && text !== undefined) {
        pieces[frame.piece] += text
        return 'token'
      }
      if (data === '[DONE]') {
        isDone = true
        return 'done'
      }
      if (data.trim() === '') return undefined
      const chunk = fieldsOf(parseJson(data))
      if (chunk === undefined) {
        whole['error'] = { message: `an event that is not a JSON object: ${data.slice(0, 200)}` }
        return undefined
      }
      for (const name of wholeFields) if (chunk[name] != null) whole[name] = chunk[name]
      const error = isError(chunk) ? chunk : chunk['error']
      if (error != null) whole['error'] = error
      const choices = Array.isArray(chunk['choices']) ? chunk['choices'] : []
      const first = fieldsOf(choices.find(one => (fieldsOf(one)?.['index'] ?? 0) === 0))
      if (first === undefined) return undefined
      hasChoice = true
      grown.length = 0
      if (!takeChoice(first)) return undefined
      const [one, ...others] = grown
      const found = one && others.length === 0 ? frameOf(data, one.field, one.text) : undefined
      frame = one && found && { ...found, piece: one.piece }
      return 'token'
    },
    body() {
      const { content, thoughts, refusal, text } = pieces
      if (whole['error'] !== undefined && !content && !thoughts && !refusal && !text) return { error: whole['error'] }
      if (!hasChoice && isDone) return { ...whole, choices: [] }
      const said = isRaw ? { text } : { message: { content, refusal, reasoning_content: thoughts } }
      const isCut = choice['finish_reason'] === undefined && !isDone
      return { ...whole, choices: [{ ...choice, ...said, ...(isCut && { finish_reason: CUT_STREAM }) }] }
    },
  }
}

const isWhole = (reason: unknown): boolean => typeof reason === 'string' && toFinishReason(reason) === 'stop'

/** A chunk of an answer has choices or usage; anything else that tells an error is one. */
const isError = (chunk: Fields): boolean =>
  chunk['object'] === 'error' ||
  chunk['type'] === 'error' ||
  (!('choices' in chunk) && !('usage' in chunk) && isErrorBody(chunk))

/** DeepSeek, vLLM and SGLang; OpenRouter, Ollama and newer vLLM. */
const thoughtFields = 'reasoning_content reasoning'.split(' ')
const wholeFields = ['model', 'usage', 'prompt_filter_results', 'base_resp', 'output_sensitive'] as const
const choiceFields = ['native_finish_reason', 'content_filter_results', 'error'] as const

/** A string, or Mistral's parts. */
function textIn(value: unknown): string {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return ''
  return value
    .map(part => fieldsOf(part)?.['text'])
    .filter(text => typeof text === 'string')
    .join('')
}
