import { parseJson } from '../http/body.ts'
import { CUT_STREAM, type EventAssembler } from '../http/event-assembler.ts'

/**
 * Puts the chunks of a streamed chat or raw completion together, as the body that findCompletion reads. Chunks come by the
 * token: they are narrowed by hand, and the whole is checked once.
 */
export function chatAssembler(): EventAssembler {
  const pieces = { content: '', reasoning: '', refusal: '', text: '' }
  /** Fields of the whole, and of its choice, that are as the last chunk that has them says. */
  const whole: Fields = {}
  const choice: Fields = {}
  let isRaw = false
  let isDone = false
  let hasChoice = false

  const append = (piece: keyof typeof pieces, value: unknown): boolean => {
    const text = textIn(value)
    pieces[piece] += text
    return text !== ''
  }

  const takeChoice = (given: Fields): boolean => {
    if (given['finish_reason'] != null) choice['finish_reason'] = given['finish_reason']
    for (const name of choiceFields) if (given[name] != null) choice[name] = given[name]
    if (typeof given['text'] === 'string') {
      isRaw = true
      return append('text', given['text'])
    }
    // A server that sends the whole message at once, in an event, has no delta.
    const delta = fieldsOf(given['delta'] ?? given['message'])
    if (delta === undefined) return false
    const hasThought = append('reasoning', delta['reasoning_content'] || delta['reasoning'])
    const hasRefused = append('refusal', delta['refusal'])
    return append('content', delta['content']) || hasThought || hasRefused
  }

  return {
    take(data) {
      if (data === '[DONE]') {
        isDone = true
        return 'done'
      }
      if (data.trim() === '') return undefined
      const chunk = fieldsOf(parseJson(data))
      if (chunk === undefined) {
        whole['error'] = { message: `an event that is no JSON object: ${data.slice(0, 200)}` }
        return undefined
      }
      for (const name of wholeFields) if (chunk[name] != null) whole[name] = chunk[name]
      const error =
        chunk['object'] === 'error' || chunk['type'] === 'error' ? (chunk['error'] ?? chunk) : chunk['error']
      if (error != null) whole['error'] = error
      const choices = Array.isArray(chunk['choices']) ? chunk['choices'] : []
      const first = fieldsOf(choices.find(one => (fieldsOf(one)?.['index'] ?? 0) === 0))
      hasChoice ||= first !== undefined
      return first !== undefined && takeChoice(first) ? 'token' : undefined
    },
    body() {
      const { content, reasoning, refusal, text } = pieces
      if (whole['error'] !== undefined && !content && !reasoning && !refusal && !text) return { error: whole['error'] }
      if (!hasChoice && isDone) return { ...whole, choices: [] }
      const said = isRaw ? { text } : { message: { content, refusal, reasoning_content: reasoning } }
      const isCut = choice['finish_reason'] === undefined && !isDone
      return { ...whole, choices: [{ ...choice, ...said, ...(isCut && { finish_reason: CUT_STREAM }) }] }
    },
  }
}

type Fields = Record<string, unknown>

const wholeFields = ['model', 'usage', 'prompt_filter_results'] as const
const choiceFields = ['native_finish_reason', 'content_filter_results', 'error'] as const

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const fieldsOf = (value: unknown): Fields | undefined => (isFields(value) ? value : undefined)

/** A string, or Mistral's parts. */
function textIn(value: unknown): string {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return ''
  return value
    .map(part => fieldsOf(part)?.['text'])
    .filter(text => typeof text === 'string')
    .join('')
}
