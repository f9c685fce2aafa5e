import type { FaultKind, MockRequest } from './mock-options.ts'

/** The APIs that answers are asked over. */
export type MockApi = 'chat' | 'completions' | 'messages'

/** A reply's JSON, in the shape of its API; some faults are a matter of what it holds. */
export function renderReply(api: MockApi, request: MockRequest, answer: string, fault: FaultKind | undefined): string {
  const text =
    fault === 'empty-content' || fault === 'content-filter' ? '' : halving.has(fault) ? halve(answer) : answer
  const input = countTokens(request.messages.map(({ content }) => content).join(' ') || request.prompt)
  const output = countTokens(text)
  if (api === 'messages') return renderMessage(request, text, fault, input, output)
  const finish_reason = finishReasons[fault ?? ''] ?? 'stop'
  const content = api === 'chat' ? { message: { role: 'assistant', content: text } } : { text }
  const choice = { index: 0, ...content, finish_reason }
  return JSON.stringify({
    id: `chatcmpl-${request.hash.slice(0, 16)}`,
    object: api === 'chat' ? 'chat.completion' : 'text_completion',
    created: 0,
    model: request.model,
    choices:
      fault === 'empty-choices' ? [] : fault === 'duplicate-choices' ? [choice, { ...choice, index: 1 }] : [choice],
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
  })
}

/** An error in the words of the API. */
export function renderError(api: MockApi, status: number, message: string): string {
  const type = status === 429 ? 'rate_limit_error' : status === 529 ? 'overloaded_error' : 'api_error'
  return JSON.stringify(
    api === 'messages' ? { type: 'error', error: { type, message } } : { error: { message, type, code: null } },
  )
}

function renderMessage(
  request: MockRequest,
  text: string,
  fault: FaultKind | undefined,
  input_tokens: number,
  output_tokens: number,
): string {
  const tool =
    request.schema && !(fault === 'empty-content' || fault === 'content-filter' || fault === 'broken-off')
      ? toolInput(text)
      : undefined
  const block = tool
    ? { type: 'tool_use', id: 'toolu_mock', name: request.toolName ?? 'answer', input: tool }
    : { type: 'text', text }
  const stop = tool ? 'tool_use' : 'end_turn'
  return JSON.stringify({
    id: `msg_${request.hash.slice(0, 16)}`,
    type: fault === 'empty-choices' ? 'ping' : 'message',
    role: 'assistant',
    model: request.model,
    content: fault === 'duplicate-choices' ? [block, block] : [block],
    stop_reason: stopReasons[fault ?? ''] ?? stop,
    stop_sequence: null,
    usage: { input_tokens, output_tokens },
  })
}

function toolInput(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Faults that leave half an answer. */
const halving: ReadonlySet<FaultKind | undefined> = new Set(['length', 'broken-off'])
const finishReasons: Record<string, string | undefined> = {
  length: 'length',
  'content-filter': 'content_filter',
  'broken-off': 'abort',
}
const stopReasons: Record<string, string | undefined> = {
  length: 'max_tokens',
  'content-filter': 'refusal',
  'broken-off': 'error',
}

const halve = (text: string): string => text.slice(0, Math.ceil(text.length / 2))
const countTokens = (text: string): number => Math.ceil(text.length / 4)
