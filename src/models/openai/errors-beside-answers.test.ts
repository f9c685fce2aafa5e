import { expect, test } from 'vitest'
import { findCompletion } from './openai-reply.ts'
import { chatAssembler } from './openai-stream.ts'

const reply = { latencyMs: 1 }
const piece = '{"choices":[{"index":0,"delta":{"content":"Sure, first you take"}}]}'
const end = '{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}'

function streamed(...events: string[]) {
  const assembler = chatAssembler()
  for (const event of events) assembler.take(event)
  return findCompletion(assembler.body(), reply, 'm')
}

const errors = [
  '{"error":{"message":"upstream died","code":500}}',
  '{"error":"upstream died"}',
  '{"message":"upstream timeout","code":504}',
  '{"detail":"engine dead"}',
  '{"errors":[{"message":"x"}]}',
  '{"code":"Throttling","message":"Requests rate limit exceeded"}',
  '{"status_code":500,"message":"dead"}',
  '{"error":{"code":"server_error","message":"Provider disconnected"},"choices":[{"delta":{"content":""},"finish_reason":"stop"}]}',
  '{"choices":[{"delta":{"content":""},"finish_reason":"stop"}],"base_resp":{"status_code":1039,"status_msg":"limit"}}',
]

test.each(errors)('a stream that says %s in its middle has no answer, however it ends', error => {
  expect(streamed(piece, error, end, '[DONE]').kind).toBe('broken')
  expect(streamed(piece, error, '[DONE]').kind).toBe('broken')
})

test.each([
  [
    '{"choices":[{"message":{"content":"Sure, first"},"finish_reason":"stop"}],"error":{"message":"timeout","code":504}}',
  ],
  ['{"choices":[{"message":{"content":"Sure, first"},"finish_reason":"stop"}],"base_resp":{"status_code":1039}}'],
])('an error beside a finished choice makes it no answer: %s', body => {
  expect(findCompletion(JSON.parse(body), reply, 'm').kind).toBe('broken')
})

test.each([
  ['{"choices":[{"message":{"content":"Sure, first","refusal":"I cannot"},"finish_reason":"stop"}]}'],
  ['{"choices":[{"message":{"content":"Sure, first"},"finish_reason":"stop"}],"output_sensitive":true}'],
])('what a filter let through of an answer is no answer: %s', body => {
  const found = findCompletion(JSON.parse(body), reply, 'm')
  expect(found).toMatchObject({ kind: 'answer', completion: { finishReason: 'content-filter' } })
})

test('a whole answer stays one, with an empty error, an even status and a chunk of usage alone', () => {
  const usage = '{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":5}}'
  expect(streamed(piece, end, usage, '[DONE]')).toMatchObject({
    kind: 'answer',
    completion: { text: 'Sure, first you take', finishReason: 'stop', usage: { outputTokens: 5 } },
  })
  const even =
    '{"choices":[{"message":{"content":"Whole."},"finish_reason":"stop"}],"error":null,"base_resp":{"status_code":0}}'
  expect(findCompletion(JSON.parse(even), reply, 'm')).toMatchObject({ completion: { finishReason: 'stop' } })
})

test('no tokens for some text is no count', () => {
  const body = {
    choices: [{ message: { content: 'Whole.' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 0, completion_tokens: 0 },
  }
  expect(findCompletion(body, reply, 'm')).toMatchObject({ completion: { usage: { inputTokens: 0 } } })
  expect(findCompletion(body, reply, 'm')).not.toHaveProperty('completion.usage.outputTokens')
})
