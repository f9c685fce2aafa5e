import { describe, expect, test } from 'vitest'
import { asked } from '../fixtures/scripted-model.ts'
import { data, streamed, streaming } from '../fixtures/streaming-model.ts'

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
    expect(await streamed(writes, options)).toMatchObject(expected)
  })
})
