import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { asked, scriptedModel } from '../fixtures/scripted-model.ts'
import { data, streamed, streaming } from '../fixtures/streaming-model.ts'

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
    expect(await streamed(writes)).toEqual({ ...whole })
  })

  test('in another content type, or compressed', async () => {
    const { ttftMs: _, ...same } = whole
    expect(await streamed([text], { type: 'text/plain' })).toEqual(same)
    expect(await streamed([gzipSync(text)], { encoding: 'gzip' })).toEqual(same)
  })

  test('a character torn over two chunks is whole', async () => {
    const bytes = Buffer.from(`${delta({ content: '答案🙂' })}${finish}${usage}`)
    for (let at = 60; at < bytes.length - 10; at += 7) {
      expect(await streamed([bytes.subarray(0, at), bytes.subarray(at)])).toMatchObject({ text: '答案🙂' })
    }
  })

  test('a server that says it is done and stays connected is not waited for', async () => {
    expect(await streamed(hello, { end: false, timeoutMs: 900 })).toEqual(whole)
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
    expect(await streamed(writes)).toMatchObject(expected)
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
    ['ended too early', begun, {}, /a stream that ended before its answer was complete/],
    ['ended in the middle of an event', [...begun, 'data: {"choices": [{"del'], {}, /not a JSON object/],
    ['lost its connection', begun, { end: 'destroy' }, /the connection closed mid-stream/],
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
    ['nothing', [': keep-alive\n\n'], {}, /a stream that ended before its answer was complete/],
  ])('%s', async (_, writes, options, message) => {
    expect(await streamed(writes, options)).toMatchObject({
      code: 'incomplete-reply',
      action: 'retry',
      message: expect.stringMatching(message),
    })
  })

  test('an error before anything was said has its own status, and a filter is a filter', async () => {
    expect(await streamed([data({ error: { code: 429, message: 'slow down' } })])).toMatchObject({
      code: 'http-429',
      status: 429,
    })
    expect(await streamed([...begun, data({ error: { code: 'content_filter', message: 'stopped' } })])).toMatchObject({
      text: 'Hel',
      finishReason: 'content-filter',
      withheld: 'stopped',
    })
  })

  test('silence within a stream gives it up; comments are no silence', async () => {
    const options = { end: false, idleTimeoutMs: 1000, timeoutMs: 20_000 } as const
    expect(await streamed(begun, options)).toMatchObject({ code: 'idle-timeout', action: 'retry' })
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
    expect(await streamed(begun, { end: false, timeoutMs: 200 })).toMatchObject({ code: 'timeout' })
  })
})

test('an answer that was cut off stays so, whatever a gateway says at its end', async () => {
  const cut = delta({}, { finish_reason: 'length' })
  for (const ends of [
    [cut, finish],
    [finish, cut],
  ]) {
    const { model } = await streaming([delta({ content: 'Hel' }), ...ends, usage, done])
    expect(await asked(model)).toMatchObject({ text: 'Hel', finishReason: 'length' })
  }
})

test('a server that streams without being asked is read all the same', async () => {
  for (const type of ['text/event-stream', 'application/json']) {
    const { model, endpoint } = await streaming(hello, { stream: 'off', type })
    expect(await asked(model)).toMatchObject({ text: 'Hello', finishReason: 'stop' })
    expect(JSON.stringify(endpoint.requests[0])).not.toContain('event-stream')
  }
})
