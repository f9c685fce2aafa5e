import type { Completion } from '../../core/completion.ts'
import { endOf, toFinishReason } from '../finish-reason.ts'
import { statusIn } from '../http/body-status.ts'
import { errorBeside, isErrorBody } from '../http/error-body.ts'
import { hasFiltered } from '../http/fault-marks.ts'
import type { HttpReply } from '../http/http-reply.ts'
import type { Found } from '../http/read-reply.ts'
import { faultOf } from '../http/server-fault.ts'
import { isWithheld } from '../http/withheld.ts'
import { believable } from '../usage.ts'
import { bodyOf, type Choice, type Content } from './openai-body.ts'

/** What the body of a chat or raw completion holds: an answer that is whole or withheld, a part of one, an error. */
export function findCompletion(body: unknown, reply: Pick<HttpReply, 'latencyMs' | 'ttftMs'>, model: string): Found {
  const parsed = bodyOf(body)
  if (parsed === undefined || (parsed.choices === undefined && !parsed.isFiltering))
    return isErrorBody(body) ? { kind: 'error', body } : { kind: 'unreadable', what: '' }
  const { choices = [], prompt_filter_results, output_sensitive, usage } = parsed
  const choice = choices?.find(({ index = 0 }) => index === 0) ?? choices?.[0]
  const of = (rest: Pick<Completion, 'text' | 'finishReason'> & Partial<Completion>): Found => ({
    kind: 'answer',
    completion: {
      ...rest,
      usage: believable(usage, rest),
      servedModel: parsed.model ?? model,
      latencyMs: reply.latencyMs,
      ...(reply.ttftMs !== undefined && { ttftMs: reply.ttftMs }),
    },
  })
  if (choice === undefined || (choice.message == null && choice.text == null && choice.error == null)) {
    if (isErrorBody(body)) return { kind: 'error', body }
    if (hasFiltered(prompt_filter_results)) return of({ text: '', finishReason: 'content-filter' })
    return { kind: 'unreadable', what: choice === undefined ? 'an empty list of choices' : '' }
  }
  const { refusal, ...said } = readChoice(choice)
  const why = refusal ?? (output_sensitive === true ? 'output_sensitive' : reasonWithheld(choice))
  if (why !== undefined) return of({ ...said, finishReason: 'content-filter', ...(why && { withheld: why }) })
  const finishReason = toFinishReason(choice.finish_reason)
  const isEmpty = said.text === '' && said.reasoning === undefined
  const fault = errorBeside({ error: choice.error }) ?? errorBeside(body)
  if (fault !== undefined) {
    const read = faultOf(fault, () => 'an error without a message')
    if (isWithheld(statusIn(read) ?? 400, read))
      return of({ ...said, finishReason: 'content-filter', withheld: read.message })
    if (isEmpty) return { kind: 'error', body: fault }
    return { kind: 'broken', why: read.message, usage }
  }
  if (finishReason === undefined) return { kind: 'broken', why: `it ended with "${choice.finish_reason}"`, usage }
  return of({ ...said, finishReason, ...endOf(choice.finish_reason) })
}

interface Said {
  text: string
  reasoning?: string
  refusal?: string
}

/** What the choice says. A refusal of the provider's stands in a field of its own, beside what it let through. */
function readChoice({ message, text }: Choice): Said {
  if (!message) return { text: text ?? '' }
  const answer = textOf(message.content, 'text')
  const refusal = message.refusal || textOf(message.content, 'refusal')
  const reasoning = message.reasoning_content || textOf(message.reasoning, 'text')
  return { text: answer, ...(reasoning && { reasoning }), ...(refusal && { refusal }) }
}

/** What is known of why an answer was withheld; undefined for one that wasn't. */
function reasonWithheld({ finish_reason, native_finish_reason, content_filter_results }: Choice): string | undefined {
  const isFiltered = toFinishReason(finish_reason) === 'content-filter'
  const native = native_finish_reason && toFinishReason(native_finish_reason) === 'content-filter'
  if (native) return native_finish_reason
  return isFiltered || hasFiltered(content_filter_results) ? '' : undefined
}

const textOf = (content: Content, field: 'text' | 'refusal'): string => {
  if (typeof content === 'string') return field === 'text' ? content : ''
  return (content ?? []).map(part => part[field] ?? '').join('')
}
