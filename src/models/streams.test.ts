import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { ModelOptions } from '../core/provider.ts'
import { generateRequest, modelOptions, startMockEndpoint } from '../testing/index.ts'
import { asked, chatReply, type Dialect, scriptedModel } from './fixtures/scripted-model.ts'
import { openModel } from './index.ts'

type Options = Partial<ModelOptions> & { dialect?: Dialect; type?: string; encoding?: string }

/** A model that streams these bytes, one write each, with a pause between them; `end` false leaves the connection open. */
async function streaming(
  writes: readonly (string | Buffer)[],
  { type = 'text/event-stream', encoding, ...options }: Options & { end?: boolean | 'destroy' } = {},
) {
  const { end = true, ...opened } = options
  return scriptedModel(
    (_, response) => {
      response.writeHead(200, { 'content-type': type, ...(encoding && { 'content-encoding': encoding }) })
      const write = (at: number): void => {
        const bytes = writes[at]
        if (bytes !== undefined) {
          response.write(bytes)
          setImmediate(() => write(at + 1))
        } else if (end === true) response.end()
        else if (end === 'destroy') response.destroy()
      }
      write(0)
      return undefined
    },
    { stream: 'auto', ...opened },
  )
}

const outcome = async (writes: readonly (string | Buffer)[], options?: Parameters<typeof streaming>[1]) =>
  asked((await streaming(writes, options)).model)

const data = (chunk: unknown): string => `data: ${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}\n\n`
const delta = (part: object, more: object = {}): string =>
  data({ model: 'served', choices: [{ index: 0, delta: part, finish_reason: null, ...more }] })
const finish = delta({}, { finish_reason: 'stop' })
const usage = data({ model: 'served', choices: [], usage: { prompt_tokens: 4, completion_tokens: 2 } })
const done = data('[DONE]')
const hello = [
  delta({ role: 'assistant', content: '' }),
  delta({ content: 'Hel' }),
  delta({ content: 'lo' }),
  finish,
  usage,
  done,
]
const whole = {
  text: 'Hello',
  finishReason: 'stop',
  usage: { inputTokens: 4, outputTokens: 2 },
  servedModel: 'served',
  latencyMs: expect.any(Number),
  ttftMs: expect.any(Number),
}

test('a streamed answer is the same as one that came whole, with the time to its first token', async () => {
  const { endpoint, model } = await streaming(hello)
  const completion = await asked(model)
  expect(completion).toEqual(whole)
  if (!('ttftMs' in completion)) throw new Error('no time to the first token')
  expect(completion.ttftMs).toBeLessThan(completion.latencyMs)
  expect(endpoint.requests[0]?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } })
  expect(endpoint.requests[0]?.headers.accept).toContain('text/event-stream')
})

describe('however the events come', () => {
  const text = hello.join('')
  test.each<[string, (string | Buffer)[]]>([
    ['all at once', [text]],
    ['byte by byte', Array.from(Buffer.from(text), byte => Buffer.of(byte))],
    ['with CRLF', [text.replaceAll('\n', '\r\n')]],
    ['with CR alone', [text.replaceAll('\n', '\r')]],
    [
      'with a CRLF torn apart',
      [text.replaceAll('\n', '\r\n').slice(0, 200).replace(/\n$/, ''), text.replaceAll('\n', '\r\n').slice(200)],
    ],
    ['with comments between', [': PROCESSING\n\n', ...hello.flatMap(event => [event, ': keep-alive\n\n'])]],
    ['with event names, ids and retries', hello.map(event => `event: chunk\nid: 1\nretry: 10\n${event}`)],
    ['without a space behind the colon', [text.replaceAll('data: ', 'data:')]],
    ['without [DONE]', hello.slice(0, -1)],
    ['without the last blank line', [text.trimEnd()]],
    ['with empty data', ['data: \n\n', text]],
    ['behind a byte order mark', [`\uFEFF${text}`]],
  ])('%s', async (_, writes) => {
    expect(await outcome(writes)).toEqual({ ...whole })
  })

  test('in another content type, or compressed', async () => {
    const { ttftMs: _, ...same } = whole
    expect(await outcome([text], { type: 'text/plain' })).toEqual(same)
    expect(await outcome([gzipSync(text)], { encoding: 'gzip' })).toEqual(same)
  })

  test('a character torn over two chunks is whole', async () => {
    const bytes = Buffer.from(`${delta({ content: '答案🙂' })}${finish}${usage}`)
    for (let at = 60; at < bytes.length - 10; at += 7) {
      expect(await outcome([bytes.subarray(0, at), bytes.subarray(at)])).toMatchObject({ text: '答案🙂' })
    }
  })

  test('a server that says it is done and stays connected is not waited for', async () => {
    expect(await outcome(hello, { end: false, timeoutMs: 900 })).toEqual(whole)
  })
})

describe('the shapes of servers', () => {
  const counted = { prompt_tokens: 4, completion_tokens: 2, completion_tokens_details: { reasoning_tokens: 1 } }
  test.each<[string, string[], object]>([
    [
      'thoughts in reasoning_content',
      [
        delta({ reasoning_content: '2+' }),
        delta({ reasoning_content: '2' }),
        delta({ content: 'Four.' }),
        finish,
        usage,
      ],
      { text: 'Four.', reasoning: '2+2' },
    ],
    [
      'thoughts in reasoning',
      [delta({ reasoning: '2+2', content: '' }), delta({ content: 'Four.' }), finish, usage],
      { text: 'Four.', reasoning: '2+2' },
    ],
    [
      'thoughts alone',
      [delta({ reasoning_content: 'All of it' }), finish, usage],
      { text: '', reasoning: 'All of it', finishReason: 'stop' },
    ],
    [
      'usage beside the last choice',
      [delta({ content: 'Four.' }), data({ choices: [{ delta: {}, finish_reason: 'length' }], usage: counted })],
      { text: 'Four.', finishReason: 'length', usage: { inputTokens: 4, outputTokens: 2, reasoningTokens: 1 } },
    ],
    [
      'usage that grows with each chunk',
      [
        data({ choices: [{ delta: { content: 'Four.' } }], usage: { prompt_tokens: 4, completion_tokens: 1 } }),
        data({ choices: [{ delta: {}, finish_reason: 'stop' }], usage: { prompt_tokens: 4, completion_tokens: 9 } }),
      ],
      { usage: { inputTokens: 4, outputTokens: 9 } },
    ],
    [
      'a first chunk without choices',
      [
        data({ choices: [], prompt_filter_results: [{ content_filter_results: { hate: { filtered: false } } }] }),
        delta({ content: 'Four.' }),
        finish,
        usage,
      ],
      { text: 'Four.', finishReason: 'stop' },
    ],
    ['content in parts', [delta({ content: [{ type: 'text', text: 'Four.' }] }), finish, usage], { text: 'Four.' }],
    [
      'a whole message in one event',
      [data({ choices: [{ message: { content: 'Four.' }, finish_reason: 'stop' }], usage: counted })],
      { text: 'Four.' },
    ],
    [
      'several choices',
      [data({ choices: [{ index: 1, delta: { content: 'Five.' } }] }), delta({ content: 'Four.' }), finish, usage],
      { text: 'Four.' },
    ],
    [
      'a refusal',
      [delta({ refusal: 'I can ' }), delta({ refusal: 'not.' }), finish, usage],
      { text: '', finishReason: 'content-filter', withheld: 'I can not.' },
    ],
    [
      'a filter in mid-stream',
      [delta({ content: 'So f' }), delta({}, { finish_reason: 'content_filter' }), usage],
      { text: 'So f', finishReason: 'content-filter' },
    ],
    [
      'no reason at all, and [DONE]',
      [delta({ content: 'Four.' }), usage, done],
      { text: 'Four.', finishReason: 'stop' },
    ],
  ])('%s', async (_, writes, expected) => {
    expect(await outcome(writes)).toMatchObject(expected)
  })

  test('raw completions stream where they are told to', async () => {
    const chunk = (text: string, finish_reason: string | null) => data({ choices: [{ text, index: 0, finish_reason }] })
    const { endpoint, model } = await streaming([chunk(' Pa', null), chunk('ris', 'length'), usage], {
      api: 'completions',
      stream: 'on',
    })
    expect(await asked(model)).toMatchObject({ text: ' Paris', finishReason: 'length' })
    expect(endpoint.requests[0]).toMatchObject({ path: '/v1/completions', body: { stream: true } })
  })
})

describe('a stream that ends before its answer does is no answer', () => {
  const error = { error: { message: 'the engine died', code: 500 } }
  const begun = [delta({ content: 'Hel' })]
  test.each<[string, string[], Parameters<typeof streaming>[1], RegExp]>([
    ['ended too early', begun, {}, /a stream that ended before its answer/],
    ['ended in the middle of an event', [...begun, 'data: {"choices": [{"del'], {}, /no JSON object/],
    ['lost its connection', begun, { end: 'destroy' }, /the connection closed in mid-stream/],
    ['an error event', [...begun, `event: error\n${data(error)}`, done], {}, /the engine died/],
    ['an error in data', [...begun, data(error)], {}, /the engine died/],
    [
      'an error beside the reason',
      [...begun, data({ ...error, choices: [{ delta: {}, finish_reason: 'error' }] })],
      {},
      /the engine died/,
    ],
    [
      'an error of another shape',
      [...begun, data({ object: 'error', message: 'the engine died' })],
      {},
      /the engine died/,
    ],
    [
      'an engine that sleeps',
      [...begun, delta({}, { finish_reason: 'abort' }), usage, done],
      {},
      /it ended with "abort"/,
    ],
    ['nothing', [': keep-alive\n\n'], {}, /a stream that ended before its answer/],
  ])('%s', async (_, writes, options, message) => {
    expect(await outcome(writes, options)).toMatchObject({
      code: 'incomplete-reply',
      action: 'retry',
      message: expect.stringMatching(message),
    })
  })

  test('an error before anything was said has its own status, and a filter is a filter', async () => {
    expect(await outcome([data({ error: { code: 429, message: 'slow down' } })])).toMatchObject({
      code: 'http-429',
      status: 429,
    })
    expect(await outcome([...begun, data({ error: { code: 'content_filter', message: 'stopped' } })])).toMatchObject({
      text: 'Hel',
      finishReason: 'content-filter',
      withheld: 'stopped',
    })
  })

  test('silence within a stream gives it up; comments are no silence', async () => {
    const options = { end: false, idleTimeoutMs: 1000, timeoutMs: 20_000 } as const
    expect(await outcome(begun, options)).toMatchObject({ code: 'idle-timeout', action: 'retry' })
    const { model } = await scriptedModel(
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        response.write(delta({ content: 'Hello' }))
        const alive = setInterval(() => response.write(': still here\n\n'), 300)
        setTimeout(() => {
          clearInterval(alive)
          response.end(finish + usage)
        }, 2500)
        return undefined
      },
      { stream: 'auto', idleTimeoutMs: 1000, timeoutMs: 20_000 },
    )
    expect(await asked(model)).toMatchObject({ text: 'Hello' })
  })

  test('the deadline over the whole request holds for streams too', async () => {
    expect(await outcome(begun, { end: false, timeoutMs: 200 })).toMatchObject({ code: 'timeout' })
  })
})

describe('auto streams until a server turns out not to', () => {
  const refusal = (message: string, param?: string) => ({ status: 400, body: { error: { message, param } } })
  const streamed = (body: unknown): boolean => JSON.stringify(body).includes('"stream":true')

  test.each([
    ['by name', refusal("'stream' is not supported by this model", 'stream')],
    ['in words', refusal('Streaming is not supported for this model')],
    [
      'for an account',
      refusal(
        'Your organization must be verified to stream this model. Streaming is unsupported without it.',
        'stream',
      ),
    ],
  ])('refused %s', async (_, refused) => {
    const { endpoint, model } = await scriptedModel(
      ({ body }) => (streamed(body) ? refused : chatReply({ content: 'x' })),
      { stream: 'auto' },
    )
    for (const _ of [1, 2]) expect(await asked(model)).toEqual(expect.objectContaining({ text: 'x' }))
    expect(await asked(model)).not.toHaveProperty('dropped')
    expect(endpoint.requests.map(({ body }) => streamed(body))).toEqual([true, false, false, false])
  })

  test('stream_options alone are left out where only they are refused', async () => {
    const { endpoint, model } = await scriptedModel(
      ({ body }, response) => {
        if (JSON.stringify(body).includes('stream_options')) return refusal('Unknown field: stream_options')
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end(hello.join(''))
        return undefined
      },
      { stream: 'auto' },
    )
    expect(await asked(model)).toEqual(whole)
    expect(endpoint.requests[1]?.body).toMatchObject({ stream: true })
  })

  test('a server that counts no tokens in its streams is asked for whole replies; not so where streams are wanted', async () => {
    for (const [stream, then] of [
      ['auto', [true, false]],
      ['on', [true, true]],
    ] as const) {
      const { endpoint, model } = await scriptedModel(
        ({ body }, response) => {
          if (!streamed(body)) return chatReply({ content: 'x' })
          response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`${delta({ content: 'x' })}${finish}`)
          return undefined
        },
        { stream },
      )
      for (const _ of [1, 2]) expect(await asked(model)).toMatchObject({ text: 'x' })
      expect(endpoint.requests.map(({ body }) => streamed(body))).toEqual(then)
    }
  })

  test('a server that pays no heed answers as ever', async () => {
    const { model } = await scriptedModel(() => chatReply({ content: 'x' }), { stream: 'auto' })
    const completion = await asked(model)
    expect(completion).toMatchObject({ text: 'x' })
    expect(completion).not.toHaveProperty('ttftMs')
  })

  test('off, and raw completions under auto, are not streamed', async () => {
    const chat = await scriptedModel(() => chatReply({ content: 'x' }), { stream: 'off' })
    const raw = await scriptedModel(() => ({ body: { choices: [{ text: 'x', finish_reason: 'stop' }] } }), {
      stream: 'auto',
      api: 'completions',
    })
    for (const { endpoint, model } of [chat, raw]) {
      await asked(model)
      expect(endpoint.requests[0]?.body).not.toHaveProperty('stream')
    }
  })
})

describe('Messages events', () => {
  const event = (one: { type: string } & Record<string, unknown>): string => `event: ${one.type}\n${data(one)}`
  const start = event({
    type: 'message_start',
    message: {
      type: 'message',
      model: 'served',
      content: [],
      stop_reason: null,
      usage: { input_tokens: 3, cache_read_input_tokens: 4, output_tokens: 1 },
    },
  })
  const block = (index: number, content_block: object, ...deltas: object[]): string =>
    event({ type: 'content_block_start', index, content_block }) +
    deltas.map(one => event({ type: 'content_block_delta', index, delta: one })).join('') +
    event({ type: 'content_block_stop', index })
  const thinking = block(
    0,
    { type: 'thinking', thinking: '' },
    { type: 'thinking_delta', thinking: '2+' },
    { type: 'thinking_delta', thinking: '2' },
    { type: 'signature_delta', signature: 'x' },
  )
  const text = block(
    1,
    { type: 'text', text: '' },
    { type: 'text_delta', text: 'Fo' },
    { type: 'text_delta', text: 'ur.' },
  )
  const end = (stop_reason: string) =>
    event({
      type: 'message_delta',
      delta: { stop_reason },
      usage: { output_tokens: 9, output_tokens_details: { thinking_tokens: 5 } },
    })
  const stop = event({ type: 'message_stop' })
  const options = { dialect: 'anthropic' } as const

  test('make up the message that the same reply is', async () => {
    const { endpoint, model } = await streaming(
      [start, event({ type: 'ping' }), thinking, text, end('end_turn'), stop],
      options,
    )
    expect(await asked(model)).toEqual({
      text: 'Four.',
      reasoning: '2+2',
      finishReason: 'stop',
      usage: { inputTokens: 7, outputTokens: 9, reasoningTokens: 5 },
      servedModel: 'served',
      latencyMs: expect.any(Number),
      ttftMs: expect.any(Number),
    })
    expect(endpoint.requests[0]?.body).toMatchObject({ stream: true })
    expect(endpoint.requests[0]?.body).not.toHaveProperty('stream_options')
  })

  test('the input of the tool that must be called is the answer', async () => {
    const tool = block(
      0,
      { type: 'tool_use', id: 't', name: 'verdict', input: {} },
      { type: 'input_json_delta', partial_json: '{"label"' },
      { type: 'input_json_delta', partial_json: ':"safe"}' },
    )
    const { model } = await streaming([start, tool, end('tool_use'), stop], options)
    const responseFormat = { name: 'verdict', schema: { type: 'object' } }
    expect(await asked(model, { responseFormat })).toMatchObject({ text: '{"label":"safe"}', finishReason: 'stop' })
  })

  test.each<[string, string[], object]>([
    ['without message_stop', [start, text, end('end_turn')], { text: 'Four.', finishReason: 'stop' }],
    ['cut off by the limit', [start, text, end('max_tokens'), stop], { finishReason: 'length' }],
    ['refused under way', [start, text, end('refusal'), stop], { text: 'Four.', finishReason: 'content-filter' }],
    ['ended before its answer', [start, text], { code: 'incomplete-reply', action: 'retry' }],
    [
      'an error under way',
      [start, text, event({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })],
      { code: 'incomplete-reply', message: expect.stringContaining('Overloaded') },
    ],
    [
      'an error at once',
      [event({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })],
      { code: 'http-529', action: 'retry' },
    ],
  ])('%s', async (_, writes, expected) => {
    expect(await outcome(writes, options)).toMatchObject(expected)
  })
})

test.each(['openai', 'anthropic'])('the mock endpoint streams the answer that it gives whole (%s)', async dialect => {
  const endpoint = await startMockEndpoint({ faults: { length: 0.3 } })
  const env = { ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: endpoint.url }
  const ref = dialect === 'openai' ? `${endpoint.url}#mock` : 'anthropic/mock'
  const models = await Promise.all(
    (['on', 'off'] as const).map(stream => openModel(ref, modelOptions({ env, stream }))),
  )
  const schema = {
    type: 'object',
    properties: { label: { enum: ['a', 'b'] } },
    required: ['label'],
    additionalProperties: false,
  }
  for (const request of [
    generateRequest('Hi'),
    generateRequest('Which?', { responseFormat: { name: 'verdict', schema } }),
  ]) {
    const [streamed, whole] = await Promise.all(models.map(model => model.generate(request)))
    const { latencyMs: _, ttftMs, ...same } = streamed?.completion ?? { latencyMs: 0 }
    expect(ttftMs).toBeGreaterThan(0)
    expect(whole?.completion).toMatchObject(same)
  }
  await Promise.all(models.map(model => model.close?.()))
  await endpoint.close()
})

test.each([
  ['reset-body', 'incomplete-reply'],
  ['bad-json', 'incomplete-reply'],
  ['stream-error', 'incomplete-reply'],
  ['broken-off', 'incomplete-reply'],
  ['slow-body', 'timeout'],
  ['html', 'bad-reply'],
] as const)('the mock endpoint failing by %s in mid-stream is tried again as %s', async (fault, code) => {
  const endpoint = await startMockEndpoint({ faults: { [fault]: 1 }, slowMs: 5000 })
  const model = await openModel(`${endpoint.url}#mock`, modelOptions({ stream: 'on', timeoutMs: 300 }))
  await expect(model.generate(generateRequest('Hi'))).rejects.toMatchObject({ action: 'retry', code })
  await model.close?.()
  await endpoint.close()
})
