import { afterEach, expect, test } from 'vitest'
import type { GenerateRequest, Model, ModelOptions } from '../../core/provider.ts'
import {
  generateRequest,
  modelOptions,
  type ScriptedEndpoint,
  type ScriptedReply,
  type ScriptedRequest,
  startMockEndpoint,
  startScriptedEndpoint,
} from '../../testing/index.ts'
import { openBuiltIn } from '../fixtures/open-built-in.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(closers.splice(0).map(close => close())))

async function withScript(
  script: (request: ScriptedRequest) => ScriptedReply,
  { name = '#m', ...options }: Partial<ModelOptions> & { name?: string } = {},
): Promise<{ endpoint: ScriptedEndpoint; model: Model }> {
  const endpoint = await startScriptedEndpoint(request => script(request))
  const model = await openBuiltIn(endpoint.url + name, modelOptions(options))
  closers.push(endpoint.close, async () => model.close?.())
  return { endpoint, model }
}

const reply = (message: object, more: object = {}): ScriptedReply => ({
  body: { model: 'served', choices: [{ message, finish_reason: 'stop', ...more }] },
})
const completionOf = async (scripted: ScriptedReply, request: Partial<GenerateRequest> = {}) => {
  const { model } = await withScript(() => scripted)
  return (await model.generate(generateRequest('Hi', request))).completion
}
const identityOf = (model: Model) => model.identity(new AbortController().signal)

test('a request holds what was asked for, and nothing that was not', async () => {
  const { endpoint, model } = await withScript(() => reply({ content: 'Hello' }))
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hi' },
  ] as const
  await model.generate(generateRequest('', { messages }))
  const params = { temperature: 0, topP: 0.9, maxTokens: 7, seed: 3, extra: { min_p: 0.1, stop: ['\n'] } }
  await model.generate(generateRequest('', { messages, params }))
  expect(endpoint.requests[0]).toMatchObject({ method: 'POST', path: '/v1/chat/completions' })
  expect(endpoint.requests[0]?.body).toEqual({ model: 'm', messages })
  expect(endpoint.requests[1]?.body).toEqual({
    model: 'm',
    messages,
    temperature: 0,
    top_p: 0.9,
    max_tokens: 7,
    seed: 3,
    min_p: 0.1,
    stop: ['\n'],
  })
})

test('extra parameters override the others, but never the model, the messages or streaming', async () => {
  const { endpoint, model } = await withScript(() => reply({ content: 'Hello' }))
  const extra = { model: 'x', messages: [], stream: true, temperature: 0.5 }
  await model.generate(generateRequest('Hi', { params: { temperature: 0, extra } }))
  expect(endpoint.requests[0]?.body).toEqual({
    model: 'm',
    messages: [{ role: 'user', content: 'Hi' }],
    temperature: 0.5,
  })
})

test('an answer comes with its usage, served model, request id and rate limits', async () => {
  const { model } = await withScript(() => ({
    headers: { 'x-request-id': 'r1', 'x-ratelimit-remaining-requests': '5' },
    body: {
      model: 'served-0125',
      choices: [{ message: { content: 'Hello' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 4, completion_tokens: 9, completion_tokens_details: { reasoning_tokens: 6 } },
    },
  }))
  expect(await model.generate(generateRequest('Hi'))).toEqual({
    completion: {
      text: 'Hello',
      finishReason: 'stop',
      usage: { inputTokens: 4, outputTokens: 9, reasoningTokens: 6 },
      servedModel: 'served-0125',
      latencyMs: expect.any(Number),
    },
    status: 200,
    requestId: 'r1',
    limits: { remainingRequests: 5 },
  })
})

test.each([
  ['reasoning_content', { content: 'Four.', reasoning_content: '2+2' }],
  ['reasoning', { content: 'Four.', reasoning: '2+2' }],
])('reasoning is told apart from the answer: %s', async (_, message) => {
  expect(await completionOf(reply(message))).toMatchObject({ text: 'Four.', reasoning: '2+2' })
})

test('content parts are joined, and no content is an empty one', async () => {
  const parts = [
    { type: 'text', text: 'Hel' },
    { type: 'text', text: 'lo' },
  ]
  expect(await completionOf(reply({ content: parts }))).toMatchObject({ text: 'Hello' })
  expect(await completionOf(reply({ content: null }))).toMatchObject({ text: '', finishReason: 'stop' })
})

test('figures of usage that are no counts do not cost the answer', async () => {
  const body = { choices: [{ message: { content: 'x' }, finish_reason: 'stop' }], usage: { prompt_tokens: -1 } }
  expect(await completionOf({ body })).toMatchObject({ text: 'x', usage: {}, servedModel: 'm' })
})

const responseFormat = { name: 'verdict', schema: { type: 'object', properties: {}, additionalProperties: false } }

test('an answer shape goes along as a JSON schema', async () => {
  const { endpoint, model } = await withScript(() => reply({ content: '{}' }))
  await model.generate(generateRequest('Hi', { responseFormat }))
  expect(endpoint.requests[0]?.body).toMatchObject({
    response_format: { type: 'json_schema', json_schema: { ...responseFormat, strict: true } },
  })
})

test('raw completions send the prompt as it is', async () => {
  const { endpoint, model } = await withScript(
    () => ({ body: { choices: [{ text: ' Paris', finish_reason: 'length' }] } }),
    { api: 'completions' },
  )
  const { completion } = await model.generate(generateRequest('The capital of France is'))
  expect(completion).toMatchObject({ text: ' Paris', finishReason: 'length' })
  expect(endpoint.requests[0]).toMatchObject({
    path: '/v1/completions',
    body: { model: 'm', prompt: 'The capital of France is' },
  })
})

test('a raw prompt of a request goes before the API that was set', async () => {
  const { endpoint, model } = await withScript(() => ({ body: { choices: [{ text: 'x', finish_reason: 'stop' }] } }))
  await model.generate(generateRequest('ignored', { prompt: '<|im_start|>' }))
  expect(endpoint.requests[0]).toMatchObject({ path: '/v1/completions', body: { prompt: '<|im_start|>' } })
})

test('keys: the URL before XEVAL_API_KEY, two parts as Basic, and none is fine', async () => {
  const seen = async (userinfo: string, env: ModelOptions['env']) => {
    const endpoint = await startScriptedEndpoint(() => reply({ content: 'x' }))
    const model = await openBuiltIn(`${endpoint.url.replace('//', `//${userinfo}`)}#m`, modelOptions({ env }))
    closers.push(endpoint.close, async () => model.close?.())
    await model.generate(generateRequest('Hi'))
    return endpoint.requests[0]?.headers.authorization
  }
  expect(await seen('', {})).toBeUndefined()
  expect(await seen('', { XEVAL_API_KEY: 'k1', OPENAI_API_KEY: 'k2' })).toBe('Bearer k1')
  expect(await seen('k%2F3@', { XEVAL_API_KEY: 'k1' })).toBe('Bearer k/3')
  expect(await seen(':k4@', {})).toBe('Bearer k4')
  expect(await seen('me:word@', {})).toBe(`Basic ${Buffer.from('me:word').toString('base64')}`)
})

test('openai/NAME takes OPENAI_API_KEY, and sends it to OPENAI_BASE_URL where that is set', async () => {
  const endpoint = await startMockEndpoint({ apiKey: 'sk-test', models: ['gpt-mock'] })
  closers.push(endpoint.close)
  const env = { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: endpoint.url }
  const model = await openBuiltIn('openai/gpt-mock', modelOptions({ env }))
  closers.push(async () => model.close?.())
  expect((await model.generate(generateRequest('Hi'))).completion.servedModel).toBe('gpt-mock')
  await expect(openBuiltIn('openai/gpt-mock', modelOptions())).rejects.toMatchObject({ code: 'no-api-key' })
})

test('a query such as api-version is sent and not shown', async () => {
  const endpoint = await startScriptedEndpoint(() => reply({ content: 'x' }))
  const model = await openBuiltIn(`${endpoint.url}?api-version=7#m`, modelOptions())
  closers.push(endpoint.close, async () => model.close?.())
  await model.generate(generateRequest('Hi'))
  expect(endpoint.requests[0]?.path).toBe('/v1/chat/completions?api-version=7')
  expect([model.ref, model.baseUrl]).toEqual([`${endpoint.url}#m`, endpoint.url])
})

test('without a name the only model is meant, and several are listed in the error', async () => {
  const one = await startMockEndpoint({ models: ['only'] })
  const two = await startMockEndpoint({ models: ['base', 'sft'] })
  closers.push(one.close, two.close)
  const model = await openBuiltIn(one.url, modelOptions())
  const unclear = await openBuiltIn(two.url, modelOptions())
  closers.push(async () => Promise.all([model.close?.(), unclear.close?.()]))
  expect((await model.generate(generateRequest('Hi'))).completion.servedModel).toBe('only')
  await expect(identityOf(unclear)).rejects.toMatchObject({
    code: 'model-name',
    message: expect.stringMatching(/lists several models: base, sft$/),
  })
})

test.each([401, 403, 404, 405, 500])(
  'a list of models that answers %i is no reason to stop where a name is given',
  async status => {
    const { model } = await withScript(({ method }) =>
      method === 'GET' ? { status, body: 'no' } : reply({ content: 'x' }),
    )
    expect(await identityOf(model)).toEqual({ model: 'm', unlisted: `the list of models returned status ${status}` })
    expect((await model.generate(generateRequest('Hi'))).completion.text).toBe('x')
  },
)

test('without a name there is no going on without the list', async () => {
  const { model } = await withScript(() => ({ status: 403, body: 'no' }), { name: '' })
  await expect(identityOf(model)).rejects.toMatchObject({ code: 'http-403' })
})

test('a wrong key shows with the first completion', async () => {
  const endpoint = await startMockEndpoint({ apiKey: 'right' })
  const model = await openBuiltIn(`${endpoint.url}#m`, modelOptions({ env: { XEVAL_API_KEY: 'wrong-key' } }))
  closers.push(endpoint.close, async () => model.close?.())
  expect(await identityOf(model)).toMatchObject({ model: 'm' })
  await expect(model.generate(generateRequest('Hi'))).rejects.toMatchObject({ action: 'stop', code: 'http-401' })
})

test('an aborted request rejects with the reason of the run, also while it waits for a connection', async () => {
  const endpoint = await startMockEndpoint({ latency: 5000 })
  const model = await openBuiltIn(`${endpoint.url}#m`, modelOptions({ connections: 1, timeoutMs: 10_000 }))
  closers.push(endpoint.close, async () => model.close?.())
  const controller = new AbortController()
  const asked = [1, 2, 3].map(n => model.generate(generateRequest(`Hi ${n}`, { signal: controller.signal })))
  const reason = new Error('interrupted')
  setTimeout(() => controller.abort(reason), 50)
  const outcomes = await Promise.allSettled(asked)
  expect(outcomes.map(outcome => outcome.status === 'rejected' && outcome.reason)).toEqual([reason, reason, reason])
})

test('a signal that times out is a timeout', async () => {
  const endpoint = await startMockEndpoint({ latency: 5000 })
  const model = await openBuiltIn(`${endpoint.url}#m`, modelOptions())
  closers.push(endpoint.close, async () => model.close?.())
  const request = generateRequest('Hi', { signal: AbortSignal.timeout(30) })
  await expect(model.generate(request)).rejects.toMatchObject({ code: 'timeout', action: 'retry' })
})
