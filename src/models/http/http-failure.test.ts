import { createServer } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { ProviderError } from '../../core/provider-error.ts'
import {
  generateRequest,
  type MockOptions,
  modelOptions,
  type ScriptedReply,
  startMockEndpoint,
  startScriptedEndpoint,
} from '../../testing/index.ts'
import { openBuiltIn } from '../fixtures/open-built-in.ts'

const canary = 'sk-canary-0123456789abcdef'
const closers: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(closers.splice(0).map(close => close())))

/** The failure of one request to this base URL, its key standing in the URL. */
async function failureAt(url: string, timeoutMs = 1000): Promise<ProviderError> {
  const model = await openBuiltIn(`${url.replace('//', `//${canary}@`)}#m`, modelOptions({ timeoutMs }))
  closers.push(async () => model.close?.())
  const failure: unknown = await model.generate(generateRequest('Hi')).catch((error: unknown) => error)
  if (!ProviderError.is(failure)) throw new Error('not a ProviderError', { cause: failure })
  expect(
    `${failure.stack} ${JSON.stringify(failure)} ${inspect(failure, { depth: 9, showHidden: true })}`,
  ).not.toContain(canary)
  return failure
}

async function failureOf(reply: ScriptedReply): Promise<ProviderError> {
  const endpoint = await startScriptedEndpoint(() => reply)
  closers.push(endpoint.close)
  return failureAt(endpoint.url)
}

async function mockFailure(options: MockOptions): Promise<ProviderError> {
  const endpoint = await startMockEndpoint({ slowMs: 5000, ...options })
  closers.push(endpoint.close)
  return failureAt(endpoint.url, 300)
}

test.each([408, 409, 425, 429, 500, 502, 503, 504, 529])('status %i is tried again', async status => {
  expect(await failureOf({ status, body: 'no' })).toMatchObject({ action: 'retry', code: `http-${status}`, status })
})

test.each([400, 413, 422])('status %i gives the sample up', async status => {
  expect(await failureOf({ status, body: 'no' })).toMatchObject({ action: 'give-up', code: `http-${status}` })
})

test.each([301, 401, 404, 405, 501])('status %i stops the run', async status => {
  expect(await failureOf({ status, body: 'no' })).toMatchObject({ action: 'stop', code: `http-${status}` })
})

test('an account without quota stops the run, though its status is that of a rate limit', async () => {
  const body = { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } }
  expect(await failureOf({ status: 429, body })).toMatchObject({ action: 'stop', code: 'no-quota' })
  expect(await failureOf({ status: 402, body: '' })).toMatchObject({ action: 'stop', code: 'no-quota' })
})

test('a prompt too long for the context is given up under its own name', async () => {
  const openai = { error: { message: 'too long', code: 'context_length_exceeded' } }
  const vllm = { object: 'error', message: "This model's maximum context length is 8192 tokens.", code: 400 }
  for (const body of [openai, vllm])
    expect(await failureOf({ status: 400, body })).toMatchObject({ action: 'give-up', code: 'context-overflow' })
})

test('the message tells what, where and what the server said; the request id and the wait go along', async () => {
  const failure = await failureOf({
    status: 429,
    headers: { 'retry-after': '2', 'x-request-id': 'req-7' },
    body: { error: { message: 'Too many\n requests' } },
  })
  expect(failure.message).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\/chat\/completions answered 429: Too many requests$/)
  expect(failure).toMatchObject({ retryAfterMs: 2000, requestId: 'req-7', exitCode: 3 })
})

test('a server that repeats the key in its error is not quoted on it', async () => {
  const failure = await failureOf({ status: 401, body: { error: { message: `Incorrect API key: ${canary}` } } })
  expect(failure.message).toContain('Incorrect API key: ***')
  expect(failure.hint).toContain('XEVAL_API_KEY')
})

test('a refused key and a missing page of any server shape are told in its words', async () => {
  expect((await failureOf({ status: 404, body: { detail: 'Not Found' } })).message).toMatch(/404: Not Found$/)
  expect((await failureOf({ status: 404, body: { error: 'model "m" not found' } })).message).toMatch(/"m" not found$/)
  expect((await failureOf({ status: 502, body: '<html><title>Bad gateway</title>' })).message).toMatch(
    /502: an error page of a web server \(Bad gateway\)$/,
  )
})

test.each([
  ['an HTML page', '<!doctype html><title>Hello</title>', 'an HTML page (Hello)'],
  ['text', 'busy', 'text that is not JSON: busy'],
  ['nothing', '', 'an empty body'],
  ['half an object', '{"choices": [{', 'text that is not JSON'],
  ['no choices', { choices: [] }, 'an empty list of choices'],
  ['a choice without a message', { choices: [{ index: 0 }] }, 'unexpected JSON'],
  ['another object', { ok: true }, 'unexpected JSON: {"ok":true}'],
])('a 200 with %s is tried again and says what came', async (_, body, said) => {
  const failure = await failureOf({ body })
  expect(failure).toMatchObject({ action: 'retry', code: 'bad-reply', status: 200 })
  expect(failure.message).toContain(`answered 200 with ${said}`)
})

test.each([
  ['rate-limit', 'http-429'],
  ['http-500', 'http-500'],
  ['overloaded', 'http-529'],
  ['reset-headers', 'connection-reset'],
  ['reset-body', 'connection-reset'],
  ['slow-body', 'timeout'],
  ['html', 'bad-reply'],
  ['bad-json', 'bad-reply'],
  ['empty-choices', 'bad-reply'],
] as const)('the mock endpoint failing by %s is tried again as %s', async (fault, code) => {
  expect(await mockFailure({ faults: { [fault]: 1 } })).toMatchObject({ action: 'retry', code })
})

test('a request that takes too long is tried again, and says how long it waited', async () => {
  const failure = await mockFailure({ latency: 5000 })
  expect(failure).toMatchObject({ action: 'retry', code: 'timeout' })
  expect(failure.message).toMatch(/did not answer within 0\.3 s$/)
})

test('an address where nobody listens, or that does not exist, stops the run at its first request', async () => {
  const free = await startMockEndpoint()
  await free.close()
  expect(await failureAt(free.url)).toMatchObject({ action: 'stop', code: 'connection-refused' })
  expect(await failureAt('http://xeval.invalid/v1')).toMatchObject({ action: 'stop', code: 'unknown-host' })
})

test('an endpoint that goes away after it answered is waited for', async () => {
  const endpoint = await startMockEndpoint()
  const model = await openBuiltIn(`${endpoint.url}#mock`, modelOptions())
  closers.push(async () => model.close?.())
  await model.generate(generateRequest('Hi'))
  await endpoint.close()
  const failure = await model.generate(generateRequest('Hi')).catch((error: unknown) => error)
  expect(failure).toMatchObject({ action: 'retry', code: expect.stringMatching(/connection-re(fused|set)/) })
})

test('a port that does not speak HTTP is named, and so is one that speaks no TLS', async () => {
  const server = createServer(socket => socket.end('SSH-2.0-none\r\n'))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closers.push(async () => server.close())
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  expect((await failureAt(`http://127.0.0.1:${port}/v1`)).message).toMatch(/did not speak HTTP$/)
  const plain = await startMockEndpoint()
  closers.push(plain.close)
  expect(await failureAt(plain.url.replace('http:', 'https:'))).toMatchObject({ action: 'stop', code: 'tls' })
})
