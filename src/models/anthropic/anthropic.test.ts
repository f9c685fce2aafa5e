import { afterEach, expect, test } from 'vitest'
import {
  generateRequest,
  modelOptions,
  type ScriptedReply,
  startMockEndpoint,
  startScriptedEndpoint,
} from '../../testing/index.ts'
import { openBuiltIn } from '../fixtures/open-built-in.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(closers.splice(0).map(close => close())))

async function withReply(reply: ScriptedReply) {
  const endpoint = await startScriptedEndpoint(() => reply)
  const env = { ANTHROPIC_API_KEY: 'sk-ant-canary', ANTHROPIC_BASE_URL: endpoint.url.replace('/v1', '') }
  const model = await openBuiltIn('anthropic/claude-mock', modelOptions({ env }))
  closers.push(endpoint.close, async () => model.close?.())
  return { endpoint, model }
}
const message = (content: object[], more: object = {}): ScriptedReply => ({
  body: { type: 'message', model: 'claude-mock-1', content, stop_reason: 'end_turn', ...more },
})
const completionOf = async (reply: ScriptedReply) =>
  (await (await withReply(reply)).model.generate(generateRequest('Hi'))).completion

test('the system message is lifted out, and an answer always has a limit', async () => {
  const { endpoint, model } = await withReply(message([{ type: 'text', text: 'Hello' }]))
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hi' },
  ] as const
  await model.generate(generateRequest('', { messages, params: { temperature: 0, seed: 3, extra: { top_k: 5 } } }))
  expect(endpoint.requests[0]).toMatchObject({ path: '/v1/messages' })
  expect(endpoint.requests[0]?.headers).toMatchObject({
    'x-api-key': 'sk-ant-canary',
    'anthropic-version': '2023-06-01',
  })
  expect(endpoint.requests[0]?.body).toEqual({
    model: 'claude-mock',
    max_tokens: 4096,
    system: 'Be brief.',
    messages: [{ role: 'user', content: 'Hi' }],
    temperature: 0,
    top_k: 5,
  })
})

test('thinking is reasoning, text blocks are joined, and cached input counts as input', async () => {
  const content = [
    { type: 'thinking', thinking: '2+2', signature: 's' },
    { type: 'text', text: 'Fo' },
    { type: 'text', text: 'ur.' },
  ]
  const usage = {
    input_tokens: 3,
    output_tokens: 9,
    cache_read_input_tokens: 4,
    cache_creation_input_tokens: null,
    output_tokens_details: { thinking_tokens: 5 },
  }
  expect(await completionOf(message(content, { usage }))).toEqual({
    text: 'Four.',
    reasoning: '2+2',
    finishReason: 'stop',
    usage: { inputTokens: 7, outputTokens: 9, reasoningTokens: 5 },
    servedModel: 'claude-mock-1',
    latencyMs: expect.any(Number),
  })
})

test.each([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['refusal', 'content-filter'],
  ['tool_use', 'tool-calls'],
  [null, 'stop'],
])('stop reason %s is %s', async (stop_reason, finishReason) => {
  expect(await completionOf(message([{ type: 'text', text: 'x' }], { stop_reason }))).toMatchObject({ finishReason })
})

test('an answer shape is a tool that must be called, and its input is the answer', async () => {
  const input = { label: 'safe' }
  const { endpoint, model } = await withReply(
    message([{ type: 'tool_use', id: 't', name: 'verdict', input }], { stop_reason: 'tool_use' }),
  )
  const schema = { type: 'object', properties: { label: { enum: ['safe', 'unsafe'] } } }
  const { completion } = await model.generate(generateRequest('Hi', { responseFormat: { name: 'verdict', schema } }))
  expect(completion).toMatchObject({ text: '{"label":"safe"}', finishReason: 'stop' })
  expect(endpoint.requests[0]?.body).toMatchObject({
    tools: [{ name: 'verdict', input_schema: schema }],
    tool_choice: { type: 'tool', name: 'verdict' },
  })
})

test('errors are told in the words of the server, without the key', async () => {
  const { model } = await withReply({
    status: 529,
    headers: { 'request-id': 'req_1' },
    body: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded for sk-ant-canary' } },
  })
  await expect(model.generate(generateRequest('Hi'))).rejects.toMatchObject({
    action: 'retry',
    code: 'http-529',
    requestId: 'req_1',
    message: expect.stringMatching(/\/v1\/messages answered 529: Overloaded for \*\*\*$/),
  })
})

test('an empty credit stops the run, a raw prompt does too', async () => {
  const body = { type: 'error', error: { type: 'invalid_request_error', message: 'Your credit balance is too low' } }
  const { model } = await withReply({ status: 400, body })
  await expect(model.generate(generateRequest('Hi'))).rejects.toMatchObject({ action: 'stop', code: 'no-quota' })
  await expect(model.generate(generateRequest('', { prompt: 'raw' }))).rejects.toMatchObject({ action: 'stop' })
})

test('an alias is identified by the model behind it, and the mock endpoint is answered by', async () => {
  const endpoint = await startMockEndpoint({ models: ['claude-mock'] })
  const env = { ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: `${endpoint.url}/` }
  const model = await openBuiltIn('anthropic/claude-mock', modelOptions({ env }))
  closers.push(endpoint.close, async () => model.close?.())
  expect(await model.identity(new AbortController().signal)).toEqual({
    model: 'claude-mock',
    fingerprint: 'claude-mock',
  })
  const { completion } = await model.generate(generateRequest('Hi'))
  expect(completion).toMatchObject({ finishReason: 'stop', servedModel: 'claude-mock' })
  expect(completion.text.split(' ')).toHaveLength(40)
})

test('without a key it says which variable to set', async () => {
  await expect(openBuiltIn('anthropic/claude-mock', modelOptions())).rejects.toMatchObject({
    code: 'no-api-key',
    hint: expect.stringContaining('ANTHROPIC_API_KEY'),
  })
})
